"""What owners do about people: invite them, let them in, change what they may do, keep them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.domain.actor import Actor, Operation
from lib.domain.invitation import Invitation, InvitationState
from lib.domain.role import GIVEN, Account, Role
from lib.domain.team import SignedIn
from lib.services.invitations import Invitations
from lib.services.rights import Allow, allow
from lib.services.store import Store


@dataclass(frozen=True)
class _About:
    """Whom an action is about, as the audit list keeps it."""

    id: str
    name: str

    @property
    def person_id(self) -> str:
        return self.id


class TeamDesk:
    """Each action is one call. An action on somebody who is already gone changes nothing."""

    def __init__(self, store: Store, invitations: Invitations, allow: Allow = allow) -> None:
        self._store, self._invitations, self.allow = store, invitations, allow

    def people(self) -> list[Account]:
        """Everybody who ever signed in, by name."""
        return self._store.accounts.all()

    def open_invitations(self, now: datetime) -> list[Invitation]:
        """Links that still let somebody in, the newest first."""
        return [one for one in self._store.invitations.all() if one.state(now) is InvitationState.OPEN]

    def signed_in(self, now: datetime) -> dict[str, list[SignedIn]]:
        """By person: the browsers in which they are signed in by a link, the last used first."""
        return self._store.sign_ins.open_by_person(now)

    def invite(self, actor: Actor, role: Role, now: datetime) -> str:
        """The token of a link that adds somebody new to the team. It is stored nowhere, so only now can it be shown."""
        self.allow(actor, Operation.INVITE, _About("", role.value))
        return self._invitations.make(_given(role), actor.person_id, now)

    def new_link(self, actor: Actor, person_id: str, now: datetime) -> str | None:
        """The token of a link for somebody who lost their sign-in; None if they are not allowed in."""
        account = self._store.accounts.get(person_id)
        self.allow(actor, Operation.INVITE, _About(person_id, account.name if account else ""))
        if account is None or not account.is_let_in:
            return None
        return self._invitations.make(account.role, actor.person_id, now, person_id=person_id)

    def revoke(self, actor: Actor, token_hash: str, now: datetime) -> bool:
        """Invalidate a link. False if it already is."""
        self.allow(actor, Operation.INVITE)
        return self._store.invitations.revoke(token_hash, now)

    def set_role(self, actor: Actor, person_id: str, role: Role, now: datetime) -> bool:
        """Also lets somebody in who waits for it. False where they are gone, or nobody would be left as an owner."""
        account = self._about(actor, person_id, f"→ {role.value}")
        return account is not None and self._store.accounts.set_role(person_id, _given(role), now)

    def disable(self, actor: Actor, person_id: str, now: datetime) -> bool:
        """Keep somebody out from now on, wherever they are signed in. False as above."""
        account = self._about(actor, person_id, "→ disabled")
        return account is not None and self._store.accounts.disable(person_id, now)

    def enable(self, actor: Actor, person_id: str, now: datetime) -> bool:
        """Let somebody in again, in the role they had. False where they are gone."""
        account = self._about(actor, person_id, "→ enabled")
        return account is not None and self._store.accounts.enable(person_id, now)

    def sign_out(self, actor: Actor, person_id: str, now: datetime) -> bool:
        """End all their sign-ins; they may come in again. False where they are gone."""
        if self._about(actor, person_id, "→ signed out") is None:
            return False
        self._store.sign_ins.end_all(person_id, now)
        return True

    def _about(self, actor: Actor, person_id: str, what: str) -> Account | None:
        """Raises NotPermitted, also about somebody who is gone."""
        account = self._store.accounts.get(person_id)
        name = account.name if account else ""
        self.allow(actor, Operation.CHANGE_PEOPLE, _About(person_id, f"{name} {what}".strip()))
        return account


def _given(role: Role) -> Role:
    if role not in GIVEN:
        raise ValueError(f"not a role that can be given: {role}")
    return role
