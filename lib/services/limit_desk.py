"""What people do about limits: set them, ask for more, answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lib.domain.actor import Actor, Operation
from lib.domain.limits import LONGEST_NOTE, MOST, Limits, Tallies, Wish
from lib.domain.naming import letters
from lib.services.rights import Allow, allow
from lib.services.store import Store


class LimitDesk:
    """Each action is one call. What is set holds with and without sign-in; where nothing is set, nothing is counted.

    Videos of the demo and of the real service are counted apart, each while it is the one connected.
    """

    def __init__(self, store: Store, service: str, allow: Allow = allow) -> None:
        self.store, self.service, self.allow = store, service, allow

    def all(self) -> Mapping[str, Limits]:
        """What is set, by whose it is: `EACH`, `TEAM`, or the id of a person."""
        return self.store.limits.all()

    def set(self, actor: Actor, scope: str, limits: Limits, now: datetime) -> None:
        """`scope` as above. A person's own go before everybody's as a whole: where theirs is None, they have none."""
        self.allow(actor, Operation.CHANGE_LIMITS)
        self.store.limits.set(scope, limits, now, actor.person_id)

    def clear(self, actor: Actor, scope: str, now: datetime) -> None:
        """Remove the limits that were set for this scope."""
        self.allow(actor, Operation.CHANGE_LIMITS)
        self.store.limits.set(scope, None, now, actor.person_id)

    def tallies(self, person_id: str, now: datetime) -> Tallies:
        """What stands against this person's next video: for `standings` and `shortage`."""
        return self.store.makes.tallies(person_id, self.service, now)

    def ask(self, actor: Actor, note: str, now: datetime) -> Wish:
        """Ask for more; asking again before there is an answer changes nothing."""
        self.allow(actor, Operation.ASK_FOR_MORE)
        return self.store.wishes.ask(actor.person_id, "".join(letters(" ".join(note.split()))[:LONGEST_NOTE]), now)

    def open_wishes(self) -> list[Wish]:
        """What waits for an answer, the oldest first."""
        return self.store.wishes.open()

    def answer(self, actor: Actor, wish_id: str, extra: int, now: datetime) -> bool:
        """Grant so many videos more for a day from now, or refuse by 0. False: somebody has answered meanwhile."""
        self.allow(actor, Operation.ANSWER_WISH)
        return self.store.wishes.answer(wish_id, actor.person_id, max(0, min(extra, MOST)), now)
