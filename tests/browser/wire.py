"""A line between browser and app that keeps every byte the browser receives, as it was meant to be read."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

BLOCK_BYTES = 65_536
UNASKED = {b"Accept-Encoding": b"X-No-Encodings", b"Sec-WebSocket-Extensions": b"X-No-WebSocket-Additions"}
"""What the browser offers to unpack, and the app is not told: so nothing is packed, and what came can be searched."""


class Wire:
    """Takes connections on `address` and passes them on to the app. Thread-safe."""

    def __init__(self, app: str) -> None:
        parts = urlsplit(app)
        self._app = (str(parts.hostname), int(parts.port or 80))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._heard: list[tuple[str, bytearray]] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    def received(self) -> Iterator[tuple[str, bytes]]:
        """What came on each connection, under the first line the browser sent on it."""
        with self._lock:
            heard = list(self._heard)
        for asked, came in heard:
            yield f"to the browser: {asked}", bytes(came)

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
                app = socket.create_connection(self._app)
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(browser, app), daemon=True).start()

    def _pass_on(self, browser: socket.socket, app: socket.socket) -> None:
        """One connection, until both sides have ended it."""
        first = browser.recv(BLOCK_BYTES)
        came = bytearray()
        with self._lock:
            self._heard.append((first.partition(b" HTTP/")[0].decode("latin-1"), came))
        back = threading.Thread(target=self._answers, args=(app, browser, came), daemon=True)
        back.start()
        with contextlib.suppress(OSError):
            while first:
                for asked, other in UNASKED.items():
                    first = first.replace(asked + b":", other + b":")
                app.sendall(first)
                first = browser.recv(BLOCK_BYTES)
            app.shutdown(socket.SHUT_WR)
        back.join()
        browser.close()
        app.close()

    def _answers(self, app: socket.socket, browser: socket.socket, came: bytearray) -> None:
        with contextlib.suppress(OSError):
            while block := app.recv(BLOCK_BYTES):
                came += block
                browser.sendall(block)
            browser.shutdown(socket.SHUT_WR)
