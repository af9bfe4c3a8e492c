"""Members of the cast: what a board takes of one, whether it changed since, and how its permission stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from lib.domain import member_edits as edits
from lib.domain.cast_member import (
    MOST_LOOKS,
    Bond,
    CastMember,
    Look,
    MemberKind,
    as_json,
    bond_of,
    has_earlier_name,
    kept_as_it_is,
    member_of,
    members_on,
    read_member,
    renewed,
    subject_of,
    tags_of,
    under_its_name,
)
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.permission import Permission, PermissionKind, Validity, validity_of
from lib.domain.picture_rules import Fitted, Picture


def a_picture(number: int, sent: int | None = None) -> DraftPicture:
    original = Picture(f"{number:064x}", "png", 400, 300, 9)
    return DraftPicture(fitted=Fitted(original, Picture(f"{sent or number:064x}", "jpeg", 200, 150, 5)))


COAT = Look(id="coat", name="Red coat", pictures=(a_picture(1), a_picture(2)))
CHILD = Look(id="child", name="As a child", pictures=(a_picture(3),))
MIA = CastMember(id="mia", name="Mia", voice_id="voice-1", looks=(COAT, CHILD), tags=("Spring",))
TODAY = date(2026, 3, 1)
Change = Callable[[CastMember], CastMember]


def on_board(look: Look = COAT) -> DraftSubject:
    return subject_of(MIA, look, "u1")


def bond(after: CastMember, subject: DraftSubject | None = None) -> Bond:
    return bond_of(subject or on_board(), {after.id: after})


def test_a_board_takes_name_voice_and_the_pictures_of_the_look() -> None:
    taken = on_board(CHILD)
    assert (taken.uid, taken.name, taken.voice_id) == ("u1", "Mia", "voice-1")
    assert taken.pictures == CHILD.pictures and bond(MIA, taken) is Bond.SAME


@pytest.mark.parametrize(
    "change",
    [
        lambda one: edits.with_fields(one, name="Mia Rose"),
        lambda one: edits.with_fields(one, voice_id=""),
        lambda one: edits.without_picture(one, "coat", 1),
        lambda one: edits.with_pictures(one, "coat", [a_picture(7)]),
        lambda one: edits.with_picture_moved(one, "coat", 1, 0),
    ],
)
def test_what_a_board_took_and_is_another_now_counts_as_changed(change: Change) -> None:
    assert bond(change(MIA)) is Bond.CHANGED


@pytest.mark.parametrize(
    "change",
    [
        lambda one: edits.with_fields(one, notes="Left-handed", tags=("a",), kind=MemberKind.ANIMAL),
        lambda one: edits.with_look_renamed(one, "coat", "Coat"),
        lambda one: edits.with_usual_look(one, "child"),
        lambda one: edits.without_look(one, "child"),
        lambda one: edits.with_pictures(one, "child", [a_picture(9)]),
    ],
)
def test_what_a_board_did_not_take_changes_nothing_for_it(change: Change) -> None:
    assert change(MIA) != MIA and bond(change(MIA)) is Bond.SAME


def test_another_copy_of_the_same_picture_is_no_change() -> None:
    smaller = COAT.model_copy(update={"pictures": (a_picture(1, sent=50), a_picture(2))})
    assert bond(MIA.model_copy(update={"looks": (smaller, CHILD)})) is Bond.SAME


def test_a_member_or_a_look_that_is_gone_is_told_apart() -> None:
    assert bond_of(on_board(), {}) is Bond.GONE
    assert bond(edits.without_look(MIA, "coat")) is Bond.LOOK_GONE
    assert bond_of(DraftSubject(uid="u", name="Bear"), {"mia": MIA}) is Bond.NONE


def test_the_new_version_takes_the_place_of_the_old_one_on_the_same_card() -> None:
    after = edits.with_fields(edits.without_look(MIA, "coat"), name="Mia Rose")
    new = renewed(on_board(), after)
    assert (new.uid, new.name, new.look_id) == ("u1", "Mia Rose", "child") and bond(after, new) is Bond.SAME


def test_another_look_can_be_chosen() -> None:
    assert renewed(on_board(), MIA, "child") == on_board(CHILD)


def test_who_keeps_it_as_it_is_is_asked_again_only_after_the_next_change() -> None:
    after = edits.with_fields(MIA, name="Mia Rose")
    kept = kept_as_it_is(on_board(), after)
    assert kept.name == "Mia" and bond(after, kept) is Bond.SAME
    assert bond(edits.with_fields(after, name="Rose"), kept) is Bond.CHANGED


ROSE = edits.with_fields(MIA, name="Rose")


@pytest.mark.parametrize(
    ("subject", "earlier"),
    [
        (on_board(), True),
        (on_board().model_copy(update={"voice_id": "another"}), True),
        (on_board().model_copy(update={"pictures": ()}), True),
        (on_board().model_copy(update={"name": "Mia at home"}), False),
        (kept_as_it_is(on_board(), ROSE), False),
        (subject_of(ROSE, COAT, "u1"), False),
        (on_board().model_copy(update={"member_id": "another"}), False),
        (DraftSubject(uid="u1", name="Mia"), False),
    ],
    ids=["as taken", "voice", "pictures", "own name", "kept as it is", "present name", "another member", "no member"],
)
def test_a_card_with_the_name_that_was_taken_is_told_from_one_with_a_name_of_its_own(
    subject: DraftSubject, earlier: bool
) -> None:
    assert has_earlier_name(subject, ROSE) is earlier


def test_a_card_that_follows_one_name_follows_the_next_one_as_well() -> None:
    voiced = on_board().model_copy(update={"voice_id": "another"})
    rose = under_its_name(voiced, ROSE)
    assert (rose.name, rose.voice_id, bond(ROSE, rose)) == ("Rose", "another", Bond.SAME)
    assert has_earlier_name(rose, edits.with_fields(ROSE, name="Ivy"))


def test_what_was_made_on_a_board_becomes_a_member() -> None:
    subject = DraftSubject(uid="u", name=" @Bear ", pictures=(a_picture(4),), voice_id="v")
    member = member_of(subject, "bear", "usual", MemberKind.ANIMAL)
    assert (member.name, member.kind, member.voice_id) == ("Bear", MemberKind.ANIMAL, "v")
    assert member.face == a_picture(4)


def test_who_is_on_a_board_is_told_once() -> None:
    twice = Draft(cast=(on_board(), DraftSubject(uid="b", name="Bear"), on_board(CHILD)))
    assert members_on(twice) == ("mia",)


def test_what_was_kept_is_read_again_and_leniently() -> None:
    whole = MIA.model_copy(update={"permission": Permission(kind=PermissionKind.UNTIL, until=TODAY, by="Ann")})
    kept = as_json(whole)
    assert read_member(json.dumps(kept)) == whole
    odd = kept | {"kind": "ghost", "permission": {"until": "never"}, "looks": [*kept["looks"], {"name": 7}], "new": 1}
    read = read_member(json.dumps(odd))
    assert (read.name, read.kind) == ("Mia", MemberKind.PERSON) and read.looks[:2] == MIA.looks
    with pytest.raises(ValueError, match="CastMember"):
        read_member("[]")


def test_tags_are_kept_once_and_whole() -> None:
    assert tags_of(["#Spring ", "spring", "", "  two   words ", "C# ＃film", "#"]) == ("Spring", "two words", "C# film")
    many = [f"{number} {'夜' * 200}" for number in range(40)]
    assert tags_of(many) == tuple(many)


def test_there_is_always_one_look_and_never_too_many() -> None:
    assert edits.without_look(edits.without_look(MIA, "coat"), "child").looks == (CHILD,)
    many = MIA
    for number in range(2 * MOST_LOOKS):
        many = edits.with_look(many, Look(id=f"look{number}"))
    assert len(many.looks) == MOST_LOOKS
    assert edits.with_copy_of_look(many, "coat", "copy", "Copy") == many


def test_a_look_is_copied_behind_itself_with_its_pictures() -> None:
    after = edits.with_copy_of_look(MIA, "coat", "copy", "Red coat 2")
    assert [one.id for one in after.looks] == ["coat", "copy", "child"]
    assert after.looks[1].pictures == COAT.pictures and after.looks[1].name == "Red coat 2"


def test_a_look_holds_three_pictures() -> None:
    after = edits.with_pictures(MIA, "coat", [a_picture(number) for number in (5, 6, 7)])
    assert after.looks[0].pictures == (a_picture(1), a_picture(2), a_picture(5))


@pytest.mark.parametrize(
    ("permission", "validity"),
    [
        (Permission(), Validity.UNSAID),
        (Permission(kind=PermissionKind.UNTIL), Validity.UNSAID),
        (Permission(kind=PermissionKind.FREE, until=TODAY - timedelta(days=9)), Validity.FREE),
        (Permission(kind=PermissionKind.UNTIL, until=TODAY + timedelta(days=15)), Validity.GIVEN),
        (Permission(kind=PermissionKind.UNTIL, until=TODAY + timedelta(days=14)), Validity.ENDS_SOON),
        (Permission(kind=PermissionKind.UNTIL, until=TODAY), Validity.ENDS_SOON),
        (Permission(kind=PermissionKind.UNTIL, until=TODAY - timedelta(days=1)), Validity.EXPIRED),
    ],
)
def test_a_permission_stands_on_a_day(permission: Permission, validity: Validity) -> None:
    assert validity_of(permission, TODAY) is validity
