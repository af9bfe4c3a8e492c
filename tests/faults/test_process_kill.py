"""`kill -9` of the real app with twenty jobs on their way: nothing lost, nothing sent twice, nothing half shown."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.processes import Picture
from tests.faults.rounds import BOUNDARIES, Outcome, Round
from tests.faults.table import Row, Table

SIDE_BY_SIDE = 10
"""Rounds at once: most of each is waiting until the claims of the dead process have stood still for 45 s."""
ENDS = dict(
    zip(
        BOUNDARIES,
        (
            "sent by the next start: Ready",
            "Unsure, never sent again by itself: nobody can know that nothing had left",
            "Unsure, never sent again by itself; its task id can be entered",
            "followed on: Ready",
            "fetched anew from the start: Ready; the half was shown to nobody",
            "found on disk: Ready",
        ),
        strict=True,
    )
)
CONTROL = 0
"""The round after which everything unsure is sent again without asking."""


def test_a_kill_at_any_moment_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path,
    film: Path,
    picture: Picture,
    table: Table,
    pytestconfig: pytest.Config,
    capsys: pytest.CaptureFixture[str],
) -> None:
    count: int = pytestconfig.getoption("--kill-rounds")

    def play(seed: int) -> Outcome:
        return Round(seed, tmp_path / f"round-{seed}", film, picture).play(control=seed == CONTROL)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        outcomes = list(pool.map(play, range(count)))
    with capsys.disabled():
        print("", *(outcome.told() for outcome in outcomes), sep="\n")
    for row in rows(outcomes):
        table.add(row)
    met = Counter(where for outcome in outcomes for where in {fate.where for fate in outcome.fates.values()})
    at_least = min(3, count // 2)
    assert {where: met[where] for where in BOUNDARIES if met[where] < at_least} == {}, "met in too few rounds"
    assert sum(row.lost + row.paid_twice for row in rows(outcomes) if not row.control) == 0
    assert outcomes[CONTROL].paid_twice_when_sent_again > 0, "the count of what is paid twice counts nothing"


def rows(outcomes: list[Outcome]) -> list[Row]:
    """A row for each boundary, and the control."""
    fates = [fate for outcome in outcomes for fate in outcome.fates.values()]
    found = []
    for where, end in ENDS.items():
        here = [fate for fate in fates if fate.where == where]
        submits, lost = sum(fate.submits for fate in here), sum(fate.lost for fate in here)
        twice = sum(fate.tasks > 1 for fate in here)
        found.append(Row("Process", f"kill -9: {where}", len(here), end, submits, lost, twice))
    again = outcomes[CONTROL].paid_twice_when_sent_again
    return [*found, Row("Process", "what is unsure is sent again by itself", 1, "", 0, paid_twice=again, control=True)]
