"""Values of a member that its page would not let anybody choose, as a file brings them: shown and kept as they are."""

from __future__ import annotations

from datetime import date

import pytest

from lib.app import Studio
from lib.domain.member_edits import with_fields
from lib.domain.permission import Permission, PermissionKind
from lib.ui.cast.member_values import GONE
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.cast_kit import Add, add, cast_page, shown, stored

__all__ = ["add"]


def test_tags_are_kept_whole_and_all_of_them(add: Add, studio: Studio) -> None:
    mia, many = add("Mia"), tuple(f"{number} {'夜' * 80}" for number in range(15))
    studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, tags=many), utc_now())
    app = cast_page(member=mia.id)
    field = app.multiselect(key=f"member.tags.{mia.id}")
    assert tuple(field.value) == many == stored(studio, mia.id).tags
    field.set_value([*many[:2], "a tag that goes on and on and on and on"])
    shown(app)
    assert stored(studio, mia.id).tags == (*many[:2], "a tag that goes on and on and on and on")


@pytest.mark.parametrize("until", ["1999-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_any_day_that_a_file_brought_stands_in_its_field(add: Add, studio: Studio, until: str) -> None:
    mia, permission = add("Mia"), Permission(kind=PermissionKind.UNTIL, until=date.fromisoformat(until))
    studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, permission=permission), utc_now())
    app = cast_page(member=mia.id)
    assert app.date_input(key=f"member.until.{mia.id}").value == permission.until
    assert stored(studio, mia.id).permission == permission


@pytest.mark.parametrize(("typed", "words"), [("Red coat", []), ("Blue coat", [GONE])])
def test_only_a_change_that_is_lost_with_the_member_is_told(
    add: Add, studio: Studio, typed: str, words: list[str]
) -> None:
    """A tick that a slow browser sent in the moment of Delete brings the values of all fields once more."""
    mia = add("Mia")
    app = cast_page(member=mia.id)
    studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, notes="Red coat"), utc_now())
    studio.cast.delete(SOMEONE, mia.id, utc_now())
    app.text_area(key=f"member.notes.{mia.id}").set_value(typed)
    assert [one.value for one in shown(app).toast] == words
