"""What people do with people: each action is one call with its actor."""

from __future__ import annotations

from datetime import datetime

from lib.domain.actor import Actor, Operation
from lib.domain.audit_line import LAST_OWNER
from lib.domain.team import is_last_owner
from lib.services.rights import Allow, allow
from lib.services.store import Store


class PeopleDesk:
    """An action on somebody who is already gone changes nothing."""

    def __init__(self, store: Store, allow: Allow = allow) -> None:
        self.store, self.allow = store, allow

    def erase(self, actor: Actor, person_id: str, now: datetime) -> bool:
        """Erase a person: oneself or, as an owner, somebody else; False, and nothing changed, for the last owner.

        What they made stays, without a name. A page that they have open finds them signed out.
        """
        account = self.store.accounts.get(person_id)
        is_last = account is not None and is_last_owner(account, self.store.accounts.all())
        self.allow(actor, Operation.ERASE_PERSON, Actor(person_id), refused=LAST_OWNER if is_last else "")
        return not is_last and self.store.erasure.erase(person_id, now)
