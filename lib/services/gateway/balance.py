"""What the service says of the account: whether it takes the key, and what is left. Kept in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from lib.domain.errors import KeyRejected, StudioError
from lib.services.gateway.client import Client
from lib.services.store import Store

_EVERY = timedelta(minutes=5)
_NOTE = "account"


@dataclass(frozen=True)
class AccountStatus:
    """The state of the account at this service. `silent`: the service does not tell, which is not an error."""

    service: str
    key: Literal["accepted", "rejected", "silent"]
    available: float | None = None
    unlimited: bool = False


_adapter = TypeAdapter(AccountStatus | None)


class Account:
    """Asks for the balance at most every five minutes; a free call (contract 4)."""

    def __init__(self, store: Store, connect: Callable[[], Client], service: str) -> None:
        self.store, self.connect, self.service = store, connect, service
        self._next = datetime.min.replace(tzinfo=UTC)

    def refresh(self, now: datetime) -> None:
        """Ask again if it is time. A service that cannot be reached leaves what is known."""
        if now < self._next:
            return
        self._next = now + _EVERY
        try:
            balance = self.connect().balance()
        except KeyRejected:
            self._keep(AccountStatus(self.service, "rejected"))
            return
        except StudioError:
            return
        if balance is None:
            self._keep(AccountStatus(self.service, "silent"))
        else:
            self._keep(AccountStatus(self.service, "accepted", balance.available, balance.unlimited))

    def status(self) -> AccountStatus | None:
        """What is known, None before the first answer, for another service, or for what cannot be read any more."""
        try:
            found = _adapter.validate_json(self.store.notes.get(_NOTE) or "null")
        except ValidationError:
            return None
        return found if found and found.service == self.service else None

    def _keep(self, status: AccountStatus) -> None:
        self.store.notes.set(_NOTE, _adapter.dump_json(status).decode())
