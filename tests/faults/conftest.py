"""What the tests of faults share: a studio with short timeouts, and the table printed at the end of the session."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lib.app import ROOT, Studio, build
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.services.gateway.client import Client, Timeouts
from lib.services.settings import load
from tests.conftest import KEY
from tests.faults.table import Row, Table
from tests.faults.trial import Trial

TABLE = pytest.StashKey[Table]()
ROWS = "faults"
"""The rows of a worker's table, in what it hands over at its end."""
QUICK = Timeouts(connect_s=2, read_s=1, submit_read_s=1, download_read_s=1)
"""In seconds: long enough for a busy machine, short enough for a table of faults."""
quick_client = partial(Client, timeouts=QUICK, read_retries=1)


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Table:
    """Takes a row from each fault; printed when pytest ends."""
    table = request.config.stash.setdefault(TABLE, Table())
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    return Table(table.rows, suffix=", on PostgreSQL") if "postgresql" in params.values() else table


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    """The demo service, on a port that it keeps when it is closed and started again."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = DemoService(tmp_path / "upstream", port=port, api_key=KEY, min_s=0, inbox=True)
    service.start()
    yield service
    service.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[DemoService]:
    """Another host that takes any key, or none: what must never get ours."""
    service = DemoService(tmp_path / "elsewhere", min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


@pytest.fixture
def make_client() -> Callable[..., Client]:
    """How the studio's connection is made; controls take another."""
    return quick_client


@pytest.fixture
def studio(environment: None, make_client: Callable[..., Client]) -> Iterator[Studio]:
    """The real parts from the environment's settings, opened and not started."""
    made = build(load(ROOT, os.environ), make_client=make_client)
    made.open()
    yield made
    made.close()


@pytest.fixture
def trial(studio: Studio, upstream: DemoService, draft: Draft, film: Path, table: Table, now: datetime) -> Trial:
    return Trial(studio, upstream, draft, film, table, now)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its rows over to the process that prints."""
    if (collected := session.config.stash.get(TABLE, None)) and (
        output := getattr(session.config, "workeroutput", None)
    ):
        output[ROWS] = [asdict(row) for row in collected.rows]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Without pytest-xdist there are no workers, and nobody calls this."""
    if rows := getattr(node, "workeroutput", {}).get(ROWS):
        node.config.stash.setdefault(TABLE, Table()).rows += [Row(**row) for row in rows]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table of faults, if any fault was injected in this session."""
    collected = config.stash.get(TABLE, None)
    if collected is None:
        return
    terminalreporter.section("Faults, survived and shown")
    for line in collected.lines():
        terminalreporter.write_line(line)
