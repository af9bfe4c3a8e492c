"""The Create page in another language: what it puts on the board is in the language of whoever presses."""

from __future__ import annotations

from collections.abc import Iterator
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


@pytest.fixture
def reads_chinese(app: AppTest, studio: Studio) -> Iterator[None]:
    app.session_state["person"] = ME
    studio.desk.choose_language(Actor(ME), CHINESE.code, datetime.now(UTC))
    # AppTest itself asks the page's functions for the words of a choice, outside of the session.
    with speaking(CHINESE):
        yield


@pytest.mark.usefixtures("reads_chinese")
def test_the_example_is_told_in_the_readers_language(app: AppTest) -> None:
    click(app.run(), "create.example")
    board = app.session_state[boards.BOARD]
    names = [_(subject.name) for subject in EXAMPLE]
    assert board.scene == example_scene(*(f"@{name}" for name in names))
    assert [subject.name for subject in board.cast] == names
    assert not app.button(key="generate").disabled
