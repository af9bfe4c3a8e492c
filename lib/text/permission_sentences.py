"""That the permission for a member of the cast has ended, or ends soon, and who can do something about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lib.domain.finding import FindingKind
from lib.text.formats import date
from lib.text.language import N_, _

PERMISSION_SENTENCES = {
    FindingKind.PERMISSION_ENDED: (
        N_("The permission for {who} ended on {until}. It can be renewed on the Cast page. {keeper} looks after it."),
        N_("The permission for {who} ended on {until}. You look after it and can renew it on the Cast page."),
    ),
    FindingKind.PERMISSION_ENDS: (
        N_("The permission for {who} ends on {until}. {keeper} looks after it."),
        N_("The permission for {who} ends on {until}. You look after it."),
    ),
}
"""Read by anybody, and by whoever looks after the member."""


def permission_line(kind: FindingKind, facts: Mapping[str, object]) -> str:
    """The sentence of such a finding. Raises KeyError, ValueError where `facts` is not what belongs to it."""
    return _(
        PERMISSION_SENTENCES[kind][bool(facts["yours"])],
        who=str(facts["who"]) or _("Subject {number}", number=int(str(facts["place"]))),
        until=date(datetime.fromisoformat(str(facts["until"]))),
        keeper=str(facts["keeper"]) or _("Someone without a name"),
    )
