"""Several pictures dropped on the board at once: asked whom they show, and dealt out in one step."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.ui.create import board as boards
from lib.ui.create.picture_drop import CAME
from tests.pages.board_kit import app, click, filled, words

__all__ = ["app", "filled"]
Draw = Callable[..., bytes]
ME = "m" * 32


def drop(app: AppTest, studio: Studio, picture: Draw, *files: str) -> AppTest:
    """Drop these files on the board: the browser has sent them and tells of them."""
    app.session_state["person"] = ME
    sent = []
    for number, file in enumerate(files):
        data = picture("red", 200 + 8 * number) if not file.endswith(".txt") else b"no picture"
        token, into = studio.inbox.begin(ME)
        with into:
            into.write(data)
        sent.append({"name": file, "size": len(data), "id": token})
    app.session_state[CAME] = [{"uid": "", "files": sent}]
    return app.run()


def cast(app: AppTest) -> list[tuple[str, int]]:
    board: Draft = app.session_state[boards.BOARD]
    return [(subject.name, len(subject.pictures)) for subject in board.cast]


def test_three_files_on_an_empty_board_become_a_subject_each_and_one_step_takes_all_back(
    app: AppTest, studio: Studio, picture: Draw
) -> None:
    drop(app.run(), studio, picture, "Mia.png", "Bear.png", "IMG_2034.jpg")
    assert cast(app) == [] and "Who is in these 3 pictures?" in words(app)
    click(app, "create.deal.each")
    assert cast(app) == [("Mia", 1), ("Bear", 1), ("", 1)]
    assert "Who is in" not in words(app)
    assert app.button(key="create.undo_button").label == "Undo: Added pictures"
    click(app, "create.undo_button")
    assert cast(app) == []


def test_all_to_one_takes_three_and_says_what_is_left(filled: AppTest, studio: Studio, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, studio, picture, "Owl.png", "owl_side.png", "owl_back.png", "owl_4.png")
    assert "the first 3 are used" in words(filled)
    click(filled, "create.deal.one")
    assert cast(filled) == [*before, ("Owl", 3)]
    assert "owl_4.png: A subject can have at most 3 pictures." in words(filled)


def test_a_single_file_is_a_subject_at_once(filled: AppTest, studio: Studio, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, studio, picture, "Owl.png")
    assert cast(filled) == [*before, ("Owl", 1)]
    assert filled.button(key="create.undo_button").label == "Undo: Added pictures"


def test_what_is_not_taken_is_said_and_the_rest_asked_about(filled: AppTest, studio: Studio, picture: Draw) -> None:
    drop(filled, studio, picture, "Owl.png", "notes.txt", "Fox.png")
    assert "Who is in these 2 pictures?" in words(filled)
    assert "notes.txt: This is a text file, not a picture." in words(filled)


def test_cancel_leaves_the_board_as_it_was(filled: AppTest, studio: Studio, picture: Draw) -> None:
    before = cast(filled)
    drop(filled, studio, picture, "Owl.png", "Fox.png")
    click(filled, "create.deal.none")
    assert cast(filled) == before and "Who is in" not in words(filled)


def test_what_waits_does_not_follow_to_another_board(filled: AppTest, studio: Studio, picture: Draw) -> None:
    drop(filled, studio, picture, "Owl.png", "Fox.png")
    click(filled, "create.start_over")
    assert cast(filled) == [] and "Who is in" not in words(filled)


def test_a_second_press_deals_nothing_out_again(filled: AppTest, studio: Studio, picture: Draw) -> None:
    drop(filled, studio, picture, "Owl.png", "Fox.png")
    first = len(cast(filled))
    pressed = filled.button(key="create.deal.each")
    pressed.click().run()
    pressed.click().run()
    assert len(cast(filled)) == first + 2


def test_what_came_as_another_run_broke_off_the_first_is_not_lost(
    filled: AppTest, studio: Studio, picture: Draw
) -> None:
    drop(filled, studio, picture, "Owl.png", "Fox.png")
    drop(filled, studio, picture, "Elk.png")
    assert "Who is in these 3 pictures?" in words(filled)


def test_a_picture_that_was_swept_away_meanwhile_is_named(filled: AppTest) -> None:
    before = cast(filled)
    filled.session_state[CAME] = [{"uid": "", "files": [{"name": "Owl.png", "size": 9, "id": "0" * 32}]}]
    filled.run()
    assert cast(filled) == before
    assert "Owl.png: This picture is no longer kept here; add it again." in words(filled)


def test_a_file_that_is_too_large_is_named_with_its_size(filled: AppTest) -> None:
    filled.session_state[CAME] = [{"uid": "", "files": [{"name": "huge.png", "size": 51_000_000, "id": ""}]}]
    assert "huge.png: This file is 51 MB; at most 50 MB" in words(filled.run())


def test_what_was_given_to_a_card_goes_there(filled: AppTest, studio: Studio, picture: Draw) -> None:
    filled.session_state["person"] = ME
    token, into = studio.inbox.begin(ME)
    with into:
        into.write(picture("red", 240))
    before = dict(cast(filled))
    filled.session_state[CAME] = [{"uid": "mia", "files": [{"name": "side.png", "size": 9, "id": token}]}]
    filled.run()
    assert dict(cast(filled)) == before | {"Mia": before["Mia"] + 1}
