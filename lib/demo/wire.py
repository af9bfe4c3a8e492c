"""The HTTP of the service: reads requests and sends the true answer or what a mishap makes of it."""

from __future__ import annotations

import logging
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lib.demo.answers import Answer, phrase, proxy_page, reason_error
from lib.demo.mishaps import Mishap
from lib.demo.received import Inbox
from lib.demo.routes import Routes, route_of
from lib.domain.request import MAX_BODY_BYTES

log = logging.getLogger(__name__)

_PIECE_BYTES = 256 * 1024
_MOST_DISCARDED_BYTES = 10 * MAX_BODY_BYTES
"""A body over the limit is read to its end, so that the client sees the 413; but not without any end."""
_CUT = Mishap(cut="before")


class Server(ThreadingHTTPServer):
    """One thread a connection, none of which keeps the process alive."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    # On Windows this would let a second server share the port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(
        self, port: int, *, inbox: Inbox | None, routes: Routes, next_mishap: Callable[[str], Mishap | None]
    ) -> None:
        super().__init__(("127.0.0.1", port), _Exchange)
        self.inbox, self.routes, self.next_mishap = inbox, routes, next_mishap
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remembers the line, so that close can end it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forgets the line."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that broke between two requests is nobody's concern."""
        log.debug("A connection ended early", exc_info=True)

    def close(self) -> None:
        """Stop listening and end every line, also those of clients that never read or write."""
        self.closing.set()
        self.shutdown()
        self.server_close()
        for line in list(self._open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class _Exchange(BaseHTTPRequestHandler):
    """One connection, request after request."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Every method takes the same way."""
        try:
            self._exchange()
        except (ConnectionError, TimeoutError):
            log.debug("The client went away", exc_info=True)
            self.close_connection = True
        except Exception:
            # The outermost handler: whatever is wrong with one exchange, the service goes on, and the log says what.
            log.exception("The demo service failed")
            self._deliver(reason_error(500, "InternalServiceFailure", "Internal service failure."), Mishap(announce=0))

    do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the method, route and status only, never headers or bodies."""
        log.debug(format, *args)

    def _exchange(self) -> None:
        mishap = self.server.next_mishap(route_of(self.command, self.path))
        if mishap and mishap.cut == "upload":
            self._note(b"")
            self._cut(mishap)
            return
        body, too_large = self._body()
        self._note(body)
        self._act(mishap, body, too_large)

    def _note(self, body: bytes) -> None:
        if self.server.inbox:
            self.server.inbox.add(self.command, self.path, self._headers(), body)

    def _act(self, mishap: Mishap | None, body: bytes, too_large: bool) -> None:
        """Do the work where it is to be done, and answer as the mishap says."""
        true = None
        if mishap is None or mishap.made:
            if too_large:
                true = proxy_page(413)
            else:
                true = self.server.routes.answer(self.command, self.path, self._headers(), body)
        if mishap is None:
            mishap = _CUT if true and true.lost else Mishap()
        self.server.closing.wait(mishap.delay_s)
        if mishap.silent and mishap.cut != "body":
            self.server.closing.wait()
            self._cut(mishap)
        elif mishap.cut == "before":
            self._cut(mishap)
        else:
            self._deliver(mishap.bend(true), mishap)

    def _headers(self) -> dict[str, str]:
        return {name.title(): value for name, value in self.headers.items()}

    def _body(self) -> tuple[bytes, bool]:
        """(the body, False), or (nothing, True) for one over the limit of contract 1.1."""
        given = self.headers.get("Content-Length", "")
        length = int(given) if given.isdecimal() else 0
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            self.close_connection = True
            return b"", True
        if length <= MAX_BODY_BYTES:
            return self.rfile.read(length), False
        self.close_connection = True
        left = min(length, _MOST_DISCARDED_BYTES)
        while left > 0 and (piece := self.rfile.read(min(left, _PIECE_BYTES))):
            left -= len(piece)
        return b"", True

    def _deliver(self, answer: Answer, mishap: Mishap) -> None:
        """Send status, headers and body, in one piece where they are small."""
        if isinstance(answer.body, bytes):
            body, size = answer.body, len(answer.body)
        elif mishap == Mishap():
            body, size = b"", answer.body.stat().st_size
        else:
            body = answer.body.read_bytes()
            size = len(body)
        announced = None if mishap.announce is None else max(size + mishap.announce, 0)
        if announced != size or mishap.cut:
            self.close_connection = True
        head = self._head(answer, announced)
        log.debug("%s %s -> %s", self.command, self.path.partition("?")[0], answer.status)
        self._send(head, b"" if self.command == "HEAD" else body, mishap)
        if not isinstance(answer.body, bytes) and mishap == Mishap() and self.command != "HEAD":
            with answer.body.open("rb") as file:
                while piece := file.read(_PIECE_BYTES):
                    self.wfile.write(piece)

    def _head(self, answer: Answer, announced: int | None) -> bytes:
        lines = [f"HTTP/1.1 {answer.status} {phrase(answer.status)}", f"Date: {self.date_time_string()}"]
        headers = {"Content-Type": answer.content_type, **answer.headers}
        if announced is not None:
            headers["Content-Length"] = str(announced)
        if self.close_connection:
            headers["Connection"] = "close"
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def _send(self, head: bytes, body: bytes, mishap: Mishap) -> None:
        if mishap.cut == "head":
            out = head[: len(head) // 2]
        elif mishap.cut == "body":
            out = head + body[: int(len(body) * mishap.cut_at)]
        else:
            out = head + body
        if mishap.trickle_s:
            for at in range(len(out)):
                self.wfile.write(out[at : at + 1])
                if self.server.closing.wait(mishap.trickle_s):
                    break
        else:
            self.wfile.write(out)
        if mishap.silent:
            self.server.closing.wait()
        if mishap.cut:
            self._cut(mishap)

    def _cut(self, mishap: Mishap) -> None:
        """End the line without (the rest of) an answer."""
        self.close_connection = True
        if mishap.reset:
            # Linger 0 makes the kernel send RST. The descriptor itself is closed: rfile and wfile hold the socket.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            socket.close(self.connection.detach())
