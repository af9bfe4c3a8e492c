"""Links that let people into the team: made, looked at, used once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import uuid4

from lib.domain.actor import Actor
from lib.domain.invitation import VALID_FOR, Invitation, InvitationState, role_after
from lib.domain.role import LONGEST_NAME, Account, Role
from lib.domain.sign_in import SIGNED_IN_FOR, Caller, SignInEvent, hash_of
from lib.services.guesses import Guesses
from lib.services.settings import Settings
from lib.services.store import Store

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Link:
    """A link as whoever opens it finds it."""

    state: InvitationState
    role: Role = Role.NOBODY
    """What it gives."""
    made_by: str = ""
    """The name of whoever invites; "" for the command line, and for somebody without a name."""
    account: Account | None = None
    """Whose new link it is; None: somebody new."""

    @property
    def is_open(self) -> bool:
        """Whether it lets anybody in."""
        return self.state is InvitationState.OPEN and (self.account is None or self.account.disabled_at is None)


class Invitations:
    """Who may make and revoke them is for whoever calls this to check. Everything raises StoreUnavailable."""

    def __init__(self, store: Store, settings: Settings, guesses: Guesses) -> None:
        self._store, self._settings, self._guesses = store, settings, guesses

    def make(self, role: Role, made_by: str, now: datetime, *, person_id: str = "") -> str:
        """The token of a new link, stored nowhere. `person_id`: whose lost sign-in it replaces, else somebody new."""
        token = token_urlsafe(TOKEN_BYTES)
        self._store.invitations.add(Invitation(hash_of(token), role, person_id, made_by, now, now + VALID_FOR))
        return token

    def look(self, token: str, address: str, now: datetime) -> Link | None:
        """What a link gives; None after too many wrong guesses from this address."""
        if self._guesses.are_too_many(address):
            return None
        token_hash = hash_of(token)
        found = self._store.invitations.get(token_hash)
        if found is None:
            self._guesses.count(address, token_hash)
            return Link(InvitationState.UNKNOWN)
        maker = self._store.people.get(found.made_by) if found.made_by else None
        account = self._store.accounts.get(found.person_id) if found.person_id else None
        if found.person_id and account is None:
            return Link(InvitationState.REVOKED)  # Whoever it was for was erased.
        return Link(found.state(now), found.role, maker.name if maker else "", account)

    def join(self, token: str, name: str, caller: Caller, now: datetime, *, known_as: str = "") -> str | None:
        """Use an open link: add somebody to the team and sign them in. Returns the value of their cookie.

        `known_as`: the id under which they used the app before there was a sign-in, whose drafts stay theirs.
        None if somebody else was quicker, or no name was given where one is needed.
        """
        link = self.look(token, caller.address, now)
        name = " ".join(name.split())[:LONGEST_NAME]
        if link is None or not link.is_open or not (name or link.account):
            return None
        person_id = link.account.id if link.account else self._new_id(known_as)
        cookie = token_urlsafe(TOKEN_BYTES)
        sign_in = {
            "token_hash": hash_of(cookie),
            "made_at": now,
            "renewed_at": now,
            "expires_at": now + SIGNED_IN_FOR,
            "address": caller.address,
            "browser": caller.browser,
        }
        new_name = "" if link.account else name
        if not self._store.invitations.join(hash_of(token), person_id, new_name, sign_in, now):
            return None
        action = SignInEvent.SIGNED_IN if link.account else SignInEvent.JOINED
        self._store.audit.add(Actor(person_id, address=caller.address), action, now, params={"role": link.role})
        return cookie

    def give_role(self, token: str, person_id: str, caller: Caller, now: datetime) -> bool:
        """Give somebody who signed in at a provider or a proxy what an open link gives, or leave them what is more."""
        link, account = self.look(token, caller.address, now), self._store.accounts.get(person_id)
        if link is None or not link.is_open or account is None or account.disabled_at is not None:
            return False
        if link.account and link.account.id != person_id:
            return False
        # A link for somebody of the team gives back what they lost, not what they were when it was made.
        role = account.role if link.account else role_after(account.role, link.role)
        if not self._store.invitations.give_role(hash_of(token), person_id, role, now):
            return False
        who = Actor(person_id, address=caller.address)
        self._store.audit.add(who, SignInEvent.GIVEN_ROLE, now, params={"role": role})
        return True

    def _new_id(self, known_as: str) -> str:
        taken = not known_as or self._store.accounts.get(known_as) is not None
        return uuid4().hex if taken else known_as
