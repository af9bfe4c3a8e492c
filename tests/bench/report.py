"""The figures of a run: medians with their spread, printed as one table and kept as JSON."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from tests.bench.measures import Measure, Samples

HEADINGS = ("what", "app: median (middle half)", "blank: median (middle half)", "ratio")


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
        digits = 1 if self.median < 100 else 0
        low, high = f"{self.low:.{digits}f}", f"{self.high:.{digits}f}"
        return f"{self.median:.{digits}f} {unit} ({low} to {high})"


@dataclass(frozen=True)
class Result:
    """What one measure gave."""

    measure: Measure
    samples: Samples

    @property
    def app(self) -> Figures:
        return Figures.of(self.samples.app)

    @property
    def blank(self) -> Figures | None:
        return Figures.of(self.samples.blank) if self.samples.blank else None

    @property
    def ratio(self) -> float | None:
        """How many times the blank page's median."""
        return self.app.median / self.blank.median if self.blank else None

    def cells(self) -> tuple[str, ...]:
        unit = self.measure.unit
        blank = self.blank.text(unit) if self.blank else ""
        return (self.measure.title, self.app.text(unit), blank, f"{self.ratio:.2f}" if self.ratio else "")

    def as_json(self) -> dict[str, Any]:
        found = {"name": self.measure.name, "title": self.measure.title, "unit": self.measure.unit, "ratio": self.ratio}
        return found | {"app": _side(self.samples.app), "blank": _side(self.samples.blank)}


def _side(samples: Sequence[float]) -> dict[str, Any] | None:
    return {**vars(Figures.of(samples)), "samples": list(samples)} if samples else None


def table(results: Sequence[Result]) -> str:
    """The results in columns, one line each."""
    rows = [HEADINGS, *(result.cells() for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def load_average() -> float | None:
    """Of the last minute; None where the system keeps none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def machine() -> dict[str, Any]:
    """What a figure depends on and a reader cannot see from it."""
    return {"python": platform.python_version(), "streamlit": version("streamlit"), "cores": os.cpu_count()}
