"""The cast's pages when the store fails, or what a button is about is gone: they stay, and say what happened."""

from __future__ import annotations

import pytest

from lib.app import Studio
from lib.domain.member_edits import with_fields
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.cast_kit import Add, add, cast_page, names, press
from tests.pages.test_trouble_of_the_store import AWAY, noted, nothing_can_be_written

__all__ = ["add"]


@pytest.mark.parametrize("key", ["member.duplicate", "member.archive", "member.delete", "member.add_look"])
def test_a_deed_that_fails_leaves_the_member(add: Add, studio: Studio, key: str) -> None:
    mia = add("Mia")
    app = cast_page(member=mia.id)
    with nothing_can_be_written(studio):
        press(app, key)
    assert AWAY in noted(app) and app.title[0].value == "Mia"


def test_a_member_that_cannot_be_added_leaves_the_library(add: Add, studio: Studio) -> None:
    add("Mia")
    app = cast_page()
    app.text_input(key="cast.new_name").set_value("Bear")
    with nothing_can_be_written(studio):
        press(app, "cast.add_now")
    assert AWAY in noted(app) and names(app) == ["Mia"]


@pytest.mark.parametrize("key", ["member.crop.{look}.0", "member.look.{look}.0"])
def test_what_a_colleague_changes_does_not_close_a_dialog_of_a_picture(add: Add, studio: Studio, key: str) -> None:
    mia = add("Mia")
    app = cast_page(member=mia.id)

    def runs_again(notes: str) -> bool:
        """At the next tick after somebody has changed it, as the page asks then."""
        studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, notes=notes), utc_now())
        revision = studio.store.revision()
        return any(differs(revision) for differs, _ in app.session_state["pulse.watched"])

    assert runs_again("a red coat")
    press(app, key.format(look=mia.looks[0].id))
    assert not runs_again("a blue coat")


KEYS = ("member.duplicate", "member.archive", "member.delete", "member.add_look", "member.move.{look}.1.0")


@pytest.mark.parametrize("key", (*KEYS, "member.drop.{look}.0", "member.copy_look.{look}"))
def test_a_button_of_a_member_that_is_gone_does_nothing_to_anybody(add: Add, studio: Studio, key: str) -> None:
    mia, bear = add("Mia", pictures=2), add("Bear")
    app = cast_page(member=mia.id)
    studio.cast.delete(SOMEONE, mia.id, utc_now())
    press(app, key.format(look=mia.looks[0].id))
    assert [one.member for one in studio.store.members.all()] == [bear]


def test_what_somebody_brought_back_meanwhile_leaves_the_undo_nothing_to_do(add: Add, studio: Studio) -> None:
    mia = add("Mia")
    app = press(cast_page(member=mia.id), "member.delete")
    studio.cast.restore(SOMEONE, mia.id)
    press(app, "cast.undo")
    assert names(app) == ["Mia"]
