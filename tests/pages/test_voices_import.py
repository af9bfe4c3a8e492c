"""Importing and exporting the team's voices in their dialog."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceChange
from tests.pages.test_voices import ANN, names, open_list, told
from tests.services.store_kit import keep_voices

FILE = "Name,Voice id,Language,Tags,Note\nAnn,voice-ann,English,calm,\nBob,voice-bob,German,,=1+1\n,voice-x,,,\n"


@pytest.fixture
def app(studio: Studio) -> AppTest:
    keep_voices(studio.store, ANN)
    app = AppTest.from_function(open_list, default_timeout=30)
    app.session_state["voices.files"] = True
    return app.run()


def choose(app: AppTest, data: bytes, name: str = "voices.csv") -> AppTest:
    return app.file_uploader[0].upload(name, data, "text/csv").run()


def test_nothing_is_changed_before_import_is_pressed(studio: Studio, app: AppTest) -> None:
    choose(app, FILE.encode("utf-8-sig"))
    assert "**voices.csv**  \n1 new, 1 changed, 1 not imported" in told(app)
    assert "Row 4: Enter a name for this voice, so that your team knows it." in told(app)
    rows = app.dataframe[0].value
    assert list(rows["kind"]) == ["Not imported", "Changed", "New"] and list(rows["row"]) == [4, 2, 3]
    assert rows["details"][1] == "Language: empty → “English”, Tags: empty → “calm”"
    assert studio.store.voices.all() == [ANN]
    app.button(key="voices.forget_file").click().run()
    assert not app.dataframe and studio.store.voices.all() == [ANN]


def test_an_import_is_made_once_and_taken_back_as_one(studio: Studio, app: AppTest) -> None:
    choose(app, FILE.encode("utf-16"))
    app.button(key="voices.import").click().run()
    assert names(studio) == ["Ann", "Bob"] and "1 voice added. 1 voice changed." in told(app)
    assert not app.dataframe, "the file is done with"
    choose(app, FILE.encode())
    assert "2 already in the list, 1 not imported" in told(app) and "There is nothing to import." in told(app)
    assert not [one for one in app.button if one.key == "voices.import"]
    app.button(key="voices.undo").click().run()
    assert studio.store.voices.all() == [ANN]


def test_what_changed_since_it_was_shown_is_not_written_over(studio: Studio, app: AppTest) -> None:
    choose(app, FILE.encode())
    press = app.button(key="voices.import").click()
    keep_voices(studio.store, Voice("other", "Robert", "voice-bob"))
    press.run()
    assert names(studio) == ["Ann", "Robert"]
    (toast,) = app.toast
    assert str(toast.value).startswith("1 voice was not imported: the list has changed meanwhile.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"Ann,voice-1\n", "The first row of this file must name the columns"),
        (b'Name,Voice id\n"Bob,v\n', "Row 2 of this file is broken"),
        (b"x" * 1_000_001, "This file is too large: a list of voices may have up to 1 MB."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(studio: Studio, app: AppTest, data: bytes, words: str) -> None:
    choose(app, data, "list*.csv")
    (error,) = app.error
    assert words in str(error.value).replace("\\", "") and "list\\*.csv" in str(error.value)
    assert studio.store.voices.all() == [ANN] and not app.dataframe


def test_only_some_of_many_refusals_stand_above_the_table(app: AppTest) -> None:
    choose(app, b"Name,Voice id\n" + b",v\n" * 9)
    (warning,) = app.warning
    said = str(warning.value).replace("\\", "")
    assert said.count("Row ") == 5 and "And 4 more rows." in said and len(app.dataframe[0].value) == 9


def test_the_list_and_a_template_can_be_saved(studio: Studio, app: AppTest) -> None:
    buttons = {one.label for one in app.get("download_button")}
    assert buttons == {"Template", "Export the list"}
    studio.store.voices.apply([VoiceChange(ANN, None)])
    assert {one.label for one in app.run().get("download_button")} == {"Template"}
