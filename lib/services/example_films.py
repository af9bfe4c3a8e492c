"""The example films of a demo: made in one go as ordinary jobs, known by their clicks, and cleared in one go.

The token of a click is `EXAMPLE_FILM`, the round, a point, and the number of the film. A click makes its job once, so
a round has each film once, whoever asks for it at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.domain.actor import Actor, Operation
from lib.domain.draft import Draft
from lib.domain.job import EXAMPLE_FILM, MOVING, JobState
from lib.services.desk import Desk
from lib.services.store import Store
from lib.services.store.jobs import ClickLine


@dataclass(frozen=True)
class FilmsNow:
    """What is there of the example films, without those that were deleted."""

    ids: tuple[str, ...] = ()
    ready: int = 0
    moving: int = 0

    @property
    def any(self) -> bool:
        return bool(self.ids)


class ExampleFilms:
    """Fills the gallery once, however often and by however many people it is asked to, and clears it again."""

    def __init__(self, store: Store, desk: Desk) -> None:
        self._store, self._desk = store, desk

    def now(self) -> FilmsNow:
        """How far the films are."""
        there = _there(self._store.jobs.clicks(EXAMPLE_FILM))
        states = [line.state for line in there]
        return FilmsNow(
            tuple(line.job_id for line in there), states.count(JobState.READY), sum(state in MOVING for state in states)
        )

    def fill(self, actor: Actor, boards: Iterable[Draft], now: datetime) -> None:
        """Make a job of each board. Where films are there already, only those of their round that are missing."""
        self._desk.allow(actor, Operation.GENERATE)
        lines = self._store.jobs.clicks(EXAMPLE_FILM)
        rounds = [_round(line) for line in lines]
        there = [_round(line) for line in _there(lines)]
        number = max(there) if there else max(rounds, default=0) + 1
        for place, board in enumerate(boards):
            # A moment apart, so that the gallery has them in this order: the newest, which is drawn last, comes first.
            self._desk.generate(actor, board, f"{EXAMPLE_FILM}{number:04}.{place}", now + timedelta(milliseconds=place))

    def clear(self, actor: Actor, now: datetime) -> Sequence[str]:
        """Put those in which nothing moves into the trash; their ids, for the way back.

        All of them or none, as `Desk.delete`: they are those of whoever filled the gallery.
        """
        return self._desk.delete(actor, self.now().ids, now)


def _there(lines: Iterable[ClickLine]) -> list[ClickLine]:
    return [line for line in lines if not line.deleted]


def _round(line: ClickLine) -> int:
    number = line.click.removeprefix(EXAMPLE_FILM).partition(".")[0]
    return int(number) if number.isdecimal() else 0
