"""Why somebody may not do something, and who may."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.role import Role
from lib.text.formats import side_by_side
from lib.text.language import N_, _

MOST_NAMES = 4
_WHO = {
    Role.OWNER: (N_("Only owners can do this."), N_("Only owners can do this: {names}.")),
    Role.LEAD: (N_("Only leads and owners can do this."), N_("Only leads and owners can do this: {names}.")),
    Role.MAKER: (
        N_("You can look and play. An owner can let you do more."),
        N_("You can look and play. An owner can let you do more: {names}."),
    ),
}
"""By the smallest role that may: without names and with them."""
_OF_OTHERS = (
    N_("Someone else made this. Only leads and owners can change it."),
    N_("Someone else made this. Only leads and owners can change it: {names}."),
)
_NOBODY_ELSE = N_("Only the person it belongs to can do this.")


def who_to_ask(least: Role | None) -> Role:
    """Of which role on the names stand there: whoever may, or for all that a maker may, whoever gives roles."""
    return Role.OWNER if least in (Role.MAKER, Role.OWNER) else Role.LEAD


def refused_text(least: Role | None, names: Sequence[str], *, of_others: bool = False) -> str:
    """`least`: the smallest role that may, None for no role; `names` of those `who_to_ask` means; `of_others`: it is
    refused only because somebody else made it."""
    if least not in _WHO:
        return _(_NOBODY_ELSE)
    without, with_names = _OF_OTHERS if of_others and least is Role.LEAD else _WHO[least]
    shown = [name for name in names if name][:MOST_NAMES]
    if not shown:
        return _(without)
    return _(with_names, names=side_by_side(shown) + ("…" if len(names) > len(shown) else ""))
