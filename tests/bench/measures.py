"""What is measured: a table of small measures. Another one is one more line in MEASURES."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench import servers, stores
from tests.bench.chromium import Click, Clicker, load_ms
from tests.bench.servers import Fill

WARM_UP = 2
"""Rounds that do not count: the first ones of a server and of a browser are slower than all others."""

BLANK_READY = "document.querySelector('[data-testid=stText]')"
BLANK_CLICK = Click("[data-testid=stButton] button", "document.querySelector('[data-testid=stText]')?.textContent")

TABLE_DRAWN = "document.querySelector('[data-testid=stDataFrame] canvas')"
# The cards live in the shadow root of their component. A poster is there once the browser has all of its bytes.
POSTERS_DRAWN = """(() => {
  const hosts = [...document.querySelectorAll("[data-testid^=stBidiComponent]")].filter(e => e.shadowRoot);
  const posters = hosts.flatMap(e => [...e.shadowRoot.querySelectorAll("img[src]")]).map(e => e.src);
  const here = new Set(performance.getEntriesByType("resource").filter(e => e.responseEnd).map(e => e.name));
  return posters.length >= SHOWN && posters.every(address => here.has(address));
})()"""
A_PAGE_OF_VIDEOS = 12
"""What every gallery that is measured shows at least on its first page."""

LOOK_LINE = """[...document.querySelectorAll(".st-key-send [data-testid=stMarkdownContainer]")]
  .find(e => /\\d s, \\d+p, /.test(e.textContent))?.textContent"""
SOUND = Click(".st-key-create-audio label", LOOK_LINE, back=True)
"""Seen in the right column: "Q3 Pro, 5 s, 720p, with sound" becomes "..., silent"."""
WATERMARK = Click(
    ".st-key-create-watermark label",
    "document.querySelector('.st-key-create-wm_position') ? 'with corners' : 'without'",
    back=True,
)
"""Seen in "More settings" alone: the choice of the watermark's corner appears below the switch."""
MORE = ".st-key-create-more summary"


@dataclass
class Bench:
    """What the measures of one run share: the browser, the blank page, and a folder for their data."""

    browser: Browser
    blank: str
    """Address of the blank page."""
    folder: Path
    _number: count[int] = field(default_factory=count)

    def room(self) -> Path:
        """A new folder."""
        made = self.folder / f"app-{next(self._number)}"
        made.mkdir()
        return made


@dataclass(frozen=True)
class Samples:
    """A figure a round: of the app, and of the blank page in the same round, so that both meet the same machine.

    `blank` is empty where the blank page has nothing to compare with.
    """

    app: list[float]
    blank: list[float]


@dataclass(frozen=True)
class Measure:
    name: str
    title: str
    take: Callable[[Bench, int], Samples]
    """Called with the number of rounds."""
    unit: str = "ms"


def clicks(click: Click, unfold: str = "") -> Callable[[Bench, int], Samples]:
    """A click on the board with three subjects against the click on the blank page. `unfold`: opened before."""

    def take(bench: Bench, rounds: int) -> Samples:
        with (
            servers.app(bench.room(), stores.board) as url,
            closing(Clicker(bench.browser, bench.blank, BLANK_CLICK)) as blank,
            closing(Clicker(bench.browser, url, click, unfold)) as app,
        ):
            return _rounds(app.click_ms, blank.click_ms, rounds)

    return take


def loads(fill: Fill, ready: str) -> Callable[[Bench, int], Samples]:
    """First visits of a page, each in a new browser context, against those of the blank page."""

    def take(bench: Bench, rounds: int) -> Samples:
        with servers.app(bench.room(), fill) as url:
            return _rounds(
                lambda: load_ms(bench.browser, url, ready),
                lambda: load_ms(bench.browser, bench.blank, BLANK_READY),
                rounds,
            )

    return take


def _rounds(app: Callable[[], float], blank: Callable[[], float], rounds: int) -> Samples:
    """Turn by turn: whatever else the machine does meets both."""
    pairs = [(app(), blank()) for _ in range(WARM_UP + rounds)][WARM_UP:]
    return Samples([one for one, _ in pairs], [other for _, other in pairs])


def posters_drawn(at_least: int) -> str:
    return POSTERS_DRAWN.replace("SHOWN", str(at_least))


MEASURES = (
    Measure("form_click", "Form click, seen in the right column", clicks(SOUND)),
    Measure("form_click_section", "Form click, seen in its own section", clicks(WATERMARK, unfold=MORE)),
    Measure("jobs_10", "Jobs page load, 10 jobs", loads(stores.jobs(10), TABLE_DRAWN)),
    Measure("jobs_1000", "Jobs page load, 1,000 jobs", loads(stores.jobs(1000), TABLE_DRAWN)),
    Measure("gallery_12", "Gallery load, 12 videos", loads(stores.videos(12), posters_drawn(A_PAGE_OF_VIDEOS))),
    Measure("gallery_1000", "Gallery load, 1,000 videos", loads(stores.videos(1000), posters_drawn(A_PAGE_OF_VIDEOS))),
)
