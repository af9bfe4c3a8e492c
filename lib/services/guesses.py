"""How often an address may guess links and cookies."""

from __future__ import annotations

from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from lib.domain.sign_in import guesser

MOST, MINUTES = 20, 10
"""So many wrong ones within so many minutes; then none is looked at until the first of them is as old."""
_REMEMBERED = 10_000


class Guesses:
    """Counted in the memory of this process. Safe to use from many threads."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(MOST, MINUTES)
        self._counted: dict[str, None] = {}
        self._counting = Lock()

    def are_too_many(self, address: str) -> bool:
        """Whether this address is blocked for now."""
        return not self._limiter.test(self._item, guesser(address))

    def count(self, address: str, wrong: str) -> None:
        """Count a wrong guess; the same one again does not count.

        Otherwise somebody who was erased, or has half of a link, would lock out everyone at their address.
        """
        with self._counting:
            if wrong in self._counted:
                return
            if len(self._counted) >= _REMEMBERED:
                del self._counted[next(iter(self._counted))]
            self._counted[wrong] = None
        self._limiter.hit(self._item, guesser(address))
