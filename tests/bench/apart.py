"""Figures that stand for themselves: rounds without anything beside them, and servers that run for one figure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from tests.bench import servers
from tests.bench.measure import WARM_UP, Bench, Samples
from tests.browser.running import AppServer

Take = Callable[[Bench, int], Samples]
MB = 1_000_000


def alone(one: Callable[[], float], rounds: int, warm_up: int = WARM_UP) -> Samples:
    """Round by round, with nothing to compare with. `warm_up`: rounds that do not count."""
    return Samples([one() for _ in range(warm_up + rounds)][warm_up:])


def ms_of(deed: Callable[[], object]) -> float:
    """How long it takes on the clock, in milliseconds."""
    began = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - began)


@contextmanager
def serving(server: AppServer) -> Iterator[AppServer]:
    """The server, for as long as it runs."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def fresh_app(bench: Bench) -> AppServer:
    """The app in demo mode before its first start: nothing is in its data folder."""
    return AppServer(bench.room() / "data")


def fresh_blank(bench: Bench) -> AppServer:
    """The blank page before its start, as `servers.blank_page` runs it."""
    folder = bench.room()
    (folder / "streamlit_app.py").write_text(servers.BLANK, encoding="utf-8")
    return AppServer(folder / "data", servers.PLAIN, root=folder)


def memory_mb(server: AppServer) -> float:
    """What the server's own process holds of the machine's memory, in MB; a child of it counts for itself."""
    return float(psutil.Process(server.pid).memory_info().rss) / MB


def upstream_settings(base_url: str, key: str, **more: str) -> dict[str, str]:
    """The settings of an app that is connected to this service."""
    return {"OCTOPUSX_API_KEY": key, "OCTOPUSX_BASE_URL": base_url, **more}
