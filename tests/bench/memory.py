"""What the server's process holds of the machine's memory: at rest, for each session more, and after much use.

A child that draws a demo video is a process of its own and not counted. Each figure but the last needs a server that
did nothing before, and that takes seconds: there are few of them. The last is one long run.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle, islice
from statistics import median
from uuid import uuid4

import requests
from playwright.sync_api import Page, expect

from lib.ui.state import utc_now
from tests.bench import material, stores
from tests.bench.apart import alone, fresh_app, fresh_blank, memory_mb, serving
from tests.bench.measure import Bench, Goal, Measure, Samples
from tests.bench.sessions import Crowd, crowd
from tests.browser.board import a_file, card, pictures, upload
from tests.browser.running import AppServer, click, open_page, settled

MOST_STARTS = 5
REST_S = 3.0
"""What begins with the first page has come to its end by then."""
PAGES = ("/", "/jobs", "/gallery")
MORE_SESSIONS = 20
VIDEOS, WATCHED, UPLOADS = 12, 1000, 200
PARTS, LAST_PARTS = 10, 3
PHOTO_BYTES = 2_000_000
AT_ONCE = 4
RANGES = ("", "bytes=0-", "bytes=4000000-", "bytes=1000000-1999999", "bytes=-65536")
"""As players ask: all of a film, all of it as a part, from where someone jumped to, a piece, the end."""
PATIENCE_MS = 30_000


# At rest


def memory_rest(bench: Bench, rounds: int) -> Samples:
    starts = range(min(rounds, MOST_STARTS))
    pairs = [(_with_one_page(bench, fresh_app(bench)), _with_one_page(bench, fresh_blank(bench))) for _ in starts]
    return Samples([app for app, _ in pairs], [blank for _, blank in pairs])


def _with_one_page(bench: Bench, server: AppServer) -> float:
    with serving(server), closing(bench.browser.new_page()) as page:
        open_page(page, server.address)
        page.wait_for_timeout(1000 * REST_S)
        return memory_mb(server)


# Sessions


def memory_session(bench: Bench, rounds: int) -> Samples:
    """The mean of twenty sessions more, each another person's and ticking, after one on each of the pages."""

    def one() -> float:
        server = fresh_app(bench)
        with closing(server.studio()) as studio:
            stores.videos(VIDEOS)(studio)
        with serving(server), ThreadPoolExecutor(1) as beside:
            # In a thread of its own: the browser's driver has an event loop in this one.
            return beside.submit(asyncio.run, _each_more(server)).result()

    return alone(one, min(rounds, MOST_STARTS), warm_up=0)


async def _each_more(server: AppServer) -> float:
    async with crowd(server.address, 0) as pages:
        await _come(pages, server, len(PAGES))
        before = memory_mb(server)
        await _come(pages, server, MORE_SESSIONS)
        return (memory_mb(server) - before) / MORE_SESSIONS


async def _come(pages: Crowd, server: AppServer, number: int) -> None:
    for path in islice(cycle(PAGES), number):
        await pages.come(server.address + path)
    await asyncio.sleep(REST_S)


# Much use


def memory_watched(bench: Bench, _rounds: int) -> Samples:
    """By how much the memory has grown from the first tenth of all videos and uploads to the end. Once a run."""
    server = fresh_app(bench)
    addresses = _films(bench, server)
    with serving(server), closing(bench.browser.new_page()) as page, ThreadPoolExecutor(AT_ONCE) as watchers:
        asked = zip(cycle(server.address + one for one in addresses), cycle(RANGES), strict=False)
        open_page(page, server.address)
        click(page.get_by_role("button", name="Add a subject"))
        levels = []
        for _ in range(PARTS):
            list(watchers.map(_watch, *zip(*islice(asked, WATCHED // PARTS), strict=True)))
            for _ in range(UPLOADS // PARTS):
                _put_on_and_take_off(page)
            time.sleep(REST_S)
            levels.append(memory_mb(server))
    # What the allocator holds back goes up and down by some MB.
    return Samples([100 * (median(levels[-LAST_PARTS:]) / levels[0] - 1)])


def _films(bench: Bench, server: AppServer) -> list[str]:
    """Puts finished videos where the app keeps them; the addresses by which a page would ask for them."""
    film = material.film(bench.folder)
    with closing(server.studio()) as studio:
        ids = [uuid4().hex for _ in range(VIDEOS)]
        for job_id in ids:
            studio.library.keep(job_id, lambda file: file.write(film.read_bytes()))
        return [studio.links.url(studio.library.video_name(job_id), now=utc_now()) for job_id in ids]


def _watch(address: str, wanted: str) -> None:
    """Fetch a video, or a part of it, to its end, as slowly as this machine reads."""
    headers = {"Range": wanted} if wanted else {}
    with requests.get(address, headers=headers, stream=True, timeout=60) as answer:
        answer.raise_for_status()
        for _ in _blocks(answer):
            pass


def _blocks(answer: requests.Response) -> Iterator[bytes]:
    return answer.iter_content(256 * 1024)


def _put_on_and_take_off(page: Page) -> None:
    """A photo that nobody has seen before comes onto the first card, and goes."""
    found = card(page, 0)
    upload(found, a_file("photo.jpg", material.photo(PHOTO_BYTES), "image/jpeg"))
    expect(pictures(found)).to_have_count(1, timeout=PATIENCE_MS)
    settled(page)
    click(found.get_by_role("button", name="Remove").last)
    expect(pictures(found)).to_have_count(0, timeout=PATIENCE_MS)
    settled(page)


MEASURES = (
    Measure("memory_rest", "Server memory, one page open", memory_rest, Goal(180, plus=True), "MB"),
    Measure("memory_session", "Server memory, each session more", memory_session, Goal(1), "MB", ""),
    Measure(
        "memory_watched",
        f"Growth by {WATCHED:,} videos and {UPLOADS} uploads",
        memory_watched,
        Goal(5),
        "%",
        "",
    ),
)
