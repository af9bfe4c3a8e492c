"""What an import would do, as rows for people."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.cast_file import DamagedMember
from lib.domain.cast_member import CastMember
from lib.domain.cast_plan import CastPlan, Comparison, PlannedMember
from lib.text.cast_file_sentences import damaged_text, differences_text, missing_text
from lib.text.cast_words import kind_name
from lib.text.formats import side_by_side
from lib.text.language import _, _n

ROWS = 20
"""On one page of the table."""


@dataclass(frozen=True)
class PlanRow:
    """One member of the file. Texts as they are, never markup."""

    id: str
    """"" for one that cannot be imported."""
    name: str
    comparison: Comparison | None
    """None: it cannot be imported."""
    facts: str
    faces: tuple[str, ...]
    """The sha256 of pictures to show: its own; where that differs, ours before it."""
    missing: str = ""
    """What of it cannot be kept as the file has it."""


@dataclass(frozen=True)
class PlanView:
    counts: str
    """ "5 new, 2 differ, 3 the same"."""
    rows: tuple[PlanRow, ...]
    total: int
    has_choices: bool


def plan_view(plan: CastPlan, page: int) -> PlanView:
    """`page` counts from 1."""
    ordered: list[PlannedMember | DamagedMember] = [
        *plan.of(Comparison.DIFFERS),
        *plan.of(Comparison.NEW),
        *plan.damaged,
        *plan.of(Comparison.SAME),
    ]
    shown = ordered[(page - 1) * ROWS : page * ROWS]
    rows = tuple(_damaged_row(one) if isinstance(one, DamagedMember) else _row(one) for one in shown)
    return PlanView(_counts(plan), rows, len(ordered), bool(plan.of(Comparison.DIFFERS)))


def _counts(plan: CastPlan) -> str:
    new, differ, same = (len(plan.of(one)) for one in (Comparison.NEW, Comparison.DIFFERS, Comparison.SAME))
    parts = [
        _n("{count} new", "{count} new", new) if new else "",
        _n("{count} differs", "{count} differ", differ) if differ else "",
        _n("{count} the same", "{count} the same", same) if same else "",
        _n("{count} cannot be imported", "{count} cannot be imported", len(plan.damaged)) if plan.damaged else "",
    ]
    return side_by_side([one for one in parts if one]) or _("There are no members in this file.")


def _row(one: PlannedMember) -> PlanRow:
    faces = dict.fromkeys(face for face in (_face(one.ours), _face(one.member)) if face)
    if one.comparison is Comparison.DIFFERS:
        facts = differences_text(one.differences)
    else:
        looks = _n("{count} look", "{count} looks", len(one.member.looks))
        facts = side_by_side([kind_name(one.member.kind), looks, *([_("archived")] if one.archived else [])])
    return PlanRow(
        one.member.id,
        one.member.name or _("Without a name"),
        one.comparison,
        facts,
        tuple(faces),
        missing_text(one.missing),
    )


def _damaged_row(one: DamagedMember) -> PlanRow:
    return PlanRow("", one.name or _("Without a name"), None, damaged_text(one), ())


def _face(member: CastMember | None) -> str:
    face = member.face if member else None
    return face.fitted.sending.sha256 if face and face.fitted else ""
