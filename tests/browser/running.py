"""The real app as a process of its own, and what tests do to its pages in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Locator, Page

from lib.app import Studio, build
from lib.services.settings import NAMES, load
from tests.browser.nursery import CAN_FORK, Fork, nursery
from tests.conftest import ROOT

START_S = 60.0
"""A first start on two busy cores takes 5 to 15 s."""
END_S = 20.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"
"""Chromium's pages, network and scripts without windows and menus: it loads a page for half of the time of a CPU."""
NO_BROWSER = (
    f"No Chromium was found. On Debian: apt-get install {SHELL}. Elsewhere: set CASTBOARD_CHROMIUM to the path of a "
    "Chromium or Chrome."
)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PENDING = '[data-testid="stSkeleton"]'
"""Stands for an element whose script is still fetched; most are of another height, so what lies below moves."""
FAILED = '[data-testid="stException"]'
QUICK = {"CASTBOARD_POLL_MIN_S": "0.5", "CASTBOARD_POLL_MAX_S": "1"}


def chromium(names: Sequence[str] = (SHELL, *BROWSERS)) -> str | None:
    """Where the first of these browsers is that is there, None if none is; CASTBOARD_CHROMIUM goes before all."""
    named = os.environ.get("CASTBOARD_CHROMIUM")
    return named or next((path for name in names if (path := shutil.which(name))), None)


def until(true: Callable[[], Any], within_s: float, what: str) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, f"not within {within_s:g} s: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


class AppServer:
    """`streamlit run streamlit_app.py` on a free port with a data folder of its own.

    Every setting is given in the environment, so that nobody's own secrets.toml counts. Without `settings` it is demo
    mode; a real service is `{"OCTOPUSX_API_KEY": ..., "OCTOPUSX_BASE_URL": upstream.base_url}`. `forked`: where that
    can be, by a process that has imported the app already, for tests that are not about the start.
    """

    def __init__(
        self,
        data_dir: Path,
        settings: Mapping[str, str] | None = None,
        *,
        root: Path = ROOT,
        forked: bool = False,
    ) -> None:
        self.data_dir, self.root, self._forked = data_dir, root, forked and CAN_FORK and root == ROOT
        own = {"CASTBOARD_DATA_DIR": str(data_dir), "CASTBOARD_DEMO_INBOX": "on"}
        self.settings = dict.fromkeys(NAMES, "") | QUICK | own | dict(settings or {})
        self.address = ""
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self.process: subprocess.Popen[bytes] | Fork | None = None

    @property
    def environment(self) -> dict[str, str]:
        # A proxy of the environment would be asked for 127.0.0.1.
        return os.environ | self.settings | {"NO_PROXY": "127.0.0.1,localhost", "PYTHONUNBUFFERED": "1"}

    def start(self, *, same_port: bool = False) -> None:
        """Start it, again after `stop` or `kill`, and wait until it answers. `same_port`: open pages find it again."""
        port = urlsplit(self.address).port if same_port else free_port()
        base = self.settings.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        self.address = f"http://127.0.0.1:{port}{base}"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = self._begun([f"--server.port={port}", "--server.headless=true"])
        until(self._answers, START_S, f"{self.address} answers; {self.log} tells more")

    def _begun(self, options: list[str]) -> subprocess.Popen[bytes] | Fork:
        if self._forked:
            return nursery().server(options, self.environment, self.log)
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=self.root, env=self.environment, stdout=log, stderr=subprocess.STDOUT)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"it ended:\n{self.said()}"
        return healthy(self.address)

    def said(self) -> str:
        """What it wrote to its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def stop(self, within_s: float = END_S) -> float:
        """End it as a service manager would; the seconds that took."""
        if self.process is None:
            return 0.0
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self.process = None
        return time.monotonic() - began

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def studio(self) -> Studio:
        """Another process' view of the same data, opened and not started: what it generates, the app's tracker sends.

        The caller closes it.
        """
        made = build(load(self.root, self.environment))
        made.open()
        return made


def healthy(address: str) -> bool:
    """Whether a server answers there."""
    try:
        return requests.get(f"{address}/_stcore/health", timeout=5).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


def open_page(page: Page, url: str) -> None:
    """Go there and wait until the page's script has come to its end."""
    page.goto(url)
    settled(page)


def go(page: Page, url: str) -> None:
    """What `open_page` does at a sixth of its price: where the app is open already, as a link of ours leads there.

    Nothing of the page before stays but what the session keeps. To Create no link leads that brings another board, so
    it is loaded.
    """
    there = urlsplit(url)
    app = f"{there.scheme}://{there.netloc}"
    if not there.path.strip("/") or not page.url.startswith(f"{app}/") or not page.locator(CONNECTED).count():
        return open_page(page, url)
    if urlsplit(page.url).path == there.path:
        # Else what was opened on it stays open.
        _follow(page, f"{app}/{'jobs' if there.path == '/deleted' else 'deleted'}")
    _follow(page, url)


