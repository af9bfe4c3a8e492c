"""What an import would do, as rows: what asks for a decision comes first."""

from __future__ import annotations

from dataclasses import replace

from lib.domain.cast_difference import Difference
from lib.domain.cast_file import DamagedMember, MemberFault
from lib.domain.cast_member import CastMember, Look
from lib.domain.cast_plan import CastPlan, Comparison, PlannedMember
from lib.domain.draft import DraftPicture
from lib.domain.picture_rules import Fitted, Picture
from lib.ui.cast.import_view import ROWS, plan_view


def member(number: int, face: str = "") -> CastMember:
    facts = Picture(face * 64, "png", 400, 300, 9)
    pictures = (DraftPicture(fitted=Fitted(facts, facts)),) if face else ()
    return CastMember(id=f"{number:032x}", name=f"Member {number}", looks=(Look(id="l", pictures=pictures),))


SAME = PlannedMember(member(1), Comparison.SAME)
NEW = PlannedMember(member(2, "a"), Comparison.NEW, archived=True)
DIFFERS = PlannedMember(member(3, "a"), Comparison.DIFFERS, differences=(Difference.PICTURES,), ours=member(3, "b"))
LOST = DamagedMember("", MemberFault.PICTURE_MISSING)


def test_a_decision_comes_first_and_what_stays_last() -> None:
    view = plan_view(CastPlan((SAME, NEW, DIFFERS), (LOST,)), 1)
    assert view.counts == "1 new, 1 differs, 1 the same, 1 cannot be imported" and view.has_choices
    assert [(one.name, one.facts) for one in view.rows] == [
        ("Member 3", "Pictures"),
        ("Member 2", "Person, 1 look, archived"),
        ("Without a name", "A picture is missing in the file"),
        ("Member 1", "Person, 1 look"),
    ]


def test_what_cannot_be_kept_is_said_beside_the_member() -> None:
    parts = (Difference.TAGS, Difference.PICTURES)
    new = replace(NEW, missing=parts)
    first, second = plan_view(CastPlan((new, replace(SAME, missing=()))), 1).rows
    assert (first.missing, second.missing) == ("Not everything can be imported: tags, pictures", "")


def test_who_differs_shows_our_face_before_theirs() -> None:
    (row,) = plan_view(CastPlan((DIFFERS,)), 1).rows
    assert row.faces == ("b" * 64, "a" * 64)


def test_many_members_are_shown_by_the_page() -> None:
    plan = CastPlan(tuple(PlannedMember(member(number), Comparison.NEW) for number in range(ROWS + 3)))
    first, second = plan_view(plan, 1), plan_view(plan, 2)
    assert (len(first.rows), len(second.rows), second.total) == (ROWS, 3, ROWS + 3)
    assert not first.has_choices


def test_a_file_with_nobody_in_it_says_so() -> None:
    view = plan_view(CastPlan(()), 1)
    assert view.counts == "There are no members in this file." and view.rows == ()
