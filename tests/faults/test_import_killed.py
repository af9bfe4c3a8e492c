"""An import of a cast that is killed anywhere: nothing half there, no doubles once it is run again, no files left."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.table import Row, Table


def test_an_import_killed_anywhere_is_completed_by_the_next_one_and_leaves_nothing_half(
    tmp_path: Path, table: Table, request: pytest.FixtureRequest
) -> None:
    rounds = int(request.config.getoption("--kill-rounds"))
    command = [sys.executable, "-m", "tests.faults.import_kills", str(tmp_path), "7", str(rounds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60 + 20 * rounds)
    found = json.loads(done.stdout)
    lost = len({one for one in found["wrong"] if not one.startswith("still")})
    outcome = f"{found['killed']} of {rounds} imports were killed; the next one made the cast complete, without doubles"
    table.add(Row("Importing a cast", "kill -9 anywhere, or before a file moves", found["killed"], outcome, 0, lost))
    assert found["wrong"] == [] and found["killed"] >= rounds / 2
    assert found["cut"], "none was cut between two members"
