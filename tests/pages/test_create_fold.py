"""Cards of the cast fold into rows: what is complete begins folded, and nothing folds under anybody's hands."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.lists import Voice
from lib.ui.create import board as boards
from tests.pages.board_kit import app, click, link_to, words
from tests.services.store_kit import keep_voices

__all__ = ["app"]


@pytest.fixture
def opened(app: AppTest, studio: Studio, draft: Draft) -> AppTest:
    """A board with two complete subjects, as a link opens it."""
    link_to(app, studio, draft)
    return app.run()


def names(app: AppTest) -> list[str]:
    """What the open cards say."""
    return [str(one.value) for one in app.text_input if one.label == "Name"]


def uploaders(app: AppTest) -> list[str]:
    """The keys of those on cards."""
    return [str(one.key) for one in app.file_uploader]


def test_complete_subjects_are_rows_that_say_who_they_are(opened: AppTest) -> None:
    assert names(opened) == [] and not uploaders(opened)
    assert "**Mia**" in words(opened) and words(opened).count("1 picture · voice automatic") == 2
    assert not opened.button(key="generate").disabled


def test_edit_opens_a_card_and_done_folds_it(opened: AppTest) -> None:
    click(opened, "create.edit.bear")
    assert names(opened) == ["Bear"]
    opened.text_input(key="create.name.bear").set_value("Brown bear").run()
    assert names(opened) == ["Brown bear"]
    click(opened, "create.done.bear")
    assert names(opened) == [] and "**Brown bear**" in words(opened)


def test_a_row_tells_the_voice_by_its_name(opened: AppTest, studio: Studio) -> None:
    keep_voices(studio.store, Voice("v", "Warm narrator", "voice-17", ""))
    board: Draft = opened.session_state[boards.BOARD]
    cast = (board.cast[0].model_copy(update={"voice_id": "voice-17"}), *board.cast[1:])
    opened.session_state[boards.BOARD] = board.model_copy(update={"cast": cast})
    assert "voice Warm narrator" in words(opened.run())


def test_a_card_that_is_being_filled_in_stays_open(opened: AppTest, draft: Draft) -> None:
    click(opened, "create.add")
    (uploader,) = uploaders(opened)
    assert names(opened) == [""] and not any(one.key and "create.done" in one.key for one in opened.button)
    uid = uploader.split(".")[2]
    opened.text_input(key=f"create.name.{uid}").set_value("Owl").run()
    board: Draft = opened.session_state[boards.BOARD]
    whole = board.cast[2].model_copy(update={"pictures": draft.cast[0].pictures})
    opened.session_state[boards.BOARD] = board.model_copy(update={"cast": (*board.cast[:2], whole)})
    opened.run()
    assert names(opened) == ["Owl"]
    click(opened, f"create.done.{uid}")
    assert names(opened) == []


def test_what_lost_what_it_needs_opens_by_itself(opened: AppTest) -> None:
    click(opened, "create.edit.mia")
    click(opened, "create.done.mia")
    board: Draft = opened.session_state[boards.BOARD]
    bare = board.cast[0].model_copy(update={"pictures": ()})
    opened.session_state[boards.BOARD] = board.model_copy(update={"cast": (bare, *board.cast[1:])})
    assert names(opened.run()) == ["Mia"]
    assert "needs at least one picture" in words(opened)


def test_more_cards_than_there_are_places_all_show(opened: AppTest) -> None:
    for _ in range(8):
        click(opened, "create.add")
    assert len(names(opened)) == 8
