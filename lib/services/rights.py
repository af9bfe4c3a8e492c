"""The check in front of whatever changes something."""

from __future__ import annotations

from lib.domain.actor import Actor, Operation, Owned, may
from lib.domain.errors import NotPermitted


def allow(actor: Actor, operation: Operation, thing: Owned | None = None) -> None:
    """Raises NotPermitted where `may` says no."""
    if not may(actor, operation, thing):
        raise NotPermitted(detail=f"{operation} by {actor.person_id or 'the app'}")
