"""The library of the cast: its cards, search, filters and order, pages, empty states, and a new member."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import MemberKind
from lib.domain.permission import Permission, PermissionKind
from lib.ui.state import utc_now
from tests.pages.cast_kit import Add, add, cards, cast_page, names, press, shown, words
from tests.pages.conftest import ME

__all__ = ["add"]


def test_an_empty_cast_says_what_it_is_for_and_offers_to_begin(studio: Studio) -> None:
    app = cast_page()
    assert app.title[0].value == "Cast" and "Nobody in the cast yet" in words(app)
    app.text_input(key="cast.new_name").set_value("Mia")
    app.selectbox(key="cast.new_kind.en").set_value(MemberKind.ANIMAL)
    press(app, "cast.add_now")
    (made,) = studio.store.members.all()
    assert (made.member.name, made.member.kind) == ("Mia", MemberKind.ANIMAL)
    assert app.title[0].value == "Mia", "its own page is open"


def test_a_member_without_a_name_is_not_added(studio: Studio) -> None:
    app = press(cast_page(), "cast.add_now")
    assert "Give the member a name." in words(app) and studio.store.members.all() == []


def test_a_card_has_a_face_and_says_what_matters(add: Add) -> None:
    expired = Permission(kind=PermissionKind.UNTIL, until=(utc_now() - timedelta(days=3)).date())
    add("Mia", tags=["hero"], permission=expired)
    (card,) = cards(cast_page())
    assert card["picture"].startswith("./app/static/") and card["tags"] == "hero"
    assert card["tone"] == "red" and "expired" in card["note"] and card["used"] == "Not used yet"


def test_search_finds_the_middle_of_a_chinese_word_and_what_is_found_stands_in_the_address(add: Add) -> None:
    add("雾中小熊")
    add("Mia")
    app = cast_page()
    app.text_input(key="cast.text").set_value("中小")
    assert names(shown(app)) == ["雾中小熊"] and app.query_params["text"] == "中小"


def test_filters_narrow_and_are_cleared(add: Add, studio: Studio) -> None:
    add("Mia", tags=["hero"])
    add("Bear", MemberKind.ANIMAL, tags=["hero"])
    add("Mill", MemberKind.PLACE)
    assert names(cast_page(kind="animal", tag="hero")) == ["Bear"]
    app = cast_page(kind="place", tag="hero")
    assert "Nobody matches" in words(app)
    assert sorted(names(press(app, "cast.clear"))) == ["Bear", "Mia", "Mill"] and app.query_params == {}


def test_archived_members_are_found_behind_their_filter_alone(add: Add, studio: Studio) -> None:
    mia = add("Mia")
    studio.cast.archive(Actor(ME), mia.id, archived=True)
    app = cast_page()
    assert names(app) == [] and "Everybody is archived" in words(app)
    app.toggle(key="cast.archived.en").set_value(True)
    assert names(shown(app)) == ["Mia"] and "1 archived member" in words(app)


def test_deleted_members_have_a_list_of_their_own_and_a_way_there(add: Add, studio: Studio) -> None:
    mia, bear = add("Mia"), add("Bear")
    assert not any(button.key == "cast.show_deleted" for button in cast_page().button)
    for one in (mia, bear):
        studio.cast.delete(Actor(ME), one.id, utc_now())
    app = cast_page()
    assert "Nobody in the cast yet" in words(app)
    press(app, "cast.show_deleted")
    assert names(app) == ["Bear", "Mia"] and "2 deleted members" in words(app)
    assert app.query_params["deleted"] == "1" and "30 days left" in cards(app)[0]["note"]
    app.text_input(key="cast.text").set_value("xyz")
    assert "Nobody matches" in words(shown(app))
    studio.cast.restore(Actor(ME), mia.id)
    assert names(press(app, "cast.clear")) == ["Mia"]


def test_whoever_looks_for_deleted_members_where_none_are_is_told_where_they_would_be(add: Add) -> None:
    add("Mia")
    app = cast_page(deleted="1")
    assert "No deleted members" in words(app)
    assert names(press(app, "cast.leave_deleted")) == ["Mia"]


@pytest.mark.parametrize(
    ("sort", "order"), [("name", ["Ann", "Bob", "Cat"]), ("newest", ["Cat", "Ann", "Bob"])], ids=str
)
def test_the_order_that_was_chosen(add: Add, sort: str, order: list[str]) -> None:
    for name in ("Bob", "Ann", "Cat"):
        add(name, pictures=0)
    assert names(cast_page(sort=sort)) == order


def test_a_page_holds_twenty_four_and_the_way_back_leads_to_the_page_that_was_left(add: Add) -> None:
    made = [add(f"Extra {place:02}", pictures=0) for place in range(26)]
    app = cast_page(sort="name", page="2")
    assert names(app) == ["Extra 24", "Extra 25"]
    app.query_params.clear()
    app.query_params["member"] = made[24].id
    assert shown(app).title[0].value == "Extra 24"
    assert names(press(app, "cast.back")) == ["Extra 24", "Extra 25"]
    assert app.query_params == {"sort": "name", "page": "2"}
