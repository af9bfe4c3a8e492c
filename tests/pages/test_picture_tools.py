"""What people do with one picture on a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.crop import Crop
from lib.domain.draft import Draft, DraftPicture
from lib.ui.create import board as boards
from tests.pages.board_kit import app, click, jobs, link_to, words

__all__ = ["app"]
HALF = Crop(0, 0, 0.8, 1)


@pytest.fixture
def cropped(app: AppTest, studio: Studio, draft: Draft, picture: Callable[..., bytes]) -> AppTest:
    """Mia with a cropped picture and one by its address, on an open card."""
    whole = studio.desk.add_picture(picture("red", 300), "mia.png")
    assert whole.fitted
    part = studio.pictures.cropped(whole.fitted.original.sha256, HALF)
    mine = whole.model_copy(update={"fitted": part, "whole": whole.fitted, "crop": HALF})
    mia = draft.cast[0].model_copy(update={"pictures": (mine, DraftPicture(url="https://example.com/a.png"))})
    link_to(app, studio, draft.model_copy(update={"cast": (mia, *draft.cast[1:])}))
    return click(app.run(), "create.edit.mia")


def first_picture(app: AppTest) -> DraftPicture:
    board: Draft = app.session_state[boards.BOARD]
    return board.cast[0].pictures[0]


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for one in app.button}


def test_a_cropped_picture_says_what_it_was_and_is_had_whole_again(cropped: AppTest, studio: Studio) -> None:
    assert "→ 240 × " in words(cropped)
    whole = first_picture(cropped).whole
    click(cropped, "create.uncrop.mia.0")
    assert first_picture(cropped) == DraftPicture(fitted=whole, name="mia.png")
    assert "→" not in words(cropped) and "create.uncrop.mia.0" not in keys(cropped)
    assert cropped.button(key="create.undo_button").label == "Undo: Whole picture again"
    click(cropped, "create.undo_button")
    assert first_picture(cropped).crop == HALF and "→ 240 × " in words(cropped)


def test_what_is_cropped_is_what_is_sent(cropped: AppTest, studio: Studio) -> None:
    wanted = first_picture(cropped).reference
    click(cropped, "generate")
    job = studio.store.jobs.get(jobs(studio)[0])
    assert job is not None and job.request.subjects[0].images[0] == wanted


def test_a_picture_of_ours_can_be_cropped_and_one_by_its_address_cannot(cropped: AppTest) -> None:
    assert cropped.button(key="create.crop.mia.0").label == "Crop *Picture 1 of Mia*"
    assert not keys(cropped) & {"create.crop.mia.1", "create.uncrop.mia.1"}


def test_a_second_press_on_whole_picture_again_does_nothing_more(cropped: AppTest) -> None:
    pressed = cropped.button(key="create.uncrop.mia.0")
    pressed.click().run()
    after = first_picture(cropped)
    pressed.click().run()
    assert first_picture(cropped) == after and not cropped.exception


def test_the_dialog_opens_with_the_frame(cropped: AppTest) -> None:
    click(cropped, "create.crop.mia.0")
    assert not cropped.exception


def test_a_hint_is_said_and_hidden_for_good(cropped: AppTest) -> None:
    small = "Picture 1 is small, 240 × 240: the video may lack detail."
    assert small in words(cropped)
    click(cropped, "create.hint.mia.0.small")
    assert small not in words(cropped) and first_picture(cropped).hidden_hints == ("small",)
    assert not cropped.button(key="generate").disabled
    assert small not in words(cropped.run())


def test_two_that_are_nearly_the_same_say_so_also_on_a_row(
    app: AppTest, studio: Studio, draft: Draft, picture: Callable[..., bytes]
) -> None:
    twice = (draft.cast[0].pictures[0],) * 2
    mia = draft.cast[0].model_copy(update={"pictures": twice})
    link_to(app, studio, draft.model_copy(update={"cast": (mia, *draft.cast[1:])}))
    app.run()
    assert "create.edit.mia" in keys(app) and "Pictures 1 and 2 are nearly the same." in words(app)
