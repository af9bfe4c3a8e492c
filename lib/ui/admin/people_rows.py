"""What the section of people shows, in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.domain.invitation import Invitation
from lib.domain.role import Account, Role
from lib.domain.team import Place, SignedIn, is_last_owner, listed, place_of_account
from lib.text.formats import ago, date
from lib.text.language import _, _n
from lib.text.role_words import role_name
from lib.ui.words import in_its_place

PAGE_SIZE = 20
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "Mac"), ("Windows", "Windows"))


@dataclass(frozen=True)
class PersonRow:
    """One person. `why_not`: why neither their role can be changed nor they kept out; "" where both can."""

    id: str
    name: str
    facts: str
    role: Role
    place: Place
    signed_in: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True)
class InvitationRow:
    """A link that still lets somebody in, without its token."""

    token_hash: str
    words: str


@dataclass(frozen=True)
class PeopleView:
    """One page of people, and the links that are open. `summary` counts all of them."""

    summary: str
    rows: tuple[PersonRow, ...]
    pages: int
    invitations: tuple[InvitationRow, ...]
    why_not: str
    """Why whoever looks may change nobody, in Markdown; "" where they may."""

    @property
    def can_change(self) -> bool:
        return not self.why_not


def people_view(
    accounts: Sequence[Account],
    invitations: Sequence[Invitation],
    signed_in: Mapping[str, Sequence[SignedIn]],
    me: str,
    now: datetime,
    *,
    why_not: str = "",
    text: str = "",
    page: int = 1,
) -> PeopleView:
    """`me`: the id of whoever looks; `page` begins with 1."""
    found = listed(accounts, text)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    start = (min(page, pages) - 1) * PAGE_SIZE
    rows = [_row(one, accounts, signed_in.get(one.id, ()), me, now) for one in found[start : start + PAGE_SIZE]]
    names = {one.id: one.name for one in accounts}
    return PeopleView(
        _summary(accounts),
        tuple(rows),
        pages,
        tuple(InvitationRow(one.token_hash, _invitation(one, names, now)) for one in invitations),
        why_not,
    )


def _summary(accounts: Sequence[Account]) -> str:
    places = [place_of_account(one) for one in accounts]
    parts = [_n("{count} person", "{count} people", places.count(Place.IN))]
    if waiting := places.count(Place.WAITING):
        parts.append(_n("{count} waits to be let in", "{count} wait to be let in", waiting))
    if out := places.count(Place.OUT):
        parts.append(_n("{count} disabled", "{count} disabled", out))
    return " · ".join(parts)


def _row(
    account: Account, accounts: Sequence[Account], signed_in: Sequence[SignedIn], me: str, now: datetime
) -> PersonRow:
    place = place_of_account(account)
    why_not = ""
    if account.id == me:
        why_not = _("This is you. Another owner can change your role.")
    elif is_last_owner(account, accounts):
        why_not = _("The team needs at least one owner.")
    name = in_its_place(account.name) or in_its_place(account.mail) or _("Someone without a name")
    where = tuple(_where(one, now) for one in signed_in)
    return PersonRow(account.id, name, _facts(account, place, me, now), account.role, place, where, why_not)


def _facts(account: Account, place: Place, me: str, now: datetime) -> str:
    parts = [_("You")] if account.id == me else []
    parts.append(role_name(account.role))
    if account.mail and account.mail != account.name:
        parts.append(in_its_place(account.mail))
    if place is Place.OUT and account.disabled_at:
        parts.append(_("disabled {when}", when=ago(account.disabled_at, now)))
    elif place is Place.WAITING and account.joined_at:
        parts.append(_("asked to join {when}", when=ago(account.joined_at, now)))
    else:
        seen = account.seen_at
        parts.append(_("last seen {when}", when=ago(seen, now)) if seen else _("not seen yet"))
    return " · ".join(parts)


def _where(one: SignedIn, now: datetime) -> str:
    parts = [browser_words(one.browser), one.address, ago(one.used_at, now)]
    return " · ".join(in_its_place(part) for part in parts if part)


def browser_words(browser: str) -> str:
    """ "Chrome, Windows" of what a browser calls itself; "" where nobody knows."""
    kind = next((word for mark, word in _BROWSERS if re.search(rf"\b{mark}", browser)), "")
    system = next((word for mark, word in _SYSTEMS if mark in browser), "Linux" if "Linux" in browser else "")
    return ", ".join(part for part in (kind, system) if part)


def _invitation(one: Invitation, names: Mapping[str, str], now: datetime) -> str:
    role, until = role_name(one.role), date(one.expires_at.date())
    if one.person_id:
        what = _(
            "A new link for {name}", name=in_its_place(names.get(one.person_id, "")) or _("Someone without a name")
        )
    else:
        what = _("A link for a new person: {role}", role=role)
    when = ago(one.made_at, now)
    if who := in_its_place(names.get(one.made_by, "")):
        made = _("made {when} by {who}", when=when, who=who)
    else:
        made = _("made {when}", when=when)
    return " · ".join((what, made, _("until {when}", when=until)))
