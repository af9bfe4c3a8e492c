"""Signed links over real HTTP: the bytes of the request line are those that the service gave, wherever they lead."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.services.gateway.client import Client
from lib.services.gateway.transport import Bearer, Session, origin
from tests.services.client_kit import KEY, QUICK, client, upstream

__all__ = ["client", "upstream"]

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(4000)
LINKS = [
    "/a.mp4?sig=%7Euser%2D1%2Ex",
    "/%7Euser/%2D/%2E.mp4",
    "/a%2fb%3a.mp4?s=a%2fb%3d%3D",
    "/a[1].mp4?x[]=[2]",
    '/a|^{}`"<>\\b.mp4?q=|^{}`"<>\\',
    "/a.mp4?",
    "/a.mp4?&&a==b&?x=??",
    "/a/../b/./c/..%2f.mp4",
    "//double//slash.mp4",
    "/a.mp4;v=1,2?x=1;2,3",
    "/a%.mp4?x=%zz%",
    "/a+b%20c.mp4?d+e=%2B",
    "/!$&'()*+,;=:@-._~.mp4?!$&'()*+,;=:@-._~/?",
    "/a.mp4?X-Amz-Credential=AK%2F20261126%2Fus&X-Amz-Signature=0aF&response-content-disposition=a%3b%20b%3D%22x%22",
    "/a.mp4?u=https://other.example/x?y#z".partition("#")[0],
    "?x=%7E",
    "/" + "x" * 9000 + ".mp4?%7e",
]
SPELLED = {
    "/a b\tc.mp4?x=\x7f": "/a%20b%09c.mp4?x=%7F",
    "/视频　1.mp4?名=é": "/%E8%A7%86%E9%A2%91%E3%80%801.mp4?%E5%90%8D=%C3%A9",
    "/a.mp4?x=%7E#t=%7E": "/a.mp4?x=%7E",
}


class Recorder:
    """A server that keeps the request lines it got, byte for byte, and answers with a film or a redirect."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.keys: list[str | None] = []
        self.location: bytes | None = None
        self.url = ""

    @property
    def targets(self) -> list[str]:
        return [line.split(b" ", 1)[1].removesuffix(b" HTTP/1.1").decode("latin-1") for line in self.lines]


@contextmanager
def recording() -> Iterator[Recorder]:
    kept = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kept.lines.append(self.raw_requestline.rstrip(b"\r\n"))
            kept.keys.append(self.headers.get("Authorization"))
            location, kept.location = kept.location, None
            body = b"" if location else FILM
            head = b"HTTP/1.1 302 Found\r\nLocation: " + location if location else b"HTTP/1.1 200 OK"
            self.wfile.write(head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads, server.block_on_close = True, False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        kept.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield kept
        server.shutdown()


@pytest.fixture(scope="module")
def storage() -> Iterator[Recorder]:
    with recording() as recorder:
        yield recorder


@pytest.fixture
def fetched(storage: Recorder, upstream: DemoService) -> Iterator[Callable[[str], list[str]]]:
    """Downloads a link; the request targets that the storage saw."""
    client = Client(upstream.base_url, KEY, timeouts=QUICK)

    def fetch(url: str) -> list[str]:
        storage.lines.clear(), storage.keys.clear()
        assert client.download(url, target := io.BytesIO()) == len(target.getvalue()) == len(FILM)
        return storage.targets

    yield fetch
    client.close()


def asked(link: str) -> str:
    return link if link.startswith("/") else "/" + link


@pytest.mark.parametrize("link", LINKS)
def test_a_link_is_asked_for_as_it_came(storage: Recorder, fetched: Callable[[str], list[str]], link: str) -> None:
    assert fetched(storage.url + link) == [asked(link)]


@pytest.mark.parametrize("link", SPELLED)
def test_only_what_cannot_go_on_the_wire_is_spelled_anew(
    storage: Recorder, fetched: Callable[[str], list[str]], link: str
) -> None:
    assert fetched(storage.url + link) == [SPELLED[link]]


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "relative"])
@pytest.mark.parametrize("link", [link for link in LINKS if not link.startswith("//")])
def test_a_redirect_is_followed_as_it_came(
    storage: Recorder, fetched: Callable[[str], list[str]], link: str, whole: bool
) -> None:
    storage.location = (storage.url + link if whole else link).encode()
    first = "/" if link.startswith("?") else "/first%7e"

    assert fetched(storage.url + first) == [first, asked(link)]


@pytest.mark.parametrize("link", ["/视频%7e.mp4".encode(), "/视频%7e.mp4".encode("gb18030")], ids=["utf-8", "gb18030"])
def test_raw_bytes_in_a_redirect_are_asked_for_as_these_bytes(
    storage: Recorder, fetched: Callable[[str], list[str]], link: bytes
) -> None:
    storage.location = link

    spelled = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in link)
    assert fetched(storage.url + "/") == ["/", spelled]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text([chr(code) for code in range(33, 127) if chr(code) != "#"], max_size=30))
def test_any_link_is_asked_for_as_it_came(storage: Recorder, fetched: Callable[[str], list[str]], tail: str) -> None:
    assert fetched(f"{storage.url}/{tail}") == [f"/{tail}"]


def test_a_link_behind_a_proxy_is_asked_for_as_it_came(storage: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", storage.url)
    home = origin("https://home.example")
    assert home
    storage.lines.clear()

    with Session() as session:
        session.get_as_it_came("http://me@storage.example/a%7e?x=[", auth=Bearer(KEY, home), timeout=(2, 2))

    assert storage.targets == ["http://storage.example/a%7e?x=["]


@pytest.mark.parametrize(
    "link", ["{there}/x", "{home}@{there}/x", "{there}\\@{home}/x", "{there}/..//{home}", "{there}?@{home}"]
)
@pytest.mark.parametrize("moved", [False, True])
def test_no_spelling_of_a_link_brings_the_key_to_another_host(
    storage: Recorder, upstream: DemoService, client: Client, link: str, moved: bool
) -> None:
    home, there = upstream.base_url.removeprefix("http://"), storage.url.removeprefix("http://")
    url = "http://" + link.format(home=home.replace(":", "%3A"), there=there)
    if moved:
        upstream.fail_next(Mishap.moved(url, 302), on="video")
        url = f"{upstream.base_url}/files/x.mp4"
    storage.keys.clear()

    assert client.download(url, io.BytesIO()) == len(FILM)
    assert storage.keys == [None]
    assert [one.headers["Authorization"] for one in upstream.received] == [f"Bearer {KEY}"] * moved
