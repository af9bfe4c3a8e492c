"""The commands about people: the first owner's link, who is in the team, roles, who is kept out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lib.app import Studio
from lib.domain.actor import APP, Operation
from lib.domain.role import GIVEN, Account, Role

ROLES = tuple(role.value for role in GIVEN)
LOCAL = "http://localhost:8501"
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 0x2028, 0x2029), " ")


class NotDone(Exception):  # noqa: N818  # named for what happened
    """A command that changed nothing; its words say why."""


def owner_link(studio: Studio, address: str, now: datetime) -> Iterator[str]:
    """A link that makes one person an owner."""
    sign_in = studio.settings.sign_in
    if sign_in is None:
        raise NotDone("Nobody has to sign in yet. Set CASTBOARD_SIGN_IN first (see 'Open it to a team' in the README).")
    token = studio.invitations.make(Role.OWNER, "", now)
    studio.store.audit.add(APP, Operation.INVITE, now, params={"role": Role.OWNER})
    yield f"{address.rstrip('/')}/join/{token}"
    yield "Whoever opens this link first becomes an owner. It works once, within 7 days. Keep it to yourself."
    if sign_in != "invite":
        yield "Sign in to Castboard in the browser first, then open the link."


def listed(studio: Studio) -> Iterator[str]:
    """A line a person."""
    accounts = studio.store.accounts.all()
    if not accounts:
        yield "Nobody is in the team yet."
    for one in accounts:
        seen = f"{one.seen_at:%Y-%m-%d %H:%M} UTC" if one.seen_at else "never"
        state = "disabled" if one.disabled_at else one.role.value
        facts = [one.id, f"{state:<8}", f"seen {seen:<20}", one.name, f"<{one.mail}>" if one.mail else ""]
        yield "  ".join(facts).translate(_UNPRINTABLE).rstrip()


def give_role(studio: Studio, who: str, role: str, now: datetime) -> Iterator[str]:
    """Let somebody in, or change what they may do."""
    account = _found(studio, who)
    if not studio.store.accounts.set_role(account.id, Role(role), now):
        raise NotDone(f"{_name(account)} is the last owner. Make somebody else an owner first.")
    _tell(studio, account, {"role": role}, now)
    yield f"{_name(account)} is {_with_article(role)} now."


def disable(studio: Studio, who: str, now: datetime) -> Iterator[str]:
    """Keep somebody out; an open page of theirs closes with its next message."""
    account = _found(studio, who)
    if not studio.store.accounts.disable(account.id, now):
        raise NotDone(f"{_name(account)} is the last owner. Make somebody else an owner first.")
    _tell(studio, account, {"disabled": True}, now)
    yield f"{_name(account)} is disabled now, and signed out everywhere."


def enable(studio: Studio, who: str, now: datetime) -> Iterator[str]:
    """Let somebody in again."""
    account = _found(studio, who)
    studio.store.accounts.enable(account.id, now)
    _tell(studio, account, {"disabled": False}, now)
    yield f"{_name(account)} may use Castboard again, as {_with_article(account.role.value)}."


def _tell(studio: Studio, account: Account, params: dict[str, object], now: datetime) -> None:
    studio.store.audit.add(APP, Operation.CHANGE_PEOPLE, now, about=account.id, params=params)


def _found(studio: Studio, who: str) -> Account:
    """By id, mail address or name; only where it can mean one person alone."""
    accounts = studio.store.accounts.all()
    wanted = who.strip().casefold()
    found = [one for one in accounts if wanted and wanted in (one.id, one.mail.casefold(), one.name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotDone(f"More than one person goes by {who!r}: {', '.join(one.id for one in found)}. Give an id.")
    raise NotDone(f"Nobody goes by {who!r}. 'python -m lib.admin people' lists everybody.")


def _name(account: Account) -> str:
    return (account.name or account.mail or account.id).translate(_UNPRINTABLE)


def _with_article(role: str) -> str:
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}" if Role(role) in GIVEN else role
