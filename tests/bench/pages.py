"""What people wait for at the screen: clicks, first visits and changes of page, against Streamlit's blank page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from statistics import mean

from tests.bench import servers, stores
from tests.bench.chromium import Click, Clicker, Walker, load_ms
from tests.bench.measure import Bench, Goal, Measure, Samples, in_turns
from tests.bench.servers import Fill

Take = Callable[[Bench, int], Samples]

BLANK_READY = "document.querySelector('[data-testid=stText]')"
BLANK_CLICK = Click("[data-testid=stButton] button", "document.querySelector('[data-testid=stText]')?.textContent")

BOARD_DRAWN = """document.querySelector(".st-key-generate button:not([disabled])")
  && [...document.querySelectorAll("[class*=st-key-card-] img")].filter(e => e.complete).length >= 6"""
TABLE_DRAWN = "document.querySelector('[data-testid=stDataFrame] canvas')"
# The cards live in the shadow root of their component. A poster is there once the browser has all of its bytes.
POSTERS_DRAWN = """(() => {
  const hosts = [...document.querySelectorAll("[data-testid^=stBidiComponent]")].filter(e => e.shadowRoot);
  const posters = hosts.flatMap(e => [...e.shadowRoot.querySelectorAll("img[src]")]);
  const here = new Set(performance.getEntriesByType("resource").filter(e => e.responseEnd).map(e => e.name));
  return posters.length >= 12 && posters.every(img => img.complete || here.has(img.src));
})()"""
"""Every gallery, and every library of the cast, that is measured shows at least twelve on its first page."""

LOOK_LINE = """[...document.querySelectorAll(".st-key-send [data-testid=stMarkdownContainer]")]
  .find(e => /\\d s, \\d+p, /.test(e.textContent))?.textContent"""
SOUND = Click(".st-key-create-audio label", LOOK_LINE, back=True)
"""Seen in the right column: "Q3 Pro, 5 s, 720p, with sound" becomes "..., silent"."""
MENTION = Click(
    ".scene-editor [data-uid=mia]",
    "document.querySelector('.se-count')?.textContent",
)
"""A chip, seen in the scene alone: "@Mia" is put into it, and the characters are counted anew."""
WATERMARK = Click(
    ".st-key-create-watermark label",
    "document.querySelector('.st-key-create-wm_position') ? 'with corners' : 'without'",
    back=True,
)
"""A switch, seen beside itself alone: the choice of the watermark's corner appears below it."""
MORE = ".st-key-create-more summary"
CARDS = "document.querySelectorAll('[class*=\"st-key-card-\"]').length"
ADD = Click(".st-key-create-add button", CARDS, undo="[class*='st-key-create-remove-'] button >> nth=-1")
"""Seen on the whole board: one card more, other lines in the right column, a way back above."""
ROWS = "document.querySelector('[data-testid=stDataFrame] table')?.textContent"
"""The table is drawn on a canvas; what it shows stands in a table for screen readers."""
READY_FILTER = Click(
    ".st-key-jobs-group button:has-text('Ready')", ROWS, undo=".st-key-jobs-group button:has-text('All')"
)


def said(text: str) -> str:
    """Whether a blank page says this."""
    return f"document.querySelector('[data-testid=stText]')?.textContent === {text!r}"


def clicks(click: Click, unfold: str = "") -> Take:
    """A click on the board with three subjects against the click on the blank page. `unfold`: opened before."""

    def take(bench: Bench, rounds: int) -> Samples:
        with (
            servers.app(bench.room(), stores.board) as url,
            closing(Clicker(bench.browser, bench.blank, BLANK_CLICK)) as blank,
            closing(Clicker(bench.browser, url, click, unfold)) as app,
        ):
            return in_turns(app.click_ms, blank.click_ms, rounds)

    return take


def loads(fill: Fill, ready: str) -> Take:
    """First visits of a page, each in a new browser context, against those of the blank page."""

    def take(bench: Bench, rounds: int) -> Samples:
        with servers.app(bench.room(), fill) as url:
            return in_turns(
                lambda: load_ms(bench.browser, url, ready),
                lambda: load_ms(bench.browser, bench.blank, BLANK_READY),
                rounds,
            )

    return take


@contextmanager
def two_stores(bench: Bench, large: Fill, small: Fill) -> Iterator[tuple[str, str]]:
    """The same page over much and over little."""
    with servers.app(bench.room(), large) as much, servers.app(bench.room(), small) as little:
        yield much, little


def many_loads(bench: Bench, rounds: int) -> Samples:
    with two_stores(bench, stores.jobs(10_000), stores.jobs(10)) as (much, little):
        return in_turns(
            lambda: load_ms(bench.browser, much, TABLE_DRAWN),
            lambda: load_ms(bench.browser, little, TABLE_DRAWN),
            rounds,
        )


def many_filtered(bench: Bench, rounds: int) -> Samples:
    with (
        two_stores(bench, stores.jobs(10_000), stores.jobs(10)) as (much, little),
        closing(Clicker(bench.browser, much, READY_FILTER)) as of_many,
        closing(Clicker(bench.browser, little, READY_FILTER)) as of_few,
    ):
        return in_turns(of_many.click_ms, of_few.click_ms, rounds)


def page_changes(bench: Bench, rounds: int) -> Samples:
    """Create, jobs, gallery and create again by the navigation, the mean of the three; as many between blank pages."""
    blank_pages = ("Two", said("two")), ("One", said("one"))
    pages = ("Jobs", TABLE_DRAWN), ("Gallery", POSTERS_DRAWN), ("Create", BOARD_DRAWN)
    with (
        servers.app(bench.room(), stores.everything) as url,
        servers.two_blank_pages(bench.room() / "blank") as blank,
        closing(Walker(bench.browser, url)) as app,
        closing(Walker(bench.browser, blank)) as other,
    ):
        return in_turns(
            lambda: mean(app.change_ms(name, ready) for name, ready in pages),
            lambda: mean(other.change_ms(name, ready) for name, ready in blank_pages),
            rounds,
        )


MEASURES = (
    Measure("click_section", "Form click, seen in its own section", clicks(MENTION), Goal(1.35)),
    Measure("click_switch", "The same with a switch", clicks(WATERMARK, unfold=MORE), Goal(1.35)),
    Measure("click_column", "Form click, seen in the right column", clicks(SOUND), Goal(2.0)),
    Measure("click_board", "Form click, seen on the whole board", clicks(ADD), Goal(1.8)),
    Measure("load_create", "Create page load, 3 subjects", loads(stores.board, BOARD_DRAWN), Goal(1.8)),
    Measure("load_jobs", "Jobs page load, 10 jobs", loads(stores.jobs(10), TABLE_DRAWN), Goal(1.8)),
    Measure("load_gallery", "Gallery load, 12 videos", loads(stores.videos(12), POSTERS_DRAWN), Goal(1.8)),
    Measure("load_cast", "Cast page load, 1,000 members", loads(stores.cast(1_000), POSTERS_DRAWN), Goal(1.8)),
    Measure("page_change", "Page change", page_changes, Goal(2.3), beside="two blank pages"),
    Measure("jobs_10000", "Jobs page load, 10,000 jobs", many_loads, Goal(1.2), beside="10 jobs"),
    Measure("filter_10000", "Filter change, 10,000 jobs", many_filtered, Goal(1.2), beside="10 jobs"),
)
