"""What a measure is: figures of the app, beside those of what it is compared with, and the goal for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser

WARM_UP = 2
"""Rounds that do not count: the first ones of a server and of a browser are slower than all others."""


@dataclass
class Bench:
    """What the measures of one run share: the browser, the blank page, and a folder for their data."""

    browser: Browser
    blank: str
    """Address of the blank page."""
    folder: Path
    _number: count[int] = field(default_factory=count)

    def room(self) -> Path:
        """A new folder."""
        made = self.folder / f"app-{next(self._number)}"
        made.mkdir()
        return made


@dataclass(frozen=True)
class Samples:
    """A figure a round: of the app, and of what it is compared with in that round, so that both meet the same machine.

    `other` is empty where there is nothing to compare with.
    """

    app: list[float]
    other: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Goal:
    """At most this: a ratio to the figure beside it, or (`plus`) so much above it; without one, in the unit."""

    at_most: float
    plus: bool = False


@dataclass(frozen=True)
class Measure:
    name: str
    title: str
    take: Callable[[Bench, int], Samples]
    """Called with the number of rounds."""
    goal: Goal
    unit: str = "ms"
    beside: str = "blank page"
    """What it is compared with; "" where there is nothing."""


def in_turns(app: Callable[[], float], other: Callable[[], float], rounds: int) -> Samples:
    """Turn by turn: whatever else the machine does meets both."""
    pairs = [(app(), other()) for _ in range(WARM_UP + rounds)][WARM_UP:]
    return Samples([one for one, _ in pairs], [other for _, other in pairs])
