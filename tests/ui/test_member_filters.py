"""What the library of the cast shows: filters, their address, pages, and the words on a card."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain.cast_member import MemberKind, MemberLine
from lib.domain.permission import Permission, PermissionKind
from lib.text.language import language_of, speaking
from lib.text.member_words import looked_after_text, member_title, permission_sentence, permission_text, used_text
from lib.ui.cast.member_cards import deleted_card, face_card
from lib.ui.cast.member_filters import MemberFilters, filters_kept, page_of, pages

TODAY = date(2026, 5, 4)


def until(days: int) -> Permission:
    return Permission(kind=PermissionKind.UNTIL, until=TODAY + timedelta(days=days))


def test_an_address_leads_to_the_filters_that_it_was_made_of() -> None:
    chosen = MemberFilters("小熊", MemberKind.ANIMAL, "hero", True, "name")
    assert filters_kept(chosen.address(3)) == chosen and page_of(chosen.address(3), 100) == 3
    deleted = MemberFilters(text="Mia", deleted=True)
    assert filters_kept(deleted.address() | {"archived": "1"}) == deleted, "deleted ones are shown, archived or not"


def test_what_is_as_usual_does_not_stand_in_the_address() -> None:
    assert MemberFilters().address() == {}
    assert filters_kept({}) == MemberFilters() and not MemberFilters().any


@pytest.mark.parametrize("said", [{"kind": "robot"}, {"sort": "random"}, {"page": "-1"}, {"page": "9" * 30}])
def test_an_address_that_names_what_there_is_not_counts_as_usual(said: dict[str, str]) -> None:
    assert filters_kept(said) == MemberFilters() and page_of(said, 100) == 1


@pytest.mark.parametrize(("members", "number"), [(0, 1), (24, 1), (25, 2), (1000, 42)])
def test_twenty_four_a_page(members: int, number: int) -> None:
    assert pages(members) == number and page_of({"page": "99"}, members) == number


def test_a_page_asks_for_its_own_members() -> None:
    asked = MemberFilters(kind=MemberKind.PLACE).query(2)
    assert (asked.kind, asked.limit, asked.offset) == (MemberKind.PLACE, 24, 24)


@pytest.mark.parametrize(
    ("permission", "words"),
    [
        (Permission(), ""),
        (Permission(kind=PermissionKind.FREE), "Free to use"),
        (until(200), "Permission until 20 Nov 2026"),
        (until(14), "Permission ends in 14 days"),
        (until(1), "Permission ends in 1 day"),
        (until(0), "Permission ends today"),
        (until(-1), "Permission expired on 3 May 2026"),
    ],
)
def test_how_a_permission_stands(permission: Permission, words: str) -> None:
    assert permission_text(permission, TODAY) == words


def test_an_expired_permission_names_who_looks_after_the_member() -> None:
    assert permission_sentence(until(-1), TODAY, "Anna", yours=False).endswith("Looked after by Anna.")
    assert permission_sentence(until(-1), TODAY, "You", yours=True).endswith(
        "You look after it. Renew it before it is used again."
    )
    assert permission_sentence(until(-1), TODAY, "", yours=False).endswith("Looked after by someone without a name.")
    assert permission_sentence(until(3), TODAY, "Anna", yours=False) == "Permission ends in 3 days."
    assert permission_sentence(until(200), TODAY, "Anna", yours=False) == ""


def test_whoever_looks_after_a_member_is_spoken_to() -> None:
    assert looked_after_text("Anna", yours=False) == "Looked after by Anna"
    assert looked_after_text("", yours=False) == "Looked after by someone without a name"
    assert looked_after_text("You", yours=True) == "Looked after by you"
    with speaking(language_of("zh_Hans")):
        assert looked_after_text("您", yours=True) == "由您负责"


def test_where_it_is_used_and_what_it_goes_by() -> None:
    assert (used_text(0), used_text(1), used_text(14)) == ("Not used yet", "Used in 1 video", "Used in 14 videos")
    assert member_title(" ") == "Without a name"


def line(**fields: object) -> MemberLine:
    usual = {"id": "m", "name": "Mia", "kind": MemberKind.PERSON, "tags": ("hero",), "face_sha": "", "face_url": ""}
    usual |= {"looks": 2, "permission": Permission(), "archived": False, "videos": 14, "last_used_at": None}
    return MemberLine(**(usual | fields))  # type: ignore[arg-type]


def test_a_face_by_its_web_address_is_loaded_by_the_browser_and_nothing_else_is() -> None:
    url = "https://example.com/mia.png"
    assert face_card(line(face_url=url), TODAY).picture == url
    assert face_card(line(face_url="javascript:alert(1)"), TODAY).picture == ""


def test_the_card_of_a_deleted_member_says_how_long_it_can_be_brought_back() -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    card = deleted_card(line(permission=until(-1), deleted_at=now - timedelta(days=3)), TODAY, now)
    assert (card.title, card.note, card.tone) == ("Mia", "Deleted 3 days ago · 27 days left", "")


@pytest.mark.parametrize(("days", "tone"), [(200, ""), (14, "orange"), (-1, "red")])
def test_a_card_says_kind_looks_tags_use_and_permission(days: int, tone: str) -> None:
    card = face_card(line(permission=until(days)), TODAY)
    assert (card.title, card.facts, card.tags, card.used) == ("Mia", "Person · 2 looks", "hero", "Used in 14 videos")
    assert card.tone == tone and card.letter == "M" and card.picture == ""
