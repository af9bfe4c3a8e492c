"""The real app killed with twenty jobs on their way, and two of it on one database: nothing lost, nothing sent twice.

Claims of a dead process stand still for 45 s before another takes over: all that is tested here waits for that at the
same time.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lib.services.tracking.tracker import STILL_S
from tests.conftest import DATABASES
from tests.faults.rivals import JOBS, PAUSE_S, TAKEN_OVER_WITHIN_S, Database, Shared, Upload, share_fifty, upload_beside
from tests.faults.rounds import ALL_LEFT, ANSWERED, BOUNDARIES, NOTHING_LEFT, Outcome, Round
from tests.faults.table import Row, Table
from tests.postgres import missing

SIDE_BY_SIDE = 10
POSTGRESQL_ROUNDS = 4
"""At least. SQLite's rounds meet each boundary often; these show that PostgreSQL loses nothing there either."""
CONTROL = 0
"""The round after which everything unsure is sent again without asking."""
ENDS = {
    "waiting": "sent by the next start: Ready",
    NOTHING_LEFT: "Unsure, never sent again by itself: nobody can know that nothing had left",
    ALL_LEFT: "Unsure, never sent again by itself; with the task id that a person enters: Ready",
    ANSWERED: "taken in by the next start: Ready",
    "running": "followed on: Ready",
    "half a download": "fetched anew from the start: Ready; the half was shown to nobody",
    "between file and row": "found on disk: Ready",
}


def kill_rounds(folder: Path, film: Path, count: int, database: Database) -> list[Outcome]:
    """So many rounds, ten at a time; each in a folder of its own."""

    def play(seed: int) -> Outcome:
        own = folder / f"round-{seed}"
        with database() as url:
            outcome = Round(seed, own, film, url).play(control=seed == CONTROL)
        shutil.rmtree(own)  # Some 30 MB, of which a hundred rounds would leave three gigabytes.
        return outcome

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return list(pool.map(play, range(count)))


SCENARIOS: dict[str, Callable[[Path, Path, int, Database], Any]] = {
    "test_a_kill_at_any_moment_loses_nothing_and_sends_nothing_twice": kill_rounds,
    "test_two_processes_share_fifty_jobs_and_one_goes_on_when_the_other_is_killed": share_fifty,
    "test_nothing_changes_hands_while_an_upload_takes_longer_than_a_claim_may_stand_still": upload_beside,
}
"""What the tests below are about: each is given a folder, a film, the number of rounds, and what makes databases."""


@pytest.fixture(scope="module")
def begun(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, film: Path
) -> Iterator[dict[str, Future[Any]]]:
    """The scenarios of the tests that were chosen, all begun at once."""
    folder, rounds = tmp_path_factory.mktemp("servers"), request.config.getoption("--kill-rounds")
    names = [item.name for item in request.session.items if item.name.partition("[")[0] in SCENARIOS]
    with ThreadPoolExecutor(len(DATABASES) * len(SCENARIOS)) as pool:
        futures = {}
        for at, name in enumerate(names):
            scenario, kind = SCENARIOS[name.partition("[")[0]], name.partition("[")[2].rstrip("]")
            database, count = in_data_folder, rounds
            if kind == "postgresql":
                if missing():  # `found` says so.
                    continue
                database, count = request.getfixturevalue("postgres").database, max(POSTGRESQL_ROUNDS, rounds // 3)
            futures[name] = pool.submit(scenario, folder / f"{at}", film, count, database)
        yield futures


@contextmanager
def in_data_folder() -> Iterator[str]:
    """SQLite in the data folder, as without the setting."""
    yield ""


@pytest.fixture(params=DATABASES)
def found(request: pytest.FixtureRequest, begun: dict[str, Future[Any]]) -> Any:
    """What this test's scenario came to; raises what went wrong in it."""
    if request.param == "postgresql":
        request.getfixturevalue("postgres")  # Without one the test ends here.
    return begun[request.node.name].result()


def test_a_kill_at_any_moment_loses_nothing_and_sends_nothing_twice(
    found: list[Outcome], table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print("", *(outcome.told() for outcome in found), sep="\n")
    rows = [_row(where, end, found) for where, end in ENDS.items()]
    for row in rows:
        if row.times:
            table.add(row)
    met = Counter(where for outcome in found for where in {fate.where for fate in outcome.fates.values()})
    at_least = min(3, len(found) // 2)
    assert {where: met[where] for where in BOUNDARIES if met[where] < at_least} == {}, "met in too few rounds"
    assert sum(row.lost + row.paid_twice for row in rows) == 0
    again = found[CONTROL].again
    assert again is not None
    what = "all that is unsure is sent again at once"
    table.add(Row("Process", what, again.jobs, "", again.submits, 0, again.paid_twice, control=True))
    assert again.paid_twice > 0, "what counts the payments does not count"


def _row(where: str, end: str, found: list[Outcome]) -> Row:
    here = [fate for outcome in found for fate in outcome.fates.values() if fate.where == where]
    submits, lost = sum(fate.submits for fate in here), sum(fate.lost for fate in here)
    twice = sum(fate.tasks > 1 for fate in here)
    return Row("Process", f"kill -9: {where}", len(here), end, submits, lost, twice)


def test_two_processes_share_fifty_jobs_and_one_goes_on_when_the_other_is_killed(found: Shared, table: Table) -> None:
    once = f"each sent once; looks at a task never less than {found.pause_s:.2f} s apart (pause {PAUSE_S:g} s)"
    table.add(Row("Process", "two processes, one database", JOBS, once, found.submits, found.lost, found.paid_twice))
    over = f"the other has its jobs after {found.taken_over_s:.0f} s, and all are Ready after {found.ready_s:.0f} s"
    table.add(Row("Process", "one of two killed", 1, over, found.submits, found.lost, found.paid_twice))
    assert found.trackers == 2 and found.submits == JOBS
    assert found.pause_s >= PAUSE_S, "polled by one at a time, as often as by one process alone"
    assert found.taken_over_s <= TAKEN_OVER_WITHIN_S
    assert (found.lost, found.paid_twice) == (0, 0)


def test_nothing_changes_hands_while_an_upload_takes_longer_than_a_claim_may_stand_still(
    found: Upload, table: Table
) -> None:
    said = f"{found.took_s:.0f} s of upload, {found.beside_s:.0f} s of it beside the second: stayed with the first"
    table.add(Row("Process", "second start during a 20 MB upload", 1, said, found.submits, found.lost))
    assert found.beside_s > STILL_S, "the second had the time to take it over"
    assert (found.hands, found.submits, found.lost) == (1, 1, 0)
