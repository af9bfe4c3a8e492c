"""What an open jobs page costs while nothing happens, and while one row changes: bytes on the line, processor."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from socket import SHUT_RDWR, create_connection, create_server, socket
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Page, expect

from lib.app import Studio
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from tests.bench import stores
from tests.bench.apart import serving
from tests.bench.measure import Bench, Goal, Measure, Samples
from tests.browser.running import AppServer, click, open_page, settled

ROWS = 500
TICK_S = 1
"""Seconds between two ticks of a page (lib/ui/frame/pulse.py); each second tick looks at the jobs."""
REST_S, WINDOW_S, CHANGE_S = 5, 4, 4
"""Until a fresh page is quiet, and as long as a figure is taken. An even number, so that all windows hold the same."""


class Line:
    """Stands between browser and server, and counts what the server sends."""

    def __init__(self, server: str) -> None:
        self._to = urlsplit(server).netloc.split(":")
        self._listening = create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.received = 0
        threading.Thread(target=self._answer, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _answer(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:
                return
            server = create_connection((self._to[0], int(self._to[1])))
            for source, target, counted in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self._pass_on, args=(source, target, counted), daemon=True).start()

    def _pass_on(self, source: socket, target: socket, counted: bool) -> None:
        try:
            while data := source.recv(65_536):
                self.received += len(data) if counted else 0
                target.sendall(data)
            target.shutdown(SHUT_RDWR)
        except OSError:
            return


@contextmanager
def jobs_server(bench: Bench) -> Iterator[tuple[AppServer, Studio]]:
    """The app over 500 jobs, some of which are on their way elsewhere: it looks as often as it ever does."""
    server = AppServer(bench.room() / "data")
    with closing(server.studio()) as studio:
        stores.jobs(ROWS)(studio)
        with serving(server):
            yield server, studio


def whole_list(page: Page, address: str) -> None:
    """The jobs page with all rows in one list, at rest."""
    open_page(page, f"{address}/jobs")
    click(page.get_by_role("button", name="Filters"))
    click(page.get_by_label("Jobs in the list"))
    click(page.get_by_role("option", name=f"{ROWS} a page"))
    page.keyboard.press("Escape")
    rows = page.locator("[data-testid=stDataFrame] table")
    expect(rows).to_have_attribute("aria-rowcount", str(ROWS + 1), timeout=30_000)
    settled(page)
    page.wait_for_timeout(1000 * REST_S)


def quiet_bytes(bench: Bench, rounds: int) -> Samples:
    with (
        jobs_server(bench) as (server, _),
        closing(Line(server.address)) as line,
        closing(bench.browser.new_page()) as page,
    ):
        whole_list(page, line.address)
        return Samples([_bytes(page, line, WINDOW_S) / (WINDOW_S / TICK_S) for _ in range(rounds)])


def _bytes(page: Page, line: Line, seconds: float) -> float:
    before = line.received
    page.wait_for_timeout(1000 * seconds)
    return float(line.received - before)


def quiet_cpu(bench: Bench, rounds: int) -> Samples:
    """Milliseconds of processor a tick, beside those of a second in which no page is open."""
    with jobs_server(bench) as (server, _), closing(bench.browser.new_page()) as page:
        whole_list(page, server.address)
        with_page = [_cpu_ms(page, server) for _ in range(rounds)]
        page.goto("about:blank")
        page.wait_for_timeout(1000 * REST_S)
        return Samples(with_page, [_cpu_ms(page, server) for _ in range(rounds)])


def _cpu_ms(page: Page, server: AppServer) -> float:
    process = psutil.Process(server.pid)
    before = process.cpu_times()
    page.wait_for_timeout(1000 * WINDOW_S)
    after = process.cpu_times()
    return 1000 * (after.user + after.system - before.user - before.system) / (WINDOW_S / TICK_S)


def changed_bytes(bench: Bench, rounds: int) -> Samples:
    """One row's progress moves; all that comes until the page is at rest again, ticks without news included."""
    with (
        jobs_server(bench) as (server, studio),
        closing(Line(server.address)) as line,
        closing(bench.browser.new_page()) as page,
    ):
        running = studio.store.lists.lines(JobQuery(states=frozenset({JobState.RUNNING}), limit=1))[0].id
        whole_list(page, line.address)
        samples = []
        for percent in range(1, rounds + 1):
            job = studio.store.jobs.get(running)
            assert job is not None
            studio.store.jobs.save(job, replace(job, progress=float(percent)))
            samples.append(_bytes(page, line, CHANGE_S))
        return Samples(samples)


MEASURES = (
    Measure("tick_bytes", "Tick without news, to the browser", quiet_bytes, Goal(1000), unit="bytes", beside=""),
    Measure(
        "tick_cpu", "Tick without news, processor", quiet_cpu, Goal(8, plus=True), unit="ms", beside="no page open"
    ),
    Measure(
        "tick_change", "One of 500 rows changes, on the line", changed_bytes, Goal(45_000), unit="bytes", beside=""
    ),
)
