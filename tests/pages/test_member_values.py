"""Values of a member that its page would not let anybody choose, as a file brings them: shown and kept as they are."""

from __future__ import annotations

from datetime import date

import pytest

from lib.app import Studio
from lib.domain.member_edits import with_fields
from lib.domain.permission import Permission, PermissionKind
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
