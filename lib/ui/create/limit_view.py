"""What the send panel says of limits, as a value: made without Streamlit, drawn from nothing else (limit_line.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lib.domain.limits import Level, LimitKind, LimitStatus, Tallies, Wish, limit_statuses


@dataclass(frozen=True)
class LimitView:
    """Two that are equal look the same."""

    status: LimitStatus
    """With the limit that stands against the takes of the board, else the nearest."""
    may_ask: bool = False
    """There is something to ask for, and whoever looks may."""
    wish: Wish | None = None
    """What they asked for last, as far as there is something to say about it."""
    answered_by: str = ""
    """The name of whoever answered it."""

    @property
    def blocks(self) -> bool:
        """Whether the board cannot be sent as it is."""
        return not self.status.fits

    @property
    def use(self) -> int:
        """As many takes as still fit, where those of the board do not; 0: none fits, or all do."""
        return self.status.left if self.blocks else 0

    @property
    def waits(self) -> bool:
        """Whether something is to come by itself: room for the next video, or an answer."""
        return self.blocks or (self.wish is not None and self.wish.is_open)


def view_limit(
    tallies: Tallies, now: datetime, takes: int, *, may_ask: bool, names: Mapping[str, str]
) -> LimitView | None:
    """None where there is no limit, or none that is near. `names`: of those who answered, by their id."""
    found = limit_statuses(tallies, now, takes)
    if not found:
        return None
    near = [one for one in found if one.level is not Level.FREE]
    status = next((one for one in found if not one.fits), (near or found)[0])
    wish = _to_tell(tallies, status, now)
    if status.fits and not near and wish is None:
        return None
    asked = any(one.is_open for one in tallies.wishes)
    helps = status.kind is LimitKind.PER_DAY and not status.fits and not asked
    return LimitView(status, may_ask and helps, wish, names.get(wish.answered_by, "") if wish else "")


def _to_tell(tallies: Tallies, status: LimitStatus, now: datetime) -> Wish | None:
    """The last wish: while it is open and the limit near, granted and in use, or refused and nothing possible."""
    if not tallies.wishes:
        return None
    last = max(tallies.wishes, key=lambda one: (one.is_open, one.answered_at or now))
    if last.is_open:
        return None if status.fits and status.level is Level.FREE else last
    if last.ends_at:
        return last if now < last.ends_at else None
    return None if status.fits else last
