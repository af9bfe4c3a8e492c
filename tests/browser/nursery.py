"""Servers as forks of one process that has imported the app: two thirds of what a start takes are imports.

`python -m tests.browser.nursery` is that process, one for each worker of pytest. What its forks run is what
`python -m streamlit run` runs. How the app starts without all that is for tests that start it as people do:
tests/test_start.py, tests/test_server_live.py.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CAN_FORK = hasattr(os, "fork") and hasattr(os, "pidfd_open")
"""Linux. Elsewhere each server is a process that imports everything by itself."""
_one_at_a_time = threading.Lock()
_LIBRARIES = ("streamlit.web.cli", "streamlit.web.server.starlette.starlette_server", "uvicorn", "pandas", "pyarrow")


class Fork:
    """A server's process, with as much of `subprocess.Popen` as `AppServer` uses; its parent is the nursery."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)
        self._ended = False

    def poll(self) -> int | None:
        """None as long as it runs. With which code it ended, its parent alone would know."""
        return 0 if self._has_ended(0) else None

    def wait(self, timeout: float | None = None) -> int:
        if not self._has_ended(timeout):
            raise subprocess.TimeoutExpired("streamlit run", timeout or 0)
        return 0

    def send_signal(self, number: int) -> None:
        if not self._has_ended(0):
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _has_ended(self, within_s: float | None) -> bool:
        if not self._ended:
            looking = select.poll()
            looking.register(self._handle, select.POLLIN)
            if looking.poll(None if within_s is None else within_s * 1000):
                self._ended = True
                os.close(self._handle)
        return self._ended


class Nursery:
    """The process that forks; it ends with the one that made it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.browser.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def server(self, options: Sequence[str], environment: Mapping[str, str], log: Path) -> Fork:
        """`streamlit run` with these options and this environment; what it says goes into `log`."""
        assert self._process.stdin and self._process.stdout
        order = {"options": list(options), "environment": dict(environment), "log": str(log)}
        with _one_at_a_time:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return Fork(int(self._process.stdout.readline()))


def nursery() -> Nursery:
    """The one of this worker. Safe to call from many threads."""
    with _one_at_a_time:
        return _nursery()


_nursery = cache(Nursery)


def _main() -> None:
    """Import, then fork for each line that comes. A fork leaves this function, and is a server from then on."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    for package in ("lib.server", "lib.ui"):
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(found.name)
    # Only here: those who want a `Nursery` need no Streamlit.
    from streamlit.components.v2 import manifest_scanner

    from tests.components_once import look_once

    look_once()
    manifest_scanner.scan_component_manifests()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Nobody here asks how they ended.
    for line in iter(sys.stdin.readline, ""):
        if (child := os.fork()) == 0:
            _become(json.loads(line))
            importlib.import_module("streamlit.web.cli").main(prog_name="streamlit")
        os.write(1, f"{child}\n".encode())


def _become(order: dict[str, Any]) -> None:
    """Nothing of the nursery is left: not its pipes, nor its environment."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for file, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(file, place)
    os.close(nothing)
    os.close(log)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["streamlit", "run", "streamlit_app.py", *order["options"]]


if __name__ == "__main__":
    _main()
