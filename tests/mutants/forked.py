"""Runs tests in a fork of this process, in which the libraries are loaded already: most of a short run is imports."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest

LIBRARIES = (
    *("streamlit", "streamlit.testing.v1", "streamlit.web.server", "pandas", "sqlalchemy.orm", "alembic.command"),
    *(
        "pydantic",
        "requests",
        "PIL.Image",
        "av",
        "pyvips",
        "hypothesis",
        "jsonschema",
        "psutil",
        "starlette.applications",
    ),
)
OURS = ("lib", "tests", "pages")


class _First:
    """What pytest tells of the first test that failed."""

    failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


def load() -> None:
    """Import what every run needs; nothing of ours, for that is what changes."""
    for name in LIBRARIES:
        importlib.import_module(name)


def first_failure(copy: Path, tests: list[str], scratch: Path, limit_s: float) -> str:
    """The first of the tests that fails in the checkout `copy`; empty if all pass.

    A run that has no end within `limit_s` has failed, too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        failed = _run(copy, tests, scratch)
        os.write(writing, failed.encode()[:2000])
        os._exit(0)
    os.close(writing)
    end = time.monotonic() + limit_s
    while not (ended := os.waitpid(child, os.WNOHANG)[0]) and time.monotonic() < end:
        time.sleep(0.05)
    if not ended:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as said:
        return said.read().decode() if ended else f"no end within {limit_s:.0f} s"


def _run(copy: Path, tests: list[str], scratch: Path) -> str:
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    os.chdir(copy)
    sys.path[:] = [str(copy), *(place for place in sys.path if Path(place or ".").resolve() != copy)]
    sys.dont_write_bytecode = True  # Two changes of one second and size would look alike.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    first = _First()
    options = ["-n", "0", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=brief"]
    code = pytest.main([*options, f"--basetemp={scratch}", f"--rootdir={copy}", *tests], plugins=[first])
    return first.failed or ("" if code == 0 else f"pytest ended with {int(code)}")
