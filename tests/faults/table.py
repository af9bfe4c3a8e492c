"""The table of faults: what each test under tests/faults injected, and what came of it, printed when pytest ends."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

_COLUMNS = (("fault", 40), ("times", 5), ("outcome", 78), ("submits", 7), ("lost", 4), ("paid twice", 10))
"""Headings and widths in characters, in the order of `Row`; long texts are wrapped."""


@dataclass(frozen=True)
class Row:
    """What one fault led to."""

    group: str
    """Submitting, Following, Fetching or Process."""
    fault: str
    times: int
    """How often it was injected."""
    outcome: str
    """The states that followed, and the sentence people read."""
    submits: int
    """POSTs that the upstream's own log counted; 0 where none could arrive."""
    lost: int = 0
    """Videos that the service made and still has, which we neither have nor offer a way to get."""
    paid_twice: int = 0
    """Jobs for which the upstream made more than one task."""
    control: bool = False
    """True: a negative control, in which a protection is off. Not in the totals."""


@dataclass
class Table:
    """Collects rows in the order in which tests add them."""

    rows: list[Row] = field(default_factory=list)
    suffix: str = ""
    """Put behind the group of each row that is added."""

    def add(self, row: Row) -> None:
        self.rows.append(replace(row, group=row.group + self.suffix))

    def lines(self) -> list[str]:
        """The table as text: a part for each group in the order they came, its controls last, and the totals."""
        lines = [_line([name for name, _ in _COLUMNS])]
        for group in dict.fromkeys(row.group for row in self.rows):
            rows = [row for row in self.rows if row.group == group]
            lines += ["", group]
            for row in sorted(rows, key=lambda row: row.control):
                lines += _row_lines(row)
        return [*lines, "", *_row_lines(_total([row for row in self.rows if not row.control]))]


def _total(rows: list[Row]) -> Row:
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("times", "submits", "lost", "paid_twice")}
    return Row("", f"All {len(rows)} faults, without the controls", outcome="", **sums)


def _row_lines(row: Row) -> list[str]:
    fault = f"CONTROL: {row.fault}" if row.control else row.fault
    cells = [fault, row.times, row.outcome, row.submits, row.lost, row.paid_twice]
    wrapped = [textwrap.wrap(str(cell), width) or [""] for cell, (_, width) in zip(cells, _COLUMNS, strict=True)]
    height = max(len(cell) for cell in wrapped)
    return [_line([cell[at] if at < len(cell) else "" for cell in wrapped]) for at in range(height)]


def _line(cells: Iterable[str]) -> str:
    aligned = []
    for (name, width), cell in zip(_COLUMNS, cells, strict=True):
        aligned.append(cell.ljust(width) if name in ("fault", "outcome") else cell.rjust(width))
    return "  ".join(aligned).rstrip()