def _follow(page: Page, url: str) -> None:
    page.evaluate(_FOLLOW, [url, GOING])
    page.wait_for_function("going => !document.title.endsWith(going)", arg=GOING)
    settled(page)


CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
GOING = "going"
"""The title, until the run of the page has begun: Streamlit writes it in each."""
_FOLLOW = """([url, going]) => {
  document.title = going
  history.pushState({}, "", url)
  dispatchEvent(new PopStateEvent("popstate"))
}"""


def settled(page: Page) -> None:
    """Wait until no script of this page runs and all that it drew has come: what moves takes no press."""
    page.wait_for_selector(f"{READY}:not(:has({PENDING}))", timeout=30_000)


def click(locator: Locator) -> None:
    """A click as long as a person's: Streamlit takes in a field's text only after it lost the focus."""
    locator.click(delay=50)


def in_bar(page: Page, name: str = "") -> Locator:
    """The links in the bar of pages, or the one to this page."""
    return page.locator(".st-key-frame-pages a").filter(has_text=name)


def notices(page: Page) -> Locator:
    """Where the page says what became of jobs."""
    return page.locator(".castboard-notices")


def no_sideways_scroll(page: Page) -> None:
    """Nothing is wider than the window."""
    wide = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    main = page.evaluate(
        """() => { const main = document.querySelector('[data-testid="stMain"]');
                   return main ? [main.scrollWidth, main.clientWidth] : [0, 0]; }"""
    )
    assert wide[0] <= wide[1] and main[0] <= main[1], f"window {wide}, page {main}: it scrolls sideways"


def no_overlaps(page: Page) -> None:
    """No two controls that can be seen lie on each other by more than 2 pixels, unless one contains the other."""
    found = page.evaluate(_OVERLAPS)
    assert not found, f"controls lie on each other: {found}"


_OVERLAPS = """() => {
  const edge = 2;
  const wanted = 'button, input, textarea, select, a[href], [role="button"], [role="combobox"], [role="slider"]';
  // What is clipped by an ancestor that scrolls cannot be seen there; what floats (an open menu) covers on purpose.
  const seen = node => {
    let box = node.getBoundingClientRect();
    box = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
    for (let up = node; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.visibility === 'hidden' || style.display === 'none' || Number(style.opacity) < 0.05) return null;
      if (up !== node && /auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY)) {
        const clip = up.getBoundingClientRect();
        box.left = Math.max(box.left, clip.left); box.right = Math.min(box.right, clip.right);
        box.top = Math.max(box.top, clip.top); box.bottom = Math.min(box.bottom, clip.bottom);
      }
    }
    return box.right - box.left > 1 && box.bottom - box.top > 1 ? box : null;
  };
  const layer = node => {
    for (let up = node; up; up = up.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(up).position) || up.matches('[data-testid="stHeader"]')) return up;
      if (up.matches('[role="dialog"], [data-st-overlay-root="true"], [data-baseweb="popover"]')) return up;
    }
    return document.body;
  };
  const say = node => `${node.tagName.toLowerCase()} "${(node.getAttribute('aria-label') || node.innerText
    || node.value || node.type || '').trim().slice(0, 40)}"`;
  const all = [...document.querySelectorAll(wanted)]
    // What a closed fold holds has a place in the layout and is not drawn.
    .filter(node => !node.closest('[aria-hidden="true"]') && node.checkVisibility())
    .map(node => ({ node, box: seen(node), layer: layer(node) })).filter(one => one.box);
  const found = [];
  all.forEach((a, at) => all.slice(at + 1).forEach(b => {
    if (a.node.contains(b.node) || b.node.contains(a.node) || a.layer !== b.layer) return;
    const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (across <= edge || down <= edge) return;
    const inside = (x, y) => x.left >= y.left - edge && x.right <= y.right + edge
      && x.top >= y.top - edge && x.bottom <= y.bottom + edge;
    // An invisible input over its own picture (checkbox, slider, upload) is one control in two parts.
    const label = a.node.closest('label') || b.node.closest('label');
    if (label && label.contains(a.node) && label.contains(b.node)) return;
    found.push(`${say(a.node)} and ${say(b.node)}: ${Math.round(across)} x ${Math.round(down)} px`
      + (inside(a.box, b.box) || inside(b.box, a.box) ? ', one within the other' : ''));
  }));
  return found;
}"""
