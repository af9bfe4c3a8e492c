"""The people of a team as its owners see them: who is waiting, who is in, who is kept out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from lib.domain.role import Account, Role

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody is signed in. `used_at`: about when it was last used, UTC."""

    address: str
    browser: str
    used_at: datetime


class Place(IntEnum):
    """In which order people are listed."""

    WAITING = 0
    IN = 1
    OUT = 2


def place_of_account(account: Account) -> Place:
    """Whoever waits for somebody comes first, whoever is kept out last."""
    if account.disabled_at is not None:
        return Place.OUT
    return Place.WAITING if account.role is Role.PENDING else Place.IN


def listed(accounts: Sequence[Account], text: str = "") -> list[Account]:
    """Those whose name or mail has this text, whatever the case: those who wait longest first, then by name."""
    wanted = text.strip().casefold()
    found = [one for one in accounts if wanted in one.name.casefold() or wanted in one.mail.casefold()]

    def key(account: Account) -> tuple[int, datetime, str, str]:
        place = place_of_account(account)
        since = account.joined_at or _NEVER if place is Place.WAITING else _NEVER
        return place, since, account.name.casefold(), account.id

    return sorted(found, key=key)


def is_last_owner(account: Account, accounts: Sequence[Account]) -> bool:
    """Whether nobody would be left who may change people."""
    owners = [one.id for one in accounts if one.role is Role.OWNER and one.disabled_at is None]
    return owners == [account.id]
