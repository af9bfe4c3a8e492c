"""Who is asking, at this moment: the only source of that where people sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.domain.actor import Actor, person_id_of
from lib.domain.role import Role, Visitor
from lib.domain.sign_in import (
    RENEWED_AFTER,
    SIGNED_IN_FOR,
    Caller,
    Claims,
    SignInEvent,
    SignInStatus,
    are_valid,
    first_role,
    hash_of,
    is_valid,
)
from lib.services.guesses import Guesses
from lib.services.settings import Settings
from lib.services.store import Store

SEEN_EVERY = timedelta(minutes=10)
"""How exactly it is kept when somebody last used the app."""


@dataclass(frozen=True)
class _Found:
    """Who somebody says they are, with proof. Without a standing they are not one of the team yet."""

    person_id: str
    status: SignInStatus | None
    name: str = ""
    mail: str = ""
    sure_mail: str = ""
    """The mail address, if whoever signed them in made sure of it."""


class Identity:
    """Every call of `who` asks the store, so that a sign-out or a disabled account counts from the next call on.

    Everything raises StoreUnavailable. Safe to use from many threads.
    """

    def __init__(self, store: Store, settings: Settings, guesses: Guesses) -> None:
        self._store, self._settings, self._guesses = store, settings, guesses
        self._seen_at: dict[str, datetime] = {}
        self._known: set[str] = set()
        """Hashes of tokens that were right once: they are no guesses, also where others guess beside them."""

    def who(self, caller: Caller, now: datetime) -> Visitor:
        """Who is asking, and what they may do now. Somebody new whom a provider or a proxy names gets an account.

        Without a person: nobody is signed in. With one and the role of nobody: they are kept out, or their account was
        deleted, and nothing is kept of them again unless they `ask_back`.
        """
        found = self._found(caller, now)
        if found is None:
            return Visitor("", Role.NOBODY, caller.address)
        if found.status is None:
            if self._store.erasure.was_erased(found.person_id, now):
                return Visitor(found.person_id, Role.NOBODY, caller.address)
            return self._joined(found, first_role(found.sure_mail, self._settings.sign_in_domains), caller, now)
        visitor = Visitor(found.person_id, found.status.role_now, caller.address)
        if visitor.is_let_in:
            self._note(visitor.person_id, now)
        return visitor

    def ask_back(self, caller: Caller, now: datetime) -> None:
        """Let somebody whose account was deleted wait for an owner to let them in, since they ask for it."""
        found = self._found(caller, now)
        if found is not None and found.status is None:
            self._joined(found, Role.PENDING, caller, now)

    def is_stale(self, caller: Caller, now: datetime) -> bool:
        """Whether the request has a cookie of ours that is no longer valid and can be removed."""
        if self._settings.sign_in != "invite" or not caller.token or self.is_unheard(caller):
            return False
        return self._of_token(caller, now) is None

    def is_unheard(self, caller: Caller) -> bool:
        """Whether their cookie is ignored for now, after too many wrong guesses from their address.

        It may be valid all the same: after a restart no cookie is known here yet.
        """
        is_known = not caller.token or hash_of(caller.token) in self._known
        return not is_known and self._guesses.are_too_many(caller.address)

    def renew(self, caller: Caller, now: datetime) -> bool:
        """At most once a day, begin the time of a sign-in anew; whether the cookie is to be set again."""
        found = self._of_token(caller, now) if self._settings.sign_in == "invite" else None
        status = found.status if found else None
        if status is None or (status.renewed_at and now - status.renewed_at < RENEWED_AFTER):
            return False
        self._store.sign_ins.renew(hash_of(caller.token), now, now + SIGNED_IN_FOR)
        return True

    def sign_out(self, caller: Caller, now: datetime) -> None:
        """Sign out the browser that asks. Its cookie is invalid from now on, wherever else there is a copy."""
        found = self._found(caller, now)
        if found is None or found.status is None:
            return
        if caller.claims and self._settings.sign_in == "oidc":
            issued_at, mark = caller.claims.issued_at, caller.claims.mark
            self._store.sign_ins.end_mark(mark, found.person_id, issued_at, issued_at + SIGNED_IN_FOR, now)
        elif self._settings.sign_in == "invite":
            self._store.sign_ins.end(hash_of(caller.token), now)
        self._tell(found, SignInEvent.SIGNED_OUT, caller, now)

    def sign_out_everywhere(self, person_id: str, caller: Caller, now: datetime) -> None:
        """Sign a person out in all browsers."""
        self._store.sign_ins.end_all(person_id, now)
        self._store.audit.add(Actor(person_id, address=caller.address), SignInEvent.SIGNED_OUT_EVERYWHERE, now)

    def _found(self, caller: Caller, now: datetime) -> _Found | None:
        match self._settings.sign_in:
            case "invite":
                return self._of_token(caller, now)
            case "oidc":
                return self._of_claims(caller.claims, now) if caller.claims else None
            case "proxy":
                return self._of_name(caller.named) if caller.named else None
        return None

    def _of_token(self, caller: Caller, now: datetime) -> _Found | None:
        if not caller.token:
            return None
        if self.is_unheard(caller):
            return None
        token_hash = hash_of(caller.token)
        status = self._store.sign_ins.of_token(token_hash)
        if status is None:
            self._guesses.count(caller.address, token_hash)
            return None
        self._known.add(token_hash)
        return _Found(status.person_id, status) if is_valid(status, now) else None

    def _of_claims(self, claims: Claims, now: datetime) -> _Found | None:
        person_id = person_id_of(f"oidc {claims.issuer} {claims.subject}")
        status = self._store.sign_ins.of_person(person_id, claims.mark)
        if not are_valid(claims, status, now):
            return None
        sure_mail = claims.mail if claims.mail_verified else ""
        return _Found(person_id, status, claims.name or claims.mail, claims.mail, sure_mail)

    def _of_name(self, named: str) -> _Found:
        person_id = person_id_of(f"proxy {named}")
        status = self._store.sign_ins.of_person(person_id, "")
        mail = named if "@" in named else ""
        return _Found(person_id, status, named.partition("@")[0], mail, mail)

    def _joined(self, found: _Found, role: Role, caller: Caller, now: datetime) -> Visitor:
        facts = {"name": found.name, "mail": found.mail}
        if caller.claims:
            facts |= {"issuer": caller.claims.issuer, "subject": caller.claims.subject}
        self._store.accounts.join(found.person_id, role, now, **facts)
        self._tell(found, SignInEvent.JOINED, caller, now)
        return Visitor(found.person_id, role, caller.address)

    def _note(self, person_id: str, now: datetime) -> None:
        before = self._seen_at.get(person_id)
        if before is None or now - before >= SEEN_EVERY:
            self._seen_at[person_id] = now
            self._store.accounts.note_seen(person_id, now)

    def _tell(self, found: _Found, event: SignInEvent, caller: Caller, now: datetime) -> None:
        self._store.audit.add(Actor(found.person_id, address=caller.address), event, now)
