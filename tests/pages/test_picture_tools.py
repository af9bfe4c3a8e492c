"""What people do with one picture on a card."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.crop import Crop
from lib.domain.draft import Draft, DraftPicture
from lib.ui.create import board as boards
from tests.conftest import SOMEONE
from tests.pages.board_kit import app, click, jobs, link_to, words

__all__ = ["app"]
HALF = Crop(0, 0, 0.8, 1)


@pytest.fixture
def cropped(app: AppTest, studio: Studio, draft: Draft, picture: Callable[..., bytes]) -> AppTest:
    """Mia with a cropped picture and one by its address, on an open card."""
    whole = studio.desk.add_picture(SOMEONE, picture("red", 300), "mia.png")
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


def test_of_many_hints_the_first_is_in_view_and_the_rest_in_a_fold(
    app: AppTest, studio: Studio, draft: Draft, picture: Callable[..., bytes]
) -> None:
    small = studio.desk.add_picture(SOMEONE, picture("red", 200), "mia.png")
    mia = draft.cast[0].model_copy(update={"pictures": (small,) * 3})
    link_to(app, studio, draft.model_copy(update={"cast": (mia, *draft.cast[1:])}))
    app.run()
    (fold,) = [one for one in app.expander if one.label == "More hints about these pictures"]
    assert len(fold.caption) == 4 and "Picture 1 is small" in words(app)
    assert not any("Picture 1 is small" in str(one.value) for one in fold.caption)
    for key in ("0.small", "1.small", "2.small"):
        click(app, f"create.hint.mia.{key}")
    assert "Pictures 1 and 2 are nearly the same." in words(app) and "Pictures 1 and 3" in words(app)
    assert not [one for one in app.expander if one.label == "More hints about these pictures"]


# Transparent parts


@pytest.fixture
def cut_out(app: AppTest, studio: Studio, draft: Draft) -> AppTest:
    """Mia as a cut-out, and beside her a picture without transparent parts."""
    file = io.BytesIO()
    image = Image.new("RGBA", (300, 300), (200, 30, 30, 255))
    image.paste((0, 0, 0, 0), (0, 0, 150, 300))
    image.save(file, "PNG")
    mine = studio.desk.add_picture(SOMEONE, file.getvalue(), "mia.png")
    mia = draft.cast[0].model_copy(update={"pictures": (mine, *draft.cast[0].pictures)})
    link_to(app, studio, draft.model_copy(update={"cast": (mia, *draft.cast[1:])}))
    return click(app.run(), "create.edit.mia")


def left_edge(studio: Studio, picture: DraftPicture) -> tuple[int, ...]:
    assert picture.fitted
    sent = Image.open(io.BytesIO(studio.pictures.to_send(picture.fitted.sending.sha256))).convert("RGB")
    pixel = sent.getpixel((3, sent.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def test_the_colour_behind_transparent_parts_is_chosen_on_the_card(cut_out: AppTest, studio: Studio) -> None:
    assert "Its transparent parts are sent on white." in words(cut_out)
    (choice,) = cut_out.color_picker
    assert choice.value == "#ffffff" and choice.label == "Background *Picture 1 of Mia*"
    choice.pick("#204060").run()
    assert left_edge(studio, first_picture(cut_out)) == (0x20, 0x40, 0x60)
    assert "Its transparent parts are sent on the colour you chose." in words(cut_out)
    assert cut_out.color_picker[0].value == "#204060"
    click(cut_out, "generate")
    job = studio.store.jobs.get(jobs(studio)[0])
    assert job is not None and job.request.subjects[0].images[0] == first_picture(cut_out).reference


def test_the_white_background_comes_back_with_undo(cut_out: AppTest, studio: Studio) -> None:
    cut_out.color_picker[0].pick("#204060").run()
    assert cut_out.button(key="create.undo_button").label == "Undo: Changed a background"
    click(cut_out, "create.undo_button")
    assert left_edge(studio, first_picture(cut_out)) == (255, 255, 255)
    assert cut_out.color_picker[0].value == "#ffffff"


def test_a_cropped_cut_out_keeps_its_background_and_changes_it(cut_out: AppTest, studio: Studio) -> None:
    cut_out.color_picker[0].pick("#204060").run()
    picture = first_picture(cut_out)
    assert picture.fitted
    part = studio.pictures.cropped(picture.fitted.original.sha256, HALF, picture.fitted.ground)
    cropped = picture.model_copy(update={"fitted": part, "whole": picture.fitted, "crop": HALF})
    board: Draft = cut_out.session_state[boards.BOARD]
    mia = board.cast[0].model_copy(update={"pictures": (cropped,)})
    cut_out.session_state[boards.BOARD] = board.model_copy(update={"cast": (mia, *board.cast[1:])})
    cut_out.run()
    assert left_edge(studio, first_picture(cut_out)) == (0x20, 0x40, 0x60)
    cut_out.color_picker[0].pick("#808080").run()
    changed = first_picture(cut_out)
    assert left_edge(studio, changed) == (0x80, 0x80, 0x80)
    assert changed.crop == HALF and changed.whole and changed.whole.ground == "#808080"
