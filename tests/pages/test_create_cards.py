"""Cards of the cast: a name from the first picture's file, and pictures in the order that people want."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, DraftPicture
from lib.ui.create import board as boards
from tests.conftest import SOMEONE
from tests.pages.board_kit import app, click, jobs, link_to, words

__all__ = ["app"]


def board_of(app: AppTest) -> Draft:
    board: Draft = app.session_state[boards.BOARD]
    return board


def uid_of(app: AppTest, place: int) -> str:
    return board_of(app).cast[place].uid


def upload(app: AppTest, place: int, *files: str, picture: Callable[..., bytes]) -> AppTest:
    uid = uid_of(app, place)
    uploader = next(one for one in app.file_uploader if str(one.key).startswith(f"create.upload.{uid}."))
    for number, file in enumerate(files):
        uploader.upload(file, picture("red", 200 + number), "image/png")
    return uploader.run()


def name_of(app: AppTest, place: int) -> str:
    return str(app.text_input(key=f"create.name.{uid_of(app, place)}").value)


def test_the_first_picture_names_its_subject_and_undo_takes_only_the_name_back(
    app: AppTest, picture: Callable[..., bytes]
) -> None:
    click(app.run(), "create.add")
    upload(app, 0, "Lena_front.jpg", picture=picture)
    assert name_of(app, 0) == board_of(app).cast[0].name == "Lena"
    assert "1 subject, 1 of 7 pictures" in words(app)
    assert app.button(key="create.undo_button").label == "Undo: Named Lena after the file"
    click(app, "create.undo_button")
    assert name_of(app, 0) == "" and len(board_of(app).cast[0].pictures) == 1
    upload(app, 0, "Lena_side.jpg", picture=picture)
    assert name_of(app, 0) == "", "who took it back is not asked again"


def test_a_name_from_a_file_is_not_lost_to_a_page_that_does_not_show_it_yet(
    app: AppTest, picture: Callable[..., bytes]
) -> None:
    click(app.run(), "create.add")
    upload(app, 0, "Lena.jpg", picture=picture)
    # What a request carries that left before the name arrived: the fields as they were.
    for field in app.text_input:
        if field.label == "Version":
            field.set_value("0")
    app.text_input(key=f"create.name.{uid_of(app, 0)}").set_value("").run()
    assert name_of(app, 0) == board_of(app).cast[0].name == "Lena"


def test_a_file_names_nobody_who_has_a_name_and_takes_nobodys(app: AppTest, picture: Callable[..., bytes]) -> None:
    click(app.run(), "create.add")
    app.text_input(key=f"create.name.{uid_of(app, 0)}").set_value("Mia").run()
    upload(app, 0, "Lena.jpg", picture=picture)
    assert name_of(app, 0) == "Mia"
    click(app, "create.add")
    upload(app, 1, "mia_side.jpg", picture=picture)
    assert name_of(app, 1) == ""
    click(app, "create.add")
    upload(app, 2, "IMG_2034.jpg", "photo (3).jpg", picture=picture)
    assert name_of(app, 2) == "" and len(board_of(app).cast[2].pictures) == 2


def test_each_time_a_card_takes_something_its_fields_are_others_and_empty(
    app: AppTest, picture: Callable[..., bytes]
) -> None:
    click(app.run(), "create.add")
    seen = [fields_for_more(app)]
    upload(app, 0, "IMG_1.jpg", picture=picture)
    seen.append(fields_for_more(app))
    app.text_input(key=seen[-1][1]).set_value("https://example.com/a.png").run()
    seen.append(fields_for_more(app))
    assert len(board_of(app).cast[0].pictures) == 2 and len(set(seen)) == 3, seen
    assert app.text_input(key=seen[-1][1]).value == ""


def fields_for_more(app: AppTest) -> tuple[str, str]:
    """Keys of the uploader and of the field for an address; Streamlit keeps what is in a field with its key."""
    uid = uid_of(app, 0)
    (uploader,) = [str(one.key) for one in app.file_uploader if str(one.key).startswith(f"create.upload.{uid}.")]
    (address,) = [str(one.key) for one in app.text_input if str(one.key).startswith(f"create.url.{uid}.")]
    return uploader, address


def test_a_placeholder_does_not_look_like_a_value(app: AppTest) -> None:
    click(app.run(), "create.add")
    assert app.text_input(key=f"create.name.{uid_of(app, 0)}").placeholder == "for example Mia"


@pytest.fixture
def three(app: AppTest, studio: Studio, draft: Draft, picture: Callable[..., bytes]) -> AppTest:
    """Mia with three pictures on an open card, and Bear."""
    pictures = tuple(
        studio.desk.add_picture(SOMEONE, picture("red", 200 + number), f"{number}.png") for number in range(3)
    )
    mia = draft.cast[0].model_copy(update={"pictures": pictures})
    link_to(app, studio, draft.model_copy(update={"cast": (mia, *draft.cast[1:])}))
    return click(app.run(), "create.edit.mia")


def test_a_card_with_three_pictures_has_no_field_for_a_fourth(three: AppTest) -> None:
    assert not [one for one in three.file_uploader if str(one.key).startswith("create.upload.mia.")]
    click(three, "create.drop.mia.2")
    assert [one for one in three.file_uploader if str(one.key).startswith("create.upload.mia.")]


def order(app: AppTest) -> list[str]:
    return [picture.name[0] for picture in board_of(app).cast[0].pictures]


def test_pictures_are_moved_and_made_the_first_and_sent_in_that_order(three: AppTest, studio: Studio) -> None:
    click(three, "create.move.mia.2.1")
    assert order(three) == ["0", "2", "1"]
    click(three, "create.move.mia.2.0")
    assert order(three) == ["1", "0", "2"]
    assert three.button(key="create.undo_button").label == "Undo: Moved a picture of Mia"
    click(three, "create.undo_button")
    assert order(three) == ["0", "2", "1"]
    click(three, "create.move.mia.1.0")
    wanted = [picture.reference for picture in board_of(three).cast[0].pictures]
    click(three, "generate")
    job = studio.store.jobs.get(jobs(studio)[0])
    assert job is not None and list(job.request.subjects[0].images) == wanted
    assert order(three) == ["2", "0", "1"]


def test_a_second_press_moves_nothing_back(three: AppTest) -> None:
    click(three, "create.move.mia.1.0")
    click(three, "create.move.mia.1.0")
    assert order(three) == ["1", "0", "2"]


def test_each_button_says_which_picture_it_is_about(three: AppTest) -> None:
    labels = [one.label for one in three.button if str(one.key).startswith(("create.move.mia.2.", "create.drop.mia.2"))]
    assert labels == [f"{words} *Picture 3 of Mia*" for words in ("Make first", "Move left", "Remove")]
    assert not [one for one in three.button if str(one.key).startswith("create.move.mia.0")]


def test_a_press_on_a_picture_that_is_gone_moves_nothing(three: AppTest) -> None:
    board = board_of(three)
    one = board.cast[0].model_copy(update={"pictures": (DraftPicture(url="https://example.com/a.png"),)})
    three.session_state[boards.BOARD] = board.model_copy(update={"cast": (one, *board.cast[1:])})
    click(three, "create.move.mia.1.0")
    assert not three.exception and len(board_of(three).cast[0].pictures) == 1
