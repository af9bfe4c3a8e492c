"""What a card says of the member of the cast that it was taken from, as a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lib.domain.cast_check import permission_findings
from lib.domain.cast_member import Bond, CastMember, Look, MemberKind, MemberLine, StoredMember, subject_of
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.finding import FindingKind, Level
from lib.domain.member_edits import with_fields, with_pictures, without_look
from lib.domain.permission import Permission, PermissionKind
from lib.ui.create.bond_view import changed, view_bond
from lib.ui.create.cast_view import CardState, CardView, view_card, view_cast
from lib.ui.create.scene_view import Library, Typing, view_scene

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COAT, RAIN = DraftPicture(url="https://example.com/coat.png"), DraftPicture(url="https://example.com/rain.png")
USUAL = Look(id="usual", name="Red coat", pictures=(COAT,))
MIA = CastMember(id="m", name="Mia", looks=(USUAL, Look(id="rain", pictures=(RAIN,)), Look(id="empty")))
SUBJECT = subject_of(MIA, USUAL, "u")
OWN = DraftSubject(uid="o", name="Bear", pictures=(COAT,))


def stored(member: CastMember = MIA, **fields: bool) -> dict[str, StoredMember | None]:
    return {member.id: replace(StoredMember(member, "ann", NOW, NOW), **fields)}


def test_a_card_from_the_cast_offers_the_looks_that_have_pictures() -> None:
    view = view_bond(SUBJECT, stored())
    assert view is not None and view.bond is Bond.SAME and not view.has_other_pictures
    assert [(one.id, one.name) for one in view.looks] == [("usual", "Red coat"), ("rain", "")]


def test_nothing_is_said_of_what_was_made_here_nor_of_whom_nobody_knows() -> None:
    assert view_bond(OWN, stored()) is None
    assert view_bond(SUBJECT, {}) is None


@pytest.mark.parametrize(
    ("members", "bond"),
    [
        (stored(with_fields(MIA, name="Rose")), Bond.CHANGED),
        (stored(without_look(MIA, "usual")), Bond.LOOK_GONE),
        (stored(deleted=True), Bond.GONE),
        ({"m": None}, Bond.GONE),
        (stored(archived=True), Bond.SAME),
    ],
)
def test_what_became_of_the_member_is_told_apart(members: dict[str, StoredMember | None], bond: Bond) -> None:
    view = view_bond(SUBJECT, members)
    assert view is not None and view.bond is bond


def test_pictures_that_are_only_on_the_board_can_be_kept_as_another_look() -> None:
    wet = SUBJECT.model_copy(update={"pictures": (RAIN,)})
    view = view_bond(wet, stored())
    assert view is not None and view.has_other_pictures
    assert card(wet).can_be_kept and not card(SUBJECT).can_be_kept
    assert card(OWN).can_be_kept and not card(OWN.model_copy(update={"pictures": ()})).can_be_kept


def card(subject: DraftSubject) -> CardView:
    return view_card(subject, [], CardState(), [], refused=False, bond=view_bond(subject, stored()))


def test_several_that_changed_are_asked_about_once_and_one_alone_on_its_card() -> None:
    after = stored(with_pictures(MIA, "usual", [RAIN]))
    twin = subject_of(MIA, USUAL, "v")
    assert [one.uid for one in changed([SUBJECT, OWN, twin], after)] == ["u", "v"]
    board = Draft(cast=(SUBJECT, OWN, twin))
    assert view_cast(board, changed(board.cast, after)).changed == (("u", "Mia"), ("v", "Mia"))
    assert view_cast(board, [SUBJECT]).changed == ()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, (Level.FIX, FindingKind.PERMISSION_ENDED)),
        (3, (Level.CHECK, FindingKind.PERMISSION_ENDS)),
        (40, None),
    ],
)
def test_a_permission_that_ended_is_red_and_one_that_ends_soon_is_amber(
    days: int, expected: tuple[Level, FindingKind] | None
) -> None:
    permission = Permission(kind=PermissionKind.UNTIL, until=NOW.date() + timedelta(days=days))
    members = {"m": StoredMember(with_fields(MIA, permission=permission), "ann", NOW, NOW)}
    found = permission_findings(Draft(cast=(OWN, SUBJECT)), members, {"ann": "Ann"}, NOW.date(), me="bob")
    assert [(one.level, one.kind) for one in found] == ([expected] if expected else [])
    assert all((one.subject, one.params["keeper"], one.params["place"]) == ("u", "Ann", 2) for one in found)


def test_the_scene_offers_whom_the_board_does_not_have_yet() -> None:
    def line(id_: str, name: str) -> MemberLine:
        return MemberLine(id_, name, MemberKind.PERSON, (), "", "", 1, Permission(), False, 0, None)

    typing = Typing("b", "s", "d", 0, kept=True, fresh=False)
    lines = [line("m", "Mia"), line("n", "Owl"), line("b", "bear"), line("x", "!!!")]
    view = view_scene(Draft(cast=(SUBJECT, OWN)), [], typing=typing, library=Library(tuple(lines)))
    assert [(one.uid, one.handle) for one in view.library] == [("n", "@Owl")]
