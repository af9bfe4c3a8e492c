"""What is found about the members of the cast on a board: permissions that ended, or end soon. Pure.

The board shows it, and the desk refuses by it what a board that was read earlier would still send.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lib.domain.cast_member import StoredMember
from lib.domain.causes import Cause
from lib.domain.draft import Draft
from lib.domain.errors import PermissionEnded
from lib.domain.finding import Finding, FindingKind, Level, Params
from lib.domain.naming import called
from lib.domain.permission import Validity, validity_of


def permission_findings(
    draft: Draft, members: Mapping[str, StoredMember], keepers: Mapping[str, str], today: date, *, me: str
) -> list[Finding]:
    """Of the members that are there; what was deleted has none that anybody could look after.

    `keepers`: names of people, by their id. `me`: the id of whoever reads it. `today`: the day where that person is.
    """
    found = []
    for place, subject in enumerate(draft.cast, start=1):
        stored = members.get(subject.member_id)
        if stored is None or stored.deleted:
            continue
        permission = stored.member.permission
        params: Params = {
            "who": called(subject.name),
            "place": place,
            "until": permission.until.isoformat() if permission.until else "",
            "keeper": keepers.get(stored.made_by, ""),
            "yours": stored.made_by == me,
        }
        match validity_of(permission, today):
            case Validity.EXPIRED:
                kind, level = FindingKind.PERMISSION_ENDED, Level.FIX
            case Validity.ENDS_SOON:
                kind, level = FindingKind.PERMISSION_ENDS, Level.CHECK
            case _:
                continue
        found.append(Finding(level, "permission", kind, params, subject=subject.uid))
    return found


def permission_trouble(findings: Sequence[Finding]) -> PermissionEnded | None:
    """The error of the first of these findings that lets nothing be sent; None if there is none."""
    ended = next((one for one in findings if one.level is Level.FIX), None)
    if ended is None:
        return None
    facts = {name: value for name, value in ended.params.items() if isinstance(value, str | int)}
    return PermissionEnded.because(Cause.PERMISSION_ENDED, **facts)
