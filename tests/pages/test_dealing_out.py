"""Several pictures dropped on the board at once: asked whom they show, and dealt out in one step."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from lib.domain.draft import Draft
from lib.ui.create import board as boards
from tests.pages.board_kit import app, click, filled, words

__all__ = ["app", "filled"]
Draw = Callable[..., bytes]


def drop(app: AppTest, picture: Draw, *files: str) -> AppTest:
    """Choose these files in the place for the whole cast."""
    uploader = next(one for one in app.file_uploader if str(one.key).startswith("create.upload.whole-cast."))
    for number, file in enumerate(files):
        data = picture("red", 200 + 8 * number) if not file.endswith(".txt") else b"no picture"
        uploader.upload(file, data, "image/png")
    return uploader.run()


def cast(app: AppTest) -> list[tuple[str, int]]:
    board: Draft = app.session_state[boards.BOARD]
    return [(subject.name, len(subject.pictures)) for subject in board.cast]


def test_three_files_on_an_empty_board_become_a_subject_each_and_one_step_takes_all_back(
    app: AppTest, picture: Draw
) -> None:
    drop(app.run(), picture, "Mia.png", "Bear.png", "IMG_2034.jpg")
    assert cast(app) == [] and "Who is in these 3 pictures?" in words(app)
    click(app, "create.deal.each")
    assert cast(app) == [("Mia", 1), ("Bear", 1), ("", 1)]
    assert "Who is in" not in words(app)
    assert app.button(key="create.undo_button").label == "Undo: Added pictures"
    click(app, "create.undo_button")
    assert cast(app) == []


def test_all_to_one_takes_three_and_says_what_is_left(filled: AppTest, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, picture, "Owl.png", "owl_side.png", "owl_back.png", "owl_4.png")
    assert "the first 3 are used" in words(filled)
    click(filled, "create.deal.one")
    assert cast(filled) == [*before, ("Owl", 3)]
    assert "owl_4.png: A subject can have at most 3 pictures." in words(filled)


def test_a_single_file_is_a_subject_at_once(filled: AppTest, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, picture, "Owl.png")
    assert cast(filled) == [*before, ("Owl", 1)]
    assert filled.button(key="create.undo_button").label == "Undo: Added pictures"


def test_what_is_not_taken_is_said_and_the_rest_asked_about(filled: AppTest, picture: Draw) -> None:
    drop(filled, picture, "Owl.png", "notes.txt", "Fox.png")
    assert "Who is in these 2 pictures?" in words(filled)
    assert "notes.txt: This is a text file, not a picture." in words(filled)


def test_cancel_leaves_the_board_as_it_was(filled: AppTest, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, picture, "Owl.png", "Fox.png")
    click(filled, "create.deal.none")
    assert cast(filled) == before and "Who is in" not in words(filled)
    assert any(str(one.key).startswith("create.upload.whole-cast.") for one in filled.file_uploader)


def test_what_waits_does_not_follow_to_another_board(filled: AppTest, picture: Draw) -> None:
    drop(filled, picture, "Owl.png", "Fox.png")
    click(filled, "create.start_over")
    assert cast(filled) == [] and "Who is in" not in words(filled)


def test_a_second_press_deals_nothing_out_again(filled: AppTest, picture: Draw) -> None:
    drop(filled, picture, "Owl.png", "Fox.png")
    first = len(cast(filled))
    pressed = filled.button(key="create.deal.each")
    pressed.click().run()
    pressed.click().run()
    assert len(cast(filled)) == first + 2
