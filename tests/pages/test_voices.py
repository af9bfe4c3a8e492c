"""The team's list of voices."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.lists import Voice


def dialog() -> None:
    from lib.ui.create.voices import voices_dialog

    voices_dialog()


def test_a_second_press_takes_away_no_second_voice(studio: Studio) -> None:
    for name in ("Ann", "Bob", "Cid"):
        studio.store.voices.save(Voice(name.lower(), name, f"voice-{name}", ""))
    app = AppTest.from_function(dialog, default_timeout=30).run()
    app.button(key="voices.remove.ann").click().run().run()
    app.button(key="voices.remove.bob").click().run().run()
    assert [voice.name for voice in studio.store.voices.all()] == ["Bob", "Cid"]
    app.button(key="voices.remove.cid").click().run()
    assert [voice.name for voice in studio.store.voices.all()] == ["Bob"], "another place counts at once"
