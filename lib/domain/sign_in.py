"""How people prove who they are, and whether that still counts at a moment. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from lib.domain.role import Role

SIGNED_IN_FOR = timedelta(days=30)
"""How long a browser stays signed in without a visit; a visit begins the time anew, at most once a day."""
RENEWED_AFTER = timedelta(days=1)
ERASED_FOR = timedelta(days=365)
"""So long somebody whose account was deleted comes back by an owner alone, whoever signs them in.

Else a new account would have a daily limit of its own, and the role that a mail domain gives, after one that an owner
took away.
"""


@dataclass(frozen=True)
class Claims:
    """What a provider says of somebody, as their signed cookie has it."""

    issuer: str
    subject: str
    name: str
    mail: str
    mail_verified: bool
    issued_at: datetime
    """When they came back from the provider, UTC, to the second."""
    mark: str
    """The hash of all that is signed in the cookie: what signing out of this one browser is remembered by."""


@dataclass(frozen=True)
class Caller:
    """Whoever asks for something, as the request shows them; nothing of it is believed yet but the address."""

    token: str = ""
    """What stands in our own cookie."""
    claims: Claims | None = None
    """Of a cookie whose signature is right."""
    named: str = ""
    """Whom a proxy names that is believed."""
    address: str = ""
    browser: str = ""
    """As it calls itself."""


@dataclass(frozen=True)
class SignInStatus:
    """What the store knows of somebody at this moment. Times are UTC."""

    person_id: str
    role: Role
    disabled: bool
    signed_out_at: datetime | None = None
    """When they last signed out everywhere."""
    ended: bool = False
    """Whether what they show was ended by signing out."""
    expires_at: datetime | None = None
    renewed_at: datetime | None = None

    @property
    def role_now(self) -> Role:
        """What they may do; nothing while they are kept out."""
        return Role.NOBODY if self.disabled else self.role


class SignInEvent(StrEnum):
    """Signing in and out, as the audit log names it."""

    JOINED = "joined"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    GIVEN_ROLE = "given_role"


def hash_of(secret: str) -> str:
    """What is kept of a token; it tells nothing of it."""
    return sha256(f"castboard token {secret}".encode()).hexdigest()


def trace_of(person_id: str) -> str:
    """What is kept of somebody who was erased: enough to know them again, and beside nothing of what they did."""
    return sha256(f"castboard erased {person_id}".encode()).hexdigest()


def is_valid(status: SignInStatus, now: datetime) -> bool:
    """Whether a sign-in of our own still counts."""
    return not status.ended and status.expires_at is not None and now < status.expires_at


def are_valid(claims: Claims, status: SignInStatus | None, now: datetime) -> bool:
    """Whether a provider's claims still count: a cookie from before the last sign-out everywhere does not.

    `status`: None for somebody new.
    """
    if now >= claims.issued_at + SIGNED_IN_FOR:
        return False
    out = status.signed_out_at if status else None
    return not (status and status.ended) and (out is None or claims.issued_at > out)


def first_role(mail: str, domains: Iterable[str]) -> Role:
    """The role of somebody new. `mail`: only an address that the provider has verified."""
    _, at, domain = mail.strip().lower().rpartition("@")
    return Role.MAKER if at and domain in set(domains) else Role.PENDING


def is_within(address: str, networks: Sequence[str]) -> bool:
    """Whether an IP address lies in one of these networks; False for what is no address."""
    here = _ip(address)
    return here is not None and any(here in ipaddress.ip_network(network) for network in networks)


def origin_of(peer: str, forwarded_for: str, believed: Sequence[str]) -> str:
    """Where a request comes from. What proxies say of it counts as far back as they are believed, and no further."""
    address = peer
    for hop in reversed(forwarded_for.split(",")):
        here = _ip(hop.strip())
        if here is None or not is_within(address, believed):
            break
        address = str(here)
    return address


def guesser(address: str) -> str:
    """Whom guesses from an address are counted for: of IPv6 its network, since whoever has one has them all."""
    here = _ip(address)
    return str(ipaddress.ip_network((here, 64), strict=False)) if isinstance(here, ipaddress.IPv6Address) else address


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        here = ipaddress.ip_address(text)
    except ValueError:
        return None
    return (here.ipv4_mapped or here) if isinstance(here, ipaddress.IPv6Address) else here
