"""Two states of the code against each other, in turns in one run: `python -m tests.bench.compare OTHER_CHECKOUT`.

Each measure is taken before, after, after, before, half of the rounds each, so that what else the machine does meets
both. A row is worse when the whole 95 % interval of its paired ratio lies above 1.05.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.__main__ import MEASURES
from tests.bench.report import load_average, table_of

HERE = Path(__file__).resolve().parent.parent.parent
WORSE = 1.05
DRAWN = 10_000
"""How many samples the interval is drawn from."""
HEADINGS = ("what", "before", "after", "after : before", "95 % interval", "worse")


@dataclass(frozen=True)
class Row:
    """One measure on both sides, round by round, each figure over what it is compared with where there is such."""

    title: str
    before: tuple[float, ...]
    after: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        """Paired; a round that measured nothing has none."""
        return [new / old for old, new in zip(self.before, self.after, strict=False) if old > 0 and new > 0]

    @property
    def interval(self) -> tuple[float, float]:
        """Of the median of the paired ratios, by bootstrap with a fixed seed; (1, 1) where nothing can be compared."""
        if not (ratios := self.ratios):
            return 1.0, 1.0
        draw = random.Random(1)
        medians = sorted(statistics.median(draw.choices(ratios, k=len(ratios))) for _ in range(DRAWN))
        return medians[round(0.025 * DRAWN)], medians[round(0.975 * DRAWN) - 1]

    @property
    def is_worse(self) -> bool:
        return self.interval[0] > WORSE

    def cells(self) -> tuple[str, ...]:
        low, high = self.interval
        old, new = statistics.median(self.before), statistics.median(self.after)
        ratio = f"{statistics.median(self.ratios):.3f}" if self.ratios else ""
        return (
            self.title,
            f"{old:,.3g}",
            f"{new:,.3g}",
            ratio,
            f"{low:.3f} to {high:.3f}",
            "yes" if self.is_worse else "no",
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the measures on both sides and print each row as it comes; all of them as one table in the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.add_argument("before", type=Path, help="a checkout of the state before")
    parser.add_argument("--rounds", type=int, default=20, help="how often each is measured on each side (%(default)s)")
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    asked = parser.parse_args(arguments)
    begun, rows = load_average(), []
    for _, family in groupby(asked.only or names, lambda name: name.split("_")[0]):
        for row in _rows(list(family), asked.before.resolve(), max(1, asked.rounds // 2)):
            rows.append(row)
            print(" | ".join(row.cells()), file=sys.stderr, flush=True)
    print(table_of([HEADINGS, *(row.cells() for row in rows)]))
    print(f"{asked.rounds} rounds a side in turns; load average {begun} at begin, {load_average()} at end")


def _rows(names: Sequence[str], before: Path, rounds: int) -> list[Row]:
    """The rows of measures that share what they are taken on, such as a store of 100,000 jobs."""
    turns = [(checkout, _taken(checkout, names, rounds)) for checkout in (before, HERE, HERE, before)]

    def side(checkout: Path, place: int) -> tuple[float, ...]:
        return tuple(figure for where, taken in turns if where == checkout for figure in _figures(taken[place]))

    titles = [taken["title"] for taken in turns[1][1]]
    return [Row(title, side(before, place), side(HERE, place)) for place, title in enumerate(titles)]


def _taken(checkout: Path, names: Sequence[str], rounds: int) -> list[dict[str, Any]]:
    """Some measures of one side, as that side's own bench takes them."""
    with TemporaryDirectory(prefix="castboard-compare-") as folder:
        kept = Path(folder) / "figures.json"
        only = [word for name in names for word in ("--only", name)]
        command = [sys.executable, "-m", "tests.bench", *only, "--rounds", str(rounds), "--json", str(kept)]
        subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL)
        return list(json.loads(kept.read_text("utf-8"))["measures"])


def _figures(taken: dict[str, Any]) -> list[float]:
    app, other = taken["app"]["samples"], (taken["other"] or {}).get("samples")
    # What must lie so much above another figure is no ratio to it.
    if not other or taken["goal"].startswith("+"):
        return list(app)
    return [one / beside for one, beside in zip(app, other, strict=True)]


if __name__ == "__main__":
    main()
