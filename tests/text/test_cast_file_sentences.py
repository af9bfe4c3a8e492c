"""What an import says of a file and of the members in it: something of its own for each case."""

from __future__ import annotations

import pytest

from lib.domain.cast_difference import Difference
from lib.domain.cast_file import DamagedMember, MemberFault
from lib.domain.cast_file_fault import CastFileFault, refused
from lib.domain.cast_plan import Choice, Comparison
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.text.cast_file_sentences import CHOICES, COMPARISONS, damaged_text, differences_text, refusal_text

FACTS = {"version": 2, "most_bytes": 4_000_000_000, "most": 2_000, "count": 5_000, "name": "pictures/a.png"}


def test_each_fault_of_a_file_has_a_sentence_of_its_own() -> None:
    said = [refusal_text(refused(fault, **FACTS)) for fault in CastFileFault]  # type: ignore[arg-type]
    assert len(set(said)) == len(said) and all(one.endswith(".") and "{" not in one for one in said)


def test_limits_are_told_in_figures() -> None:
    assert refusal_text(refused(CastFileFault.TOO_MANY_MEMBERS, count=5000, most=2000)) == (
        "This file has 5,000 members; at most 2,000 can be imported at once."
    )
    assert "4 GB" in refusal_text(refused(CastFileFault.TOO_LARGE, most_bytes=4_000_000_000))


@pytest.mark.parametrize("fault", MemberFault)
def test_each_fault_of_a_member_is_said(fault: MemberFault) -> None:
    assert damaged_text(DamagedMember("Mia", fault))


def test_why_a_picture_cannot_be_used_is_said_with_it() -> None:
    damaged = DamagedMember("Mia", MemberFault.PICTURE_UNUSABLE, PictureRemark(RemarkKind.EMPTY))
    assert damaged_text(damaged) == "A picture cannot be used. This file is empty."


def test_what_differs_is_one_line() -> None:
    assert differences_text([Difference.NAME, Difference.PICTURES]) == "Name, pictures"
    assert len({differences_text([one]) for one in Difference}) == len(Difference)


def test_every_standing_and_every_choice_has_a_word() -> None:
    assert set(COMPARISONS) == set(Comparison) and set(CHOICES) == set(Choice)
