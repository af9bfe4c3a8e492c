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


def add(app: AppTest, name: str, voice_id: str) -> AppTest:
    """Fill in the form as it stands, and press Add."""
    fields = {str(one.key).split(".")[1]: one for one in app.text_input}
    fields["name"].set_value(name)
    fields["id"].set_value(voice_id)
    return app.button(key="voices.add_now").click().run()


def test_empty_and_double_entries_are_refused_in_words_and_stay_in_the_form(studio: Studio) -> None:
    studio.store.voices.save(Voice("1", "Ann", "voice-ann", ""))
    app = AppTest.from_function(dialog, default_timeout=30).run()
    said = {
        ("", ""): "Enter a name and the voice id.",
        ("Bob", " "): "Enter the voice id, as the video service writes it.",
        ("Bob", "voice-ann"): "This voice id is already in the list, as “Ann”.",
        ("ann", "voice-2"): "“Ann” is already in the list. Choose another name, or remove that one first.",
    }
    for (name, voice_id), sentence in said.items():
        add(app, name, voice_id)
        assert [str(one.value).replace("\\", "") for one in app.error] == [sentence]
        assert [one.value for one in app.text_input] == [name, voice_id]
    assert [voice.name for voice in studio.store.voices.all()] == ["Ann"]


def test_a_voice_is_added_once_and_the_form_is_empty_then(studio: Studio) -> None:
    app = AppTest.from_function(dialog, default_timeout=30).run()
    add(app, " Bob ", " voice-bob ")
    app.run()
    assert [(voice.name, voice.voice_id) for voice in studio.store.voices.all()] == [("Bob", "voice-bob")]
    assert [one.value for one in app.text_input] == ["", ""] and not app.error
    app.button(key="voices.add_now").click().run()
    assert not app.error, "the second press of two finds an empty form, and is no entry"


def test_what_can_be_done_without_an_id_is_said(studio: Studio) -> None:
    app = AppTest.from_function(dialog, default_timeout=30).run()
    said = "\n".join(str(one.value) for one in app.markdown)
    assert "Leave the voice on Automatic" in said and "Ask whoever looks after your account" in said
