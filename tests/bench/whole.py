"""The whole app before a person at the screen: its start, a click on Generate, a video on its way to the gallery."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import MOVING, Job, JobState
from tests.bench import material, stores
from tests.bench.apart import alone, fresh_app, fresh_blank, serving, upstream_settings
from tests.bench.chromium import LONGEST_MS, REST_MS, Click, Clicker, load_ms
from tests.bench.measure import Bench, Goal, Measure, Samples, in_turns
from tests.bench.pages import BLANK_CLICK, BLANK_READY
from tests.browser.board import write_scene
from tests.browser.running import AppServer, open_page, settled, until
from tests.conftest import KEY

NEW_BOARD = "document.querySelector('.st-key-create-example button:not([disabled])')"
POLL_S = 2
"""Between two looks at a task; by default they grow from 5 to 30 s."""
SOON_S = 30.0
SEVEN_PICTURES_BYTES = 14_000_000
SENT = "document.querySelector('.st-key-create-made [data-testid=stAlert]')?.textContent"
GENERATE = Click(".st-key-generate button", SENT)
PERSON = "p" * 32

_WATCH_CARD = """([id, address]) => {
  window.playableAt = undefined;
  const cards = () => [...document.querySelectorAll("[data-testid^=stBidiComponent]")]
    .flatMap(host => host.shadowRoot ? [...host.shadowRoot.querySelectorAll("a.open")] : []);
  const look = () => {
    const poster = cards().find(card => card.href.endsWith(`video=${id}`))?.querySelector("img");
    if (!poster?.complete || !poster.naturalWidth) return requestAnimationFrame(look);
    const video = document.createElement("video");
    Object.assign(video, { muted: true, preload: "auto", src: address });
    video.oncanplay = () => {
      window.playableAt = Date.now();
      video.oncanplay = null;
      video.removeAttribute("src");
      video.load();
    };
  };
  look();
}"""
"""The card with its poster can be seen, and then the browser says that it can play the video behind it."""


# The start


def start(bench: Bench, rounds: int) -> Samples:
    """From the command to the first page, in a browser that is open already. The page is asked for as soon as the
    server answers; that is looked for twenty times a second."""

    def started_ms(server: AppServer, ready: str) -> float:
        began = time.perf_counter()
        with serving(server):
            return 1000 * (time.perf_counter() - began) + load_ms(bench.browser, server.address, ready)

    return in_turns(
        lambda: started_ms(fresh_app(bench), NEW_BOARD), lambda: started_ms(fresh_blank(bench), BLANK_READY), rounds
    )


# With a service whose tasks wait


@dataclass(frozen=True)
class Scene:
    """The app before a service that holds its tasks until it is told how they end, both seen from beside."""

    service: DemoService
    server: AppServer
    studio: Studio

    def task_id(self) -> str:
        """Of the one task that is open, once it is."""
        until(self._open, SOON_S, "the service has the order")
        return self._open()[0]

    def _open(self) -> list[str]:
        return [task.id for task in self.service.tasks() if task.outcome == "open"]

    def clear(self) -> None:
        """End what is on its way, wait until the app has noticed, and forget it, so that all rounds begin alike."""
        self.service.fail_task(self.task_id())
        until(lambda: not self._moving(), SOON_S, "the app knows how the task ended")
        self.service.clear()

    def _moving(self) -> int:
        return sum(number for state, number in self.studio.store.lists.counts().items() if state in MOVING)

    def wait_for(self, job: Job, state: JobState) -> None:
        until(lambda: self._state(job) is state, SOON_S, f"the job is {state}")

    def _state(self, job: Job) -> JobState | None:
        found = self.studio.store.jobs.get(job.id)
        return found.state if found else None


@contextmanager
def scene(folder: Path, **settings: str) -> Iterator[Scene]:
    service = DemoService(folder / "upstream", api_key=KEY, min_s=0, inbox=True)
    service.hold()
    service.start()
    server = AppServer(folder / "data", upstream_settings(service.base_url, KEY, **settings))
    studio = server.studio()
    try:
        with serving(server):
            yield Scene(service, server, studio)
    finally:
        studio.close()
        service.close()


# A click on Generate


def generate_14mb(bench: Bench, rounds: int) -> Samples:
    """On a board with seven photos. The order of 19 MB goes to the service meanwhile, past the page."""
    with scene(bench.room()) as here:
        draft_id = uuid4().hex
        draft = material.draft(here.studio, [SEVEN_PICTURES_BYTES // 7] * 7)
        here.studio.store.drafts.save(draft_id, PERSON, draft, datetime.now(UTC))
        with (
            closing(Clicker(bench.browser, bench.blank, BLANK_CLICK)) as blank,
            closing(Clicker(bench.browser, f"{here.server.address}/?draft={draft_id}", GENERATE)) as board,
        ):
            return in_turns(_sender(here, board, draft.scene), blank.click_ms, rounds)


def _sender(here: Scene, board: Clicker, words: str) -> Callable[[], float]:
    takes = count(1)

    def click_ms() -> float:
        # The same order a second time would be asked about. Another one takes the word of the last click away.
        write_scene(board.page, f"{words}, take {next(takes)}")
        board.page.wait_for_function(f"!({SENT})", timeout=LONGEST_MS)
        settled(board.page)
        board.page.wait_for_timeout(REST_MS)
        spent = board.click_ms()
        here.clear()
        return spent

    return click_ms


# The way to the gallery


def playable(bench: Bench, rounds: int) -> Samples:
    """From the service's word that a task is done to the moment at which its video can be seen and played.

    The word falls when the whole pause before the next look is still ahead: each figure holds all of it.
    """
    film, pause = material.film(bench.folder), str(POLL_S)
    with scene(bench.room(), CASTBOARD_POLL_MIN_S=pause, CASTBOARD_POLL_MAX_S=pause) as here:
        draft = material.draft(here.studio, [100_000])
        page = bench.browser.new_page(viewport={"width": 1440, "height": 900})
        open_page(page, here.server.address + stores.videos(12)(here.studio))
        try:
            return alone(Arrivals(here, page, draft, film).one_ms, rounds)
        finally:
            page.close()


@dataclass
class Arrivals:
    """Videos that come into an open gallery, one after the other."""

    here: Scene
    page: Page
    draft: Draft
    film: Path
    _seeds: Iterator[int] = field(default_factory=lambda: count(1))

    def one_ms(self) -> float:
        """Make a job, let its task be done, and wait until its video can be played."""
        desk, now = self.here.studio.desk, datetime.now(UTC)
        draft = self.draft.model_copy(update={"seed": next(self._seeds)})
        (job,) = desk.generate(Actor(PERSON), draft, uuid4().hex, now)
        self.here.wait_for(job, JobState.RUNNING)
        self.page.evaluate(_WATCH_CARD, [job.id, self._address(job)])
        began_ms = 1000 * time.time()
        self.here.service.finish(self.here.task_id(), self.film)
        self.page.wait_for_function("window.playableAt !== undefined", timeout=LONGEST_MS)
        return float(self.page.evaluate("window.playableAt")) - began_ms

    def _address(self, job: Job) -> str:
        """The same as the card will have."""
        studio = self.here.studio
        return studio.links.url(studio.library.video_name(job.id), now=datetime.now(UTC))


START = Measure("start", "Command to first page, demo mode", start, Goal(1200, plus=True))
PLAYABLE = Measure(
    "playable",
    f"Done at the service to playable, looks every {POLL_S} s",
    playable,
    Goal(1000 * POLL_S + 1500),
    beside="",
)
GENERATE_14MB = Measure("generate_14mb", "Generate with 14 MB of pictures", generate_14mb, Goal(2.0))
