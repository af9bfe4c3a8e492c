"""The Create page in another language: what it puts on the board is in the language of whoever presses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.text.language import _, language_of, speaking
from lib.ui.create import board as boards
from lib.ui.create.example import EXAMPLE, example_scene
from tests.pages.board_kit import app, click, filled
from tests.pages.conftest import ME

__all__ = ["app", "filled"]

CHINESE = language_of("zh_Hans")


@pytest.fixture(autouse=True)
def reads_chinese(app: AppTest, studio: Studio) -> None:
    app.session_state["person"] = ME
    studio.desk.choose_language(Actor(ME), CHINESE.code, datetime.now(UTC))


def test_a_phrase_comes_into_the_scene_as_the_menu_shows_it(filled: AppTest) -> None:
    menu = filled.menu_button(key="create.phrase.Camera")
    with speaking(CHINESE):
        shown = _("slow push in")
        joined = _("{scene}, {phrase}.", scene=filled.session_state[boards.BOARD].scene, phrase=shown)
    assert menu.options[0] == shown
    menu.set_value("slow push in").run()
    assert filled.text_area(key="prompt").value == joined


def test_the_example_is_told_in_the_readers_language(app: AppTest) -> None:
    click(app.run(), "create.example")
    board = app.session_state[boards.BOARD]
    with speaking(CHINESE):
        names = [_(subject.name) for subject in EXAMPLE]
        assert board.scene == example_scene(*(f"@{name}" for name in names))
    assert [subject.name for subject in board.cast] == names
    assert not app.button(key="generate").disabled


def test_what_is_on_the_board_stays_when_its_reader_takes_another_language(filled: AppTest, studio: Studio) -> None:
    filled.text_area(key="prompt").set_value("@Mia sings to @Bear").run()
    filled.segmented_control(key="create.takes").set_value(3).run()
    click(filled, "create.remove.bear")
    before = filled.session_state[boards.BOARD]
    studio.desk.choose_language(Actor(ME), "en", datetime.now(UTC))
    filled.run()
    assert filled.title[0].value == "Create a video"
    assert filled.button(key="create.undo_button").label == "Undo: Removed Bear"
    assert filled.session_state[boards.BOARD] == before
    assert (filled.text_area(key="prompt").value, filled.segmented_control(key="create.takes").value) == (
        before.scene,
        3,
    )
