"""Several members from a pile of pictures: asked whom they show, named by their files, and taken back in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.cast_member import MemberKind
from lib.domain.member_edits import with_fields
from lib.domain.permission import Permission
from tests.pages.cast_kit import Add, add, cast_page, press, shown, words
from tests.pages.conftest import ME
from tests.services.cast_kit import ANN
from tests.services.store_kit import NOW

__all__ = ["add"]
Draw = Callable[..., bytes]


@pytest.fixture
def pile(studio: Studio) -> AppTest:
    """The dialog: a page that is drawn again would close it, as a browser does not."""

    def dialog() -> None:
        from lib.ui.cast.picture_pile import draw_pile

        draw_pile()

    app = AppTest.from_function(dialog, default_timeout=30)
    app.session_state["person"] = ME
    return app.run()


def choose(app: AppTest, picture: Draw, *files: str) -> AppTest:
    (uploader,) = app.file_uploader
    for number, file in enumerate(files):
        data = b"no picture" if file.endswith(".txt") else picture("red", 200 + 8 * number)
        uploader.upload(file, data, "image/png")
    uploader.run()
    assert not app.exception
    return app


def cast(studio: Studio) -> dict[str, int]:
    """How many pictures each has, by name."""
    return {one.member.name: len(one.member.looks[0].pictures) for one in studio.store.members.all()}


def test_each_becomes_a_member_named_by_its_file_or_as_people_say(pile: AppTest, studio: Studio, picture: Draw) -> None:
    choose(pile, picture, "Mia_front.png", "Red Tram.jpg", "IMG_2034.jpg", "mia-side.png", "notes.txt", "DSC_7.png")
    assert "notes.txt: This is a text file, not a picture." in words(pile) and cast(studio) == {}
    assert [one.value for one in pile.text_input] == ["Mia", "Red Tram", "", ""]
    assert [one.placeholder for one in pile.text_input][2:] == ["IMG_2034", "DSC_7"]
    assert "Pictures whose files name the same member stay together." in words(pile)
    pile.text_input[3].set_value(" @Bear ")
    pile.selectbox(key="cast.pile.kind.en").set_value(MemberKind.ANIMAL).run()
    press(pile, "cast.pile.now")
    assert cast(studio) == {"Bear": 1, "IMG_2034": 1, "Mia": 2, "Red Tram": 1}
    kept = [one.member for one in studio.store.members.all()]
    assert {one.kind for one in kept} == {MemberKind.ANIMAL} and {one.permission for one in kept} == {Permission()}
    assert all(one.made_by == ME for one in studio.store.members.all())
    assert not pile.text_input, "nothing waits any more"


def test_all_of_them_may_show_one_member_and_more_files_may_follow(
    pile: AppTest, studio: Studio, picture: Draw
) -> None:
    choose(pile, picture, "Owl.png")
    assert not pile.radio and pile.button(key="cast.pile.now").label == "Add 1 member"
    choose(pile, picture, "b.png", "c.png", "d.png")
    assert pile.radio[0].label == "Who is in these 4 pictures?" and len(pile.text_input) == 4
    pile.radio[0].set_value(pile.radio[0].options[1]).run()
    assert "The first 3 are used" in words(pile) and pile.button(key="cast.pile.now").label == "Add 1 member"
    press(pile, "cast.pile.now")
    assert cast(studio) == {"Owl": 3}


def test_undo_takes_all_back_but_whom_somebody_changed_since(
    pile: AppTest, studio: Studio, picture: Draw, add: Add
) -> None:
    add("Mia")
    press(choose(pile, picture, "Bear.png", "Fox.png", "Owl.png"), "cast.pile.now")
    page = cast_page()
    page.session_state["cast.imported"] = pile.session_state["cast.imported"]
    page.run()
    assert "3 members added." in words(page)
    owl = next(one.member for one in studio.store.members.all() if one.member.name == "Owl")
    assert any(button.key == f"cast.import.open.{owl.id}" for button in page.button)
    studio.cast.change(ANN, owl.id, lambda one: with_fields(one, notes="mine"), NOW)
    press(page, "cast.import.undo")
    assert list(cast(studio)) == ["Mia", "Owl"] and "1 member stays" in words(page)


@contextmanager
def room_for(studio: Studio, number: int) -> Iterator[None]:
    """As on a disk that is full soon: the cast gets no more members than this."""
    with studio.store._write() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER full BEFORE INSERT ON cast_members WHEN (SELECT COUNT(*) FROM cast_members) >= {number} "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    yield
    with studio.store._write() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")


def test_where_the_store_fails_in_the_middle_the_rest_waits_and_all_can_be_taken_back(
    pile: AppTest, studio: Studio, picture: Draw
) -> None:
    choose(pile, picture, "IMG_1.png", "Bear.png", "IMG_1.png", "Owl.png")
    pile.text_input[3].set_value("Uhu").run()
    with room_for(studio, 2):
        press(pile, "cast.pile.now")
        assert cast(studio) == {"IMG_1": 1, "Bear": 1}
        assert "cannot reach its own database" in words(pile) and "2 members added." in told(pile)
        assert [one.value for one in pile.text_input] == ["IMG_1 2", "Uhu"]
        assert pile.button(key="cast.pile.now").label == "Add 2 members"
        page = cast_page()
        page.session_state["cast.imported"] = pile.session_state["cast.imported"]
        assert "2 members added." in words(page.run())
        assert any(button.key == "cast.import.undo" for button in page.button)
    press(pile, "cast.pile.now")
    assert cast(studio) == {"IMG_1": 1, "Bear": 1, "IMG_1 2": 1, "Uhu": 1} and not pile.text_input
    page.session_state["cast.imported"] = pile.session_state["cast.imported"]
    press(page, "cast.import.undo")
    assert cast(studio) == {}


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.success)


def test_pictures_of_one_name_are_told_apart_and_can_be_separated(pile: AppTest, studio: Studio, picture: Draw) -> None:
    choose(pile, picture, "mia.png", "mia.png", "Bear.png", "IMG_1.png", "IMG_1.png")
    assert [one.value for one in pile.text_input] == ["Mia", "Bear", "", ""]
    assert [one.placeholder for one in pile.text_input][2:] == ["IMG_1", "IMG_1 2"]
    assert [one.label for one in pile.text_input][2:] == ["Name of IMG_1.png", "Name of IMG_1.png 2"]
    pile.text_input[0].set_value("Ada").run()
    (separate,) = [button for button in pile.button if button.label == "Separate"]
    separate.click()
    shown(pile)
    assert [one.value for one in pile.text_input] == ["Ada", "Mia 2", "Bear", "", ""]
    assert not [button for button in pile.button if button.label == "Separate"]
    press(pile, "cast.pile.now")
    assert cast(studio) == {"Ada": 1, "Mia 2": 1, "Bear": 1, "IMG_1": 1, "IMG_1 2": 1}


def test_the_way_there_stands_beside_add_a_member(studio: Studio) -> None:
    assert len(press(cast_page(), "cast.pile.open").file_uploader) == 1
