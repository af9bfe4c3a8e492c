"""What was taken away from a member goes back to where it was, or nowhere where there is no place for it any more."""

from __future__ import annotations

import pytest

from lib.domain.cast_member import MOST_LOOKS, CastMember, Look
from lib.domain.draft import DraftPicture
from lib.domain.member_edits import (
    TakenAway,
    with_picture_changed,
    with_pictures,
    with_put_back,
    without_look,
    without_picture,
)

ONE, TWO, NEW = (DraftPicture(url=f"https://example.com/{name}.png") for name in ("one", "two", "new"))
FIRST, SECOND = Look(id="first", pictures=(ONE, TWO)), Look(id="second", name="In a red coat")
MIA = CastMember(id="mia", looks=(FIRST, SECOND))


@pytest.mark.parametrize(("look", "place"), [(FIRST, 0), (SECOND, 1)])
def test_a_look(look: Look, place: int) -> None:
    assert with_put_back(without_look(MIA, look.id), TakenAway(look, place)) == MIA


@pytest.mark.parametrize(("picture", "place"), [(ONE, 0), (TWO, 1)])
def test_a_picture(picture: DraftPicture, place: int) -> None:
    assert with_put_back(without_picture(MIA, "first", place), TakenAway(FIRST, place, picture)) == MIA


def test_what_is_there_already_does_not_come_twice() -> None:
    assert with_put_back(MIA, TakenAway(FIRST, 0)) == MIA


def test_where_there_is_no_room_nothing_is_pushed_out() -> None:
    full = with_pictures(MIA, "first", [NEW])
    assert with_put_back(full, TakenAway(FIRST, 0, ONE)) == full
    many = MIA.model_copy(update={"looks": tuple(Look(id=str(place)) for place in range(MOST_LOOKS))})
    assert with_put_back(many, TakenAway(FIRST, 0)) == many


def test_a_picture_of_a_look_that_is_gone_has_no_place() -> None:
    gone = without_look(MIA, "first")
    assert with_put_back(gone, TakenAway(FIRST, 0, ONE)) == gone


def test_another_picture_takes_the_place_of_the_one_that_it_was_made_of() -> None:
    assert with_picture_changed(MIA, "first", ONE, NEW).looks[0].pictures == (NEW, TWO)
    assert with_picture_changed(MIA, "first", NEW, ONE) == MIA == with_picture_changed(MIA, "gone", ONE, NEW)
