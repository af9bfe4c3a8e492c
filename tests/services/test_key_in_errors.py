"""A service that repeats the key wherever it can: no answer, no error and no cause of an error holds it."""

from __future__ import annotations

import io
import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.errors import StudioError
from lib.services.gateway.client import Client
from tests.services.client_kit import QUICK, no_picture, order
from tests.traces import found

KEY = "not/a+real=key-0815"
SAID = f"Bearer {KEY}"
CALLS: dict[str, Callable[[Client], object]] = {
    "submit": lambda client: client.submit(order(), no_picture),
    "query": lambda client: client.query("task-1"),
    "failure": lambda client: client.failure("task-1"),
    "balance": lambda client: client.balance(),
    "download": lambda client: client.download_content("task-1", io.BytesIO()),
}
BODIES: dict[str, bytes | str | dict[str, object]] = {
    "as the message": {"code": 400, "reason": "FieldInvalid", "message": SAID, "metadata": {"trace_id": SAID}},
    "as the code": {"error": {"message": "no", "code": SAID, "type": SAID, "param": SAID}},
    "as every word": {"status": SAID, "state": SAID, "err_code": SAID, "fail_reason": SAID, "success": False},
    "as a video": {"id": SAID, "status": "success", "video_url": f"https://example.com/{KEY}", "credits": SAID},
    "as a failure": {"id": "task-1", "status": "failed", "error": {"message": SAID, "code": SAID}},
    "as a page": f"<html><head><title>{SAID}</title></head><body>{SAID}</body></html>",
    "as a page without a title": f"<pre>Authorization: {SAID}</pre>",
    "as a page, in numbers": f"<title>{''.join(f'&#{ord(one)};' for one in KEY)}</title>",
    "as an address": f"You asked for /?key={quote(KEY, safe='')}".encode(),
    "as text": SAID.encode(),
    "as JSON with escapes": b'{"message": "%s"}' % "".join(f"\\u{ord(one):04x}" for one in KEY).encode(),
    "as JSON by PHP": b'{"message": "%s"}' % KEY.replace("/", "\\/").encode(),
    "as UTF-16": f'{{"message": "{SAID}"}}'.encode("utf-16"),
    "behind much else": b"x" * 900_000 + SAID.encode(),
}
HEADERS = {
    "X-Request-Id": SAID,
    "X-Oneapi-Request-Id": KEY,
    "Retry-After": KEY,
    "Content-Type": f"text/{KEY}",
    "WWW-Authenticate": SAID,
}
LINES = {
    "the status line": f"{SAID}\r\n\r\n".encode(),
    "a status line with a number": f"HTTP/1.1 {KEY} No\r\n\r\n".encode(),
    "the reason": f"HTTP/1.1 401 {SAID}\r\nContent-Length: 0\r\n\r\n".encode(),
    "a header that is none": f"HTTP/1.1 401 No\r\n{KEY}\r\nContent-Length: 0\r\n\r\n".encode(),
    "the length of a piece": f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{KEY}\r\n".encode(),
    "the length": f"HTTP/1.1 200 OK\r\nContent-Length: {KEY}\r\n\r\n{{}}".encode(),
    "the encoding": f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n{SAID}".encode(),
    "a body that is cut": f"HTTP/1.1 401 No\r\nContent-Length: 500\r\n\r\n{SAID}".encode(),
}
REDIRECTS = ("https://nothing.invalid/{}", "/elsewhere?key={}", "http://{}@nothing.invalid/", "http://[{}")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoService]:
    made = DemoService(tmp_path_factory.mktemp("upstream"), api_key=KEY, min_s=0, inbox=True)
    made.start()
    yield made
    made.close()


@pytest.fixture
def upstream(service: DemoService) -> Iterator[DemoService]:
    yield service
    service.behave()


