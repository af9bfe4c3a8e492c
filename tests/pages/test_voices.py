"""The team's list of voices, in its dialog."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceChange
from tests.services.store_kit import keep_voices

ANN = Voice("ann", "Ann", "voice-ann")


def dialog(model_id: str = "viduq2-pro", audio: bool = True) -> None:
    from lib.ui.create.voices_dialog import show_voices

    show_voices(model_id, audio=audio)


def open_list() -> None:
    """The dialog as one open dialog: what is remembered between its runs stays."""
    from lib.ui.create.voices_dialog import draw_voices

    draw_voices("viduq2-pro", audio=True)


@pytest.fixture
def app(studio: Studio) -> AppTest:
    assert studio
    return AppTest.from_function(open_list, default_timeout=30)


def names(studio: Studio) -> list[str]:
    return [voice.name for voice in studio.store.voices.all()]


def told(app: AppTest) -> str:
    said = [one.value for kind in (app.markdown, app.caption, app.info, app.error, app.warning) for one in kind]
    return "\n".join(map(str, said)).replace("\\", "")


def fill(app: AppTest, **typed: str) -> AppTest:
    """Type in the form that stands last, by the names of its fields."""
    for name, text in typed.items():
        [one for one in app.text_input if str(one.key).endswith(f".{name}")][-1].set_value(text)
    return app


def add(app: AppTest, name: str, voice_id: str, **more: str) -> AppTest:
    """Fill in the form as it stands, and press Add."""
    fill(app, name=name, voice_id=voice_id, **more)
    return app.button(key="voices.add_now").click().run()


def test_a_new_voice_is_added_with_the_enter_key_too(app: AppTest) -> None:
    (form,) = [one.proto.form for one in app.run().get("form")]
    assert form.enter_to_submit


def test_a_second_press_takes_away_no_second_voice(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, *(Voice(name.lower(), name, f"voice-{name}") for name in ("Ann", "Bob", "Cid")))
    app.run()
    app.button(key="voices.remove.ann").click().run().run()
    app.button(key="voices.remove.bob").click().run().run()
    assert names(studio) == ["Bob", "Cid"]
    app.button(key="voices.remove.cid").click().run()
    assert names(studio) == ["Bob"], "another place counts at once"


def test_what_was_removed_comes_back(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN)
    app.run().button(key="voices.remove.ann").click().run()
    assert "Removed: Ann" in told(app) and names(studio) == []
    app.button(key="voices.undo").click().run()
    assert studio.store.voices.all() == [ANN] and "Removed" not in told(app)


def test_what_cannot_be_taken_back_is_told(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN)
    app.run().button(key="voices.remove.ann").click().run()
    keep_voices(studio.store, Voice("2", "Ann", "voice-2"))
    app.button(key="voices.undo").click().run()
    assert [one.value for one in app.toast] == ["1 voice stays as it is: someone has changed it since."]


def test_empty_and_double_entries_are_refused_in_words_and_stay_in_the_form(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN)
    app.run()
    said = {
        ("", ""): "Enter a name and the voice id.",
        ("Bob", " "): "Enter the voice id, as the video service writes it.",
        ("Bob", "voice-ann"): "This voice id is already in the list, as “Ann”.",
        ("ann", "voice-2"): "“Ann” is already in the list. Choose another name, or remove that one first.",
    }
    for (name, voice_id), sentence in said.items():
        add(app, name, voice_id)
        assert [str(one.value).replace("\\", "") for one in app.error] == [sentence]
        assert [one.value for one in app.text_input][:2] == [name, voice_id]
    assert names(studio) == ["Ann"]


def test_a_voice_is_added_once_and_the_form_is_empty_then(studio: Studio, app: AppTest) -> None:
    add(app.run(), " Bob ", " voice-bob ", language="English", tags="calm, low", note="For films")
    app.run()
    (bob,) = studio.store.voices.all()
    assert (bob.name, bob.voice_id, bob.language, bob.tags) == ("Bob", "voice-bob", "English", ("calm", "low"))
    assert bob.note == "For films" and "English · calm, low · voice-bob" in told(app) and "Added: Bob" in told(app)
    assert [one.value for one in app.text_input] == [""] * 5 and not app.error
    app.button(key="voices.add_now").click().run()
    assert not app.error, "the second press of two finds an empty form, and is no entry"


def test_an_odd_id_is_taken_and_told(studio: Studio, app: AppTest) -> None:
    add(app.run(), "Bob", "v1")
    assert names(studio) == ["Bob"] and "This id is shorter than the 8 characters" in told(app)
    bob = studio.store.voices.all()[0]
    (row,) = [one for one in app.markdown if "**Bob**" in str(one.value)]
    assert row.help and "shorter" in row.help
    app.button(key=f"voices.change.{bob.id}").click().run()
    assert "This id is shorter than the 8 characters" in told(app)


def test_a_voice_is_changed_in_its_place(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN, Voice("bob", "Bob", "voice-bob"))
    app.run().button(key="voices.change.ann").click().run()
    app.text_input(key="voices.of.ann.0.name").set_value("bob")
    app.button(key="voices.save").click().run()
    assert "“Bob” is already in the list" in told(app) and names(studio) == ["Ann", "Bob"]
    app.text_input(key="voices.of.ann.0.name").set_value("Anna")
    app.text_input(key="voices.of.ann.0.tags").set_value("calm; low")
    app.button(key="voices.save").click().run()
    assert "Changed: Anna" in told(app) and names(studio) == ["Anna", "Bob"]
    assert studio.store.voices.all()[0].tags == ("calm", "low")
    app.button(key="voices.undo").click().run()
    assert names(studio) == ["Ann", "Bob"]


def test_a_form_is_left_without_a_change(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN)
    app.run().button(key="voices.change.ann").click().run()
    app.text_input(key="voices.of.ann.0.name").set_value("Anna")
    app.button(key="voices.cancel").click().run()
    assert names(studio) == ["Ann"] and "**Ann**" in told(app)


def test_a_voice_that_went_while_it_was_being_changed(studio: Studio, app: AppTest) -> None:
    keep_voices(studio.store, ANN)
    app.run().button(key="voices.change.ann").click().run()
    studio.store.voices.apply([VoiceChange(ANN, None)])
    app.button(key="voices.save").click().run()
    assert [one.value for one in app.toast] == ["That voice is no longer in the list."] and names(studio) == []


def test_a_long_list_is_searched_by_words_languages_and_tags(studio: Studio, app: AppTest) -> None:
    keep_voices(
        studio.store,
        *(Voice(f"{n:02}", f"Voice {n:02}", f"id-{n:02}", "", "German", ("deep",)) for n in range(12)),
        Voice("warm", "Warm", "voice-1", "for films", "English", ("calm",)),
    )
    app.run()
    assert "Voice 07" in told(app) and "Voice 08" not in told(app)
    app.button(key="voices.more").click().run()
    assert "**Warm**" in told(app)
    app.text_input(key="voices.find").set_value("FILMS engl").run()
    assert "**Warm**" in told(app) and "Voice 01" not in told(app)
    app.text_input(key="voices.find").set_value("nobody").run()
    assert "No voice matches." in told(app)
    app.text_input(key="voices.find").set_value("").run()
    assert app.multiselect(key="voices.marks").options == ["English", "German", "calm", "deep"]
    app.multiselect(key="voices.marks").set_value(["English", "calm"]).run()
    assert "**Warm**" in told(app) and "Voice 01" not in told(app)


def test_a_short_list_has_no_filter_and_an_empty_one_says_what_to_do(studio: Studio, app: AppTest) -> None:
    assert "There are no voices yet." in told(app.run()) and app.expander[0].proto.expanded
    keep_voices(studio.store, ANN)
    assert "There are no voices yet." not in told(app.run()) and not app.multiselect
    assert [one.label for one in app.text_input] == ["Name", "Voice id", "Language", "Tags", "Note"]


@pytest.mark.parametrize(
    ("model_id", "audio", "words"),
    [
        ("viduq2-pro", True, ""),
        ("viduq3-pro", True, "Q3 Pro ignores the voice for the whole video. Choose voices for the subjects instead."),
        ("viduq2-pro", False, "Voices are only heard with sound on."),
        ("viduq3-pro", False, "Voices are only heard with sound on. Q3 Pro ignores the voice for the whole video."),
    ],
)
def test_the_list_says_which_voices_are_not_heard(studio: Studio, model_id: str, audio: bool, words: str) -> None:
    app = AppTest.from_function(dialog, args=(model_id, audio), default_timeout=30).run()
    said = "\n".join(str(one.value) for one in app.info).replace("\\", "")
    assert said.startswith(words) if words else not said


def test_what_can_be_done_without_an_id_is_said(app: AppTest) -> None:
    said = told(app.run())
    assert "Leave the voice on Automatic" in said and "Ask whoever looks after your account" in said
