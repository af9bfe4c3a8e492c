"""The figures of a run: medians with their spread beside what they are compared with, as one table and as JSON."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from tests.bench.measure import Measure, Samples

HEADINGS = ("what", "app: median (middle half)", "beside it", "ratio", "goal", "held")


@dataclass(frozen=True)
class Figures:
    """The median of some samples and the middle half of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> Figures:
        if len(samples) < 2:
            return cls(samples[0], samples[0], samples[0])
        low, median, high = statistics.quantiles(samples, n=4, method="inclusive")
        return cls(median, low, high)

    def text(self, unit: str) -> str:
        digits = 2 if self.median < 10 else 1 if self.median < 100 else 0
        low, high = f"{self.low:,.{digits}f}", f"{self.high:,.{digits}f}"
        return f"{self.median:,.{digits}f} {unit} ({low} to {high})"


@dataclass(frozen=True)
class Result:
    """What one measure gave."""

    measure: Measure
    samples: Samples

    @property
    def app(self) -> Figures:
        return Figures.of(self.samples.app)

    @property
    def other(self) -> Figures | None:
        return Figures.of(self.samples.other) if self.samples.other else None

    @property
    def ratio(self) -> float | None:
        """How many times the median of what it is compared with."""
        return self.app.median / self.other.median if self.other and self.other.median else None

    @property
    def held(self) -> bool:
        """Whether the median keeps the goal."""
        return self._against_goal <= self.measure.goal.at_most

    @property
    def _against_goal(self) -> float:
        if self.other is None:
            return self.app.median
        if self.measure.goal.plus:
            return self.app.median - self.other.median
        return self.app.median / self.other.median

    def goal(self) -> str:
        goal = self.measure.goal
        if self.other is None:
            return f"{goal.at_most:,g} {self.measure.unit}"
        return f"+ {goal.at_most:,g} {self.measure.unit}" if goal.plus else f"{goal.at_most:g}"

    def cells(self) -> tuple[str, ...]:
        unit = self.measure.unit
        other = f"{self.other.text(unit)}, {self.measure.beside}" if self.other else ""
        ratio = f"{self.ratio:.2f}" if self.ratio else ""
        held = "yes" if self.held else "no"
        return (self.measure.title, self.app.text(unit), other, ratio, self.goal(), held)

    def as_json(self) -> dict[str, Any]:
        measure = self.measure
        found = {"name": measure.name, "title": measure.title, "unit": measure.unit, "ratio": self.ratio}
        found |= {"goal": self.goal(), "held": self.held, "beside": measure.beside if self.other else ""}
        return found | {"app": _side(self.samples.app), "other": _side(self.samples.other)}


def _side(samples: Sequence[float]) -> dict[str, Any] | None:
    return {**vars(Figures.of(samples)), "samples": list(samples)} if samples else None


def table(results: Sequence[Result]) -> str:
    """The results in columns, one line each."""
    return table_of([HEADINGS, *(result.cells() for result in results)])


def table_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns, the first with a line below it."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def load_average() -> float | None:
    """Of the last minute; None where the system keeps none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def machine() -> dict[str, Any]:
    """What a figure depends on and a reader cannot see from it."""
    return {"python": platform.python_version(), "streamlit": version("streamlit"), "cores": os.cpu_count()}
