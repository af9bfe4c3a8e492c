"""What the tests of faults share: the table that is printed at the end of the session."""

from __future__ import annotations

import pytest

from tests.faults.table import Table

TABLE = pytest.StashKey[Table]()


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Table:
    """Takes a row from each fault; printed when pytest ends."""
    return request.config.stash.setdefault(TABLE, Table())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of faults, if any fault was injected in this session."""
    collected = config.stash.get(TABLE, None)
    if collected is None:
        return
    terminalreporter.section("Faults, survived and shown")
    for line in collected.lines():
        terminalreporter.write_line(line)