@pytest.fixture
def client(upstream: DemoService) -> Iterator[Client]:
    client = Client(upstream.base_url, KEY, timeouts=QUICK, read_retries=0)
    yield client
    client.close()


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged while no mask is on: also what nobody sees in the app."""
    caplog.set_level(logging.DEBUG)
    return caplog


def everything_of(error: BaseException) -> Iterator[tuple[str, bytes]]:
    """What an error says, carries and was made of, as text."""
    told = "".join(traceback.format_exception(error))
    yield "traceback", told.encode(errors="replace")
    todo, seen = [error], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        name = type(one).__name__
        yield name, f"{one} {one!r} {vars(one)} {one.args!r}".encode(errors="replace")
        request = getattr(one, "request", None)
        yield f"{name}, its request", str(getattr(request, "headers", "")).encode()
        todo += [two for two in (one.__cause__, one.__context__, *one.args) if isinstance(two, BaseException)]


def outcome(client: Client, call: str) -> Iterator[tuple[str, bytes]]:
    """All that comes of a call: what it gives or raises."""
    try:
        yield "answer", repr(CALLS[call](client)).encode(errors="replace")
    except StudioError as error:
        yield from everything_of(error)


def test_the_search_finds_the_key_in_an_error(client: Client, upstream: DemoService) -> None:
    """The control: an error that does hold it, deep inside."""
    client.balance()
    assert upstream.received[-1].headers["Authorization"] == SAID
    try:
        try:
            raise ValueError(SAID)
        except ValueError as inner:
            raise StudioError(detail="trouble") from inner
    except StudioError as error:
        assert found(KEY, everything_of(error)) == ["traceback: plain", "ValueError: plain"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("status", [200, 400, 401, 404, 429, 500])
def test_an_answer_that_repeats_the_key(
    client: Client, upstream: DemoService, log: pytest.LogCaptureFixture, call: str, body: bytes, status: int
) -> None:
    upstream.fail_next(Mishap(status=status, body=body, headers=HEADERS), on="any", times=2)

    assert found(KEY, [*outcome(client, call), ("log", log.text.encode())]) == []
    assert upstream.received[-1].headers["Authorization"] == SAID


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("location", REDIRECTS)
def test_a_redirect_that_repeats_the_key(
    client: Client, upstream: DemoService, log: pytest.LogCaptureFixture, call: str, location: str
) -> None:
    upstream.fail_next(Mishap.moved(location.format(KEY), 302), on="any", times=2)

    assert found(KEY, [*outcome(client, call), ("log", log.text.encode())]) == []
    assert upstream.received[-1].headers["Authorization"] == SAID


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_that_is_no_http_and_repeats_the_key(call: str, line: bytes) -> None:
    with answering(line) as (address, heard):
        client = Client(address, KEY, timeouts=QUICK, read_retries=0)
        assert found(KEY, outcome(client, call)) == []
        client.close()
    assert f"Authorization: {SAID}".encode() in heard[0]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "mishap",
    [
        Mishap(cut="before"),
        Mishap(cut="before", reset=True),
        Mishap(cut="head"),
        Mishap(silent=True),
        Mishap(cut="upload"),
    ],
    ids=["cut", "reset", "cut in the head", "silence", "cut while sending"],
)
def test_a_line_that_breaks(client: Client, upstream: DemoService, call: str, mishap: Mishap) -> None:
    upstream.fail_next(mishap, on="any", times=2)

    assert found(KEY, outcome(client, call)) == []


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "https://nothing.invalid"])
def test_nobody_there(call: str, address: str) -> None:
    assert found(KEY, outcome(Client(address, KEY, timeouts=QUICK, read_retries=0), call)) == []


class answering:  # noqa: N801 - a context manager
    """A port that answers every line with the same bytes; what it heard."""

    def __init__(self, line: bytes) -> None:
        self.line, self.heard = line, list[bytes]()

    def __enter__(self) -> tuple[str, list[bytes]]:
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}", self.heard

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                self.heard.append(line.recv(65_536))
                line.sendall(self.line)

    def __exit__(self, *_: object) -> None:
        self.listening.close()
