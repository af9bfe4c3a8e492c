"""The check in front of whatever changes something, and the list of what was done and refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from lib.domain.actor import Actor, Operation, Owned, may
from lib.domain.errors import NotPermitted
from lib.services.store.audit_log import AuditLog

_UNTOLD = frozenset({Operation.CHANGE_DRAFT})
"""Comes with every letter that somebody types, and is nobody else's business."""


class Allow(Protocol):
    """The check as a service calls it, once an action: with all the things that it concerns."""

    def __call__(self, actor: Actor, operation: Operation, *things: Owned, refused: str = "") -> None: ...


def allow(actor: Actor, operation: Operation, *things: Owned, refused: str = "") -> None:
    """Raises NotPermitted where `may` says no, of several things to one of them; without things to the action.

    `refused`: why the action is not done although they may, in a word for the audit list.
    """
    if not all(may(actor, operation, thing) for thing in things or (None,)):
        raise NotPermitted(detail=f"{operation} by {actor.person_id or 'nobody'}")


class Rights:
    """`allow` where people sign in: each answer is a line of the audit list, written before the action is done."""

    def __init__(self, audit: AuditLog, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._audit, self._clock = audit, clock

    def __call__(self, actor: Actor, operation: Operation, *things: Owned, refused: str = "") -> None:
        """Raises NotPermitted, and StoreUnavailable: what cannot be noted is not done."""
        try:
            allow(actor, operation, *things)
        except NotPermitted:
            self._note(actor, operation, *things, allowed=False)
            raise
        self._note(actor, operation, *things, allowed=not refused, why=refused)

    def _note(self, actor: Actor, operation: Operation, *things: Owned, allowed: bool, why: str = "") -> None:
        if operation in _UNTOLD or actor.is_app:
            return
        about, params = "", dict[str, object]()
        if len(things) == 1:
            # What a thing is called outlives it in the list.
            about = str(getattr(things[0], "id", ""))
            params = {"name": name} if (name := why or str(getattr(things[0], "name", ""))) else {}
        elif things:
            params = {"count": len(things)}
        self._audit.add(actor, operation, self._clock(), allowed=allowed, about=about, params=params)
