"""What is found about the members of the cast on a board: permissions that ended, or end soon. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lib.domain.cast_member import StoredMember
from lib.domain.draft import Draft
from lib.domain.finding import Finding, FindingKind, Level, Params
from lib.domain.naming import called
from lib.domain.permission import Validity, validity_of


def permission_findings(
    draft: Draft, members: Mapping[str, StoredMember], keepers: Mapping[str, str], today: date
) -> list[Finding]:
    """Of the members that are there; what was deleted has none that anybody could look after.

    `keepers`: names of people, by their id.
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
