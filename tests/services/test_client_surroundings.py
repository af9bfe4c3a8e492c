"""What stands between this machine and the service: proxies and certificate files, each named when it fails."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.demo.service import DemoService
from lib.domain.errors import (
    CertificatesUnreadable,
    ProxyNotReached,
    ProxyRefused,
    StudioError,
    TlsFailed,
)
from lib.services.gateway.client import Client
from tests.services.client_kit import KEY, QUICK, a_port, client, no_picture, order, upstream

__all__ = ["client", "upstream"]

ELSEWHERE = "https://video.invalid"


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def closed() -> str:
    """Host and port of nobody."""
    with socket.create_server(("127.0.0.1", 0)) as once:
        return f"127.0.0.1:{once.getsockname()[1]}"


def submit(client: Client) -> StudioError:
    with pytest.raises(StudioError) as caught:
        client.submit(order(), no_picture)
    return caught.value


def look(client: Client) -> StudioError:
    with pytest.raises(StudioError) as caught:
        client.query("some-task")
    return caught.value


def fetch(client: Client) -> StudioError:
    with pytest.raises(StudioError) as caught:
        client.download("https://storage.invalid/video.mp4", io.BytesIO())
    return caught.value


EVERY_CALL = pytest.mark.parametrize("call", [submit, look, fetch], ids=["submit", "look", "fetch"])


@EVERY_CALL
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch, closed: str, scheme: str, call) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"{scheme}://someone:something@{closed}")

    error = call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))

    assert type(error) is ProxyNotReached
    assert "something" not in f"{error} {error.detail}"


@EVERY_CALL
def test_a_proxy_whose_name_nobody_knows(monkeypatch: pytest.MonkeyPatch, call) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")

    assert type(call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))) is ProxyNotReached


@EVERY_CALL
@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_proxy_that_does_not_let_it_through(monkeypatch: pytest.MonkeyPatch, status: str, call) -> None:
    def refuse(line: socket.socket) -> None:
        line.recv(65_536)
        line.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    with a_port(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        error = call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))

    assert type(error) is ProxyRefused
    assert status.split()[0] in error.detail


@EVERY_CALL
@pytest.mark.parametrize("proxy", ["nonsense://127.0.0.1:1", "http://", "socks5://127.0.0.1:1"])
def test_a_proxy_setting_that_is_none(monkeypatch: pytest.MonkeyPatch, proxy: str, call) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    error = call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))

    assert type(error) is ProxyNotReached


@EVERY_CALL
@pytest.mark.parametrize(
    "proxy", ["http://someone:something@host:port", "http://someone:something@", "x://a:something@b"]
)
def test_a_proxy_setting_that_is_none_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, proxy: str, call
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    error = call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))

    assert error is not None and "something" not in f"{error} {error.detail}"


@EVERY_CALL
@pytest.mark.parametrize("content", [None, b"", b"no certificate"], ids=["missing", "empty", "something else"])
def test_a_certificate_file_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, call
) -> None:
    place = tmp_path / "certificates.pem"
    if content is not None:
        place.write_bytes(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(place))

    def let_through(line: socket.socket) -> None:
        line.recv(65_536)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    with a_port(let_through) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        error = call(Client(ELSEWHERE, KEY, timeouts=QUICK, read_retries=0))

    assert type(error) is CertificatesUnreadable and isinstance(error, TlsFailed)
    assert content is not None or str(place) in error.detail


@pytest.fixture
def storage() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that answers for every storage: its address, and the first lines of what it was asked."""
    asked: list[bytes] = []

    def answer(line: socket.socket) -> None:
        asked.append(line.recv(65_536).split(b"\r\n")[0])
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: video/mp4\r\n\r\n\0film")

    with a_port(answer) as proxy:
        yield proxy, asked


def test_a_service_on_this_machine_needs_no_proxy_and_its_storage_elsewhere_does(
    client: Client, storage: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, asked = storage
    monkeypatch.setenv("HTTP_PROXY", proxy)
    task_id = client.submit(order(), no_picture).task_id
    client.query(task_id)
    target = io.BytesIO()

    client.download("http://storage.invalid/video.mp4", target)

    assert target.getvalue() == b"\0film"
    assert asked == [b"GET http://storage.invalid/video.mp4 HTTP/1.1"]


def test_the_certificate_file_of_this_machine_counts_for_a_storage_elsewhere(
    upstream: DemoService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "gone.pem"))
    client = Client(upstream.base_url, KEY, timeouts=QUICK, read_retries=0)
    client.submit(order(), no_picture)

    error = fetch(client)

    client.close()
    assert type(error) is CertificatesUnreadable
