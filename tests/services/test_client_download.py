"""Videos over real HTTP: streamed, checked, and without the key for anybody but the service itself."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.causes import Cause
from lib.domain.errors import (
    KeyRejected,
    LinkDead,
    NotReached,
    ServiceFailed,
    StudioError,
    TooMany,
    VideoBroken,
)
from lib.domain.request import Subject, VideoRequest
from lib.services.gateway.client import Client, Timeouts
from lib.text.cause_sentences import detail_text

KEY = "not-a-real-key"
QUICK = Timeouts(connect_s=2, read_s=0.4, submit_read_s=2, download_read_s=0.4)
ORDER = VideoRequest(
    model="viduq2-pro", subjects=(Subject(id="mia", images=("https://example.com/a.png",)),), prompt="@mia walks"
)
FILM = b"\x00\x00\x00\x18ftypmp42" + os.urandom(1_500_000)


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    service = DemoService(tmp_path / "one", api_key=KEY, min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[DemoService]:
    """Another origin: the same machine on another port."""
    service = DemoService(tmp_path / "two", min_s=0, inbox=True)
    service.start()
    yield service
    service.close()


@pytest.fixture
def client(upstream: DemoService) -> Iterator[Client]:
    client = Client(upstream.base_url, KEY, timeouts=QUICK)
    yield client
    client.close()


@pytest.fixture
def film(client: Client, upstream: DemoService, tmp_path: Path) -> tuple[str, str]:
    """A finished task: its id and the address of its video."""
    task_id = client.submit(ORDER, lambda _: b"").task_id
    file = tmp_path / "film.mp4"
    file.write_bytes(FILM)
    upstream.finish(task_id, file)
    url = client.query(task_id).video_url
    assert url
    return task_id, url


def test_a_video_is_streamed_with_its_progress(client: Client, film: tuple[str, str]) -> None:
    target, seen = io.BytesIO(), list[int]()

    written = client.download(film[1], target, on_bytes=seen.append)

    assert written == len(FILM)
    assert target.getvalue() == FILM
    assert seen == sorted(seen)
    assert seen[-1] == len(FILM)
    assert max(b - a for a, b in zip([0, *seen], seen, strict=False)) <= 256 * 1024


def test_a_video_without_a_link_comes_from_the_content_route(
    client: Client, upstream: DemoService, film: tuple[str, str]
) -> None:
    target = io.BytesIO()

    assert client.download_content(film[0], target) == len(FILM)
    assert upstream.received[-1].headers["Authorization"] == f"Bearer {KEY}"


def test_another_host_never_gets_the_key(client: Client, elsewhere: DemoService) -> None:
    with pytest.raises(LinkDead):
        client.download(f"{elsewhere.base_url}/files/x.mp4", io.BytesIO())

    assert "Authorization" not in elsewhere.received[0].headers


def test_a_redirect_to_another_host_is_followed_without_the_key(
    client: Client, upstream: DemoService, elsewhere: DemoService, film: tuple[str, str]
) -> None:
    upstream.fail_next(Mishap.moved(f"{elsewhere.base_url}/files/x.mp4", 302), on="video")
    elsewhere.fail_next(Mishap(status=200, body=FILM, headers={"Content-Type": "video/mp4"}), on="video")
    target = io.BytesIO()

    assert client.download_content(film[0], target) == len(FILM)
    assert upstream.received[-1].headers["Authorization"] == f"Bearer {KEY}"
    assert "Authorization" not in elsewhere.received[0].headers


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        pytest.param(Mishap(status=403, body=b"<Error>AccessDenied</Error>"), LinkDead, id="403"),
        pytest.param(Mishap.html(404), LinkDead, id="404"),
        pytest.param(Mishap(status=410, body=b""), LinkDead, id="410"),
        pytest.param(Mishap.of(401), KeyRejected, id="401"),
        pytest.param(Mishap.of(429), TooMany, id="429"),
        pytest.param(Mishap.of(500), ServiceFailed, id="500"),
        pytest.param(Mishap(status=200, body="<html>Log in</html>"), VideoBroken, id="a web page"),
        pytest.param(
            Mishap(status=200, body=b" <!DOCTYPE html>", headers={"Content-Type": "video/mp4"}),
            VideoBroken,
            id="disguised",
        ),
        pytest.param(Mishap(body={"error": "expired"}), VideoBroken, id="JSON"),
        pytest.param(Mishap(status=200, body=b"", headers={"Content-Type": "video/mp4"}), VideoBroken, id="empty"),
        pytest.param(
            Mishap(made=True, status=206, headers={"Content-Range": "bytes 0-999999/2000000"}), VideoBroken, id="a part"
        ),
        pytest.param(Mishap(made=True, announce=1000), VideoBroken, id="shorter than announced"),
        pytest.param(Mishap(made=True, cut="body"), VideoBroken, id="cut"),
        pytest.param(Mishap(made=True, announce=3_000_000_000), VideoBroken, id="too long"),
        pytest.param(Mishap.moved("ftp://127.0.0.1/x.mp4"), LinkDead, id="moved off the web"),
        pytest.param(Mishap.moved("http://[odd"), LinkDead, id="moved to nonsense"),
    ],
)
def test_what_a_download_meets(
    client: Client, upstream: DemoService, film: tuple[str, str], mishap: Mishap, kind: type[StudioError]
) -> None:
    upstream.fail_next(mishap, on="video")

    with pytest.raises(StudioError) as caught:
        client.download(film[1], io.BytesIO())

    assert type(caught.value) is kind


def test_a_cut_download_says_how_much_came(client: Client, upstream: DemoService, film: tuple[str, str]) -> None:
    upstream.fail_next(Mishap(made=True, cut="body"), on="video")

    with pytest.raises(VideoBroken) as caught:
        client.download(film[1], io.BytesIO())

    half = len(FILM) // 2
    assert detail_text(caught.value.code, caught.value.detail) == f"Only {half:,} of {len(FILM):,} bytes arrived."


@pytest.mark.parametrize("kind", ["text/html", "application/json", "text/xml; charset=utf-8", "image/png", "nonsense"])
@pytest.mark.parametrize("status", [200, 203, 206])
def test_a_video_is_one_by_its_content(
    client: Client, upstream: DemoService, film: tuple[str, str], kind: str, status: int
) -> None:
    ranged = {"Content-Range": f"bytes 0-{len(FILM) - 1}/{len(FILM)}"} if status == 206 else {}
    upstream.fail_next(Mishap(made=True, status=status, headers={"Content-Type": kind, **ranged}), on="video")
    target = io.BytesIO()

    assert client.download(film[1], target) == len(FILM)
    assert target.getvalue() == FILM


@pytest.mark.parametrize("kind", ["video/mp4", "application/json", "application/octet-stream"])
@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (b'{"code": "task_not_exist", "message": "gone", "data": null}', "task_not_exist", "gone"),
        (b'\n {"error": {"code": "upstream_error", "message": "{\\"code\\": \\"LinkExpired\\"}"}}', "LinkExpired", ""),
        ('{"message": "链接已过期"}'.encode("gbk"), "", "链接已过期"),
        ("链接已过期".encode("utf-16"), "", "链接已过期"),
        (b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", "", "Request has expired"),
        (b"The link has expired.", "", "The link has expired."),
        (b'{"message": "' + b"no " * 300_000 + b'"}', "", "no no"),
    ],
)
def test_an_error_that_comes_with_200_is_told(
    client: Client, upstream: DemoService, film: tuple[str, str], said: bytes, code: str, words: str, kind: str
) -> None:
    upstream.fail_next(Mishap(status=200, body=said, headers={"Content-Type": kind}), on="video")

    with pytest.raises(VideoBroken) as caught:
        client.download(film[1], target := io.BytesIO())

    assert (caught.value.code, target.getvalue()) == (code or Cause.TEXT_CAME, b"")
    assert words in caught.value.detail and caught.value.answer


def test_a_video_that_begins_byte_by_byte_is_taken(
    client: Client, upstream: DemoService, film: tuple[str, str], tmp_path: Path
) -> None:
    short = tmp_path / "short.mp4"
    short.write_bytes(FILM[:300])
    upstream.finish(film[0], short)
    upstream.fail_next(Mishap(made=True, trickle_s=0.0001), on="video")
    target = io.BytesIO()

    assert client.download(film[1], target) == 300
    assert target.getvalue() == FILM[:300]


def test_a_video_on_a_host_that_is_down_is_not_reached(client: Client, film: tuple[str, str]) -> None:
    with pytest.raises(NotReached):
        client.download("http://127.0.0.1:9/x.mp4", io.BytesIO())


def test_a_download_that_does_not_start_is_tried_again(
    client: Client, upstream: DemoService, film: tuple[str, str]
) -> None:
    upstream.fail_next(Mishap.html(503), on="video")

    assert client.download(film[1], io.BytesIO()) == len(FILM)


def test_a_video_without_an_announced_length_is_taken_to_its_end(
    client: Client, upstream: DemoService, film: tuple[str, str]
) -> None:
    upstream.fail_next(Mishap(made=True, announce=None), on="video")

    assert client.download(film[1], io.BytesIO()) == len(FILM)


def test_a_download_can_be_stopped(client: Client, film: tuple[str, str]) -> None:
    stop, target = threading.Event(), io.BytesIO()

    with pytest.raises(ServiceFailed) as caught:
        client.download(film[1], target, on_bytes=lambda _: stop.set(), stop=stop.is_set)

    assert caught.value.code == Cause.STOPPED
    assert len(target.getvalue()) < len(FILM)


def test_a_full_disk_is_not_taken_for_the_services_fault(client: Client, film: tuple[str, str]) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        client.download(film[1], Full())


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://x/y", "data:,x", "http://", "x.mp4"])
def test_only_web_addresses_are_fetched(client: Client, url: str) -> None:
    with pytest.raises(LinkDead):
        client.download(url, io.BytesIO())
