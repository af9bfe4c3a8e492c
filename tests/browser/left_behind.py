"""All that is there when a run is over: files, database, log, the process, and what a browser keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.browser.running import AppServer


class Eyes:
    """What the browser's own side of a page shows: its words, its storage, its console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._seen: list[tuple[str, bytes]] = []
        page.on("console", self._said)
        page.on("websocket", lambda line: line.on("framereceived", lambda frame: self._frame(frame)))

    def look(self) -> None:
        """Keep what is there now."""
        self._seen.append((f"page {self.page.url}", self.page.content().encode()))
        texts = self.page.locator("input, textarea").evaluate_all("nodes => nodes.map(node => node.value).join('\\n')")
        self._seen.append((f"fields of {self.page.url}", str(texts).encode()))
        stored = self.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        self._seen.append(("storage", str(stored).encode()))

    def seen(self) -> Iterator[tuple[str, bytes]]:
        yield from self._seen
        yield "cookies", json.dumps(self.page.context.cookies()).encode()

    def _said(self, message: ConsoleMessage) -> None:
        self._seen.append(("console", message.text.encode()))

    def _frame(self, frame: bytes | str) -> None:
        self._seen.append(("frame", frame if isinstance(frame, bytes) else frame.encode()))


def by(server: AppServer) -> Iterator[tuple[str, bytes]]:
    """What a stopped app left: each file of its data, each row of its database, its log."""
    for path in sorted(server.data_dir.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(server.data_dir)}", path.read_bytes()
            yield "name of a file", path.name.encode()
    for path in sorted(server.data_dir.glob("*.db")):
        yield f"rows of {path.name}", _rows(path)
    yield "log", server.said().encode()


def _rows(path: Path) -> bytes:
    """In the file itself a long text may be spread over several places."""
    with sqlite3.connect(path) as connection:
        try:
            return "\n".join(connection.iterdump()).encode(errors="replace")
        except sqlite3.DatabaseError:
            return b""
        finally:
            connection.interrupt()


def process(server: AppServer) -> Iterator[tuple[str, bytes]]:
    """What everyone on the machine may read of a running app; its environment is its owner's alone."""
    for name in ("cmdline", "comm", "status"):
        file = Path(f"/proc/{server.pid}/{name}")
        if file.exists():
            yield f"process, {name}", file.read_bytes()


def kept(context: BrowserContext) -> tuple[str, bytes]:
    """What the browser keeps for another day."""
    return "state of the browser", json.dumps(context.storage_state()).encode()
