"""Mishaps on order: each as a real client meets it, and the service goes on after all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3

from lib.demo.mishaps import Mishap
from lib.demo.received import KEPT_BODIES, Inbox
from lib.demo.service import DemoService
from tests.demo.conftest import EXAMPLE, Client, order

CUTS = {
    "before-made": (Mishap(cut="before", made=True), 1),
    "before-not-made": (Mishap(cut="before"), 0),
    "before-by-reset": (Mishap(cut="before", reset=True), 0),
    "while-sending": (Mishap(cut="upload"), 0),
    "in-the-body": (Mishap(cut="body", made=True), 1),
    "shorter-than-announced": (Mishap(made=True, announce=10), 1),
}


@pytest.mark.parametrize(("mishap", "made"), CUTS.values(), ids=CUTS.keys())
def test_a_cut_line_is_a_connection_error(client: Client, mishap: Mishap, made: int) -> None:
    client.service.fail_next(mishap)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        client.submit(EXAMPLE)
    assert len(client.service.tasks()) == made
    assert client.submit(EXAMPLE).status_code == 200


def test_an_answer_that_never_comes_ends_with_the_service(client: Client) -> None:
    client.service.fail_next(Mishap(silent=True, made=True))
    with pytest.raises(requests.ReadTimeout):
        client.submit(EXAMPLE, timeout=0.2)
    assert len(client.service.tasks()) == 1
    before = time.monotonic()
    client.service.close()
    assert time.monotonic() - before < 2


def test_an_answer_can_trickle(client: Client) -> None:
    client.service.fail_next(Mishap(made=True, trickle_s=0.001))
    before = time.monotonic()
    assert client.submit(EXAMPLE).json()["status"] == "processing"
    assert time.monotonic() - before > 0.1


def test_an_answer_can_be_late(client: Client) -> None:
    client.service.fail_next(Mishap(made=True, delay_s=0.2))
    with pytest.raises(requests.ReadTimeout):
        client.submit(EXAMPLE, timeout=0.05)


@pytest.mark.parametrize("status", [301, 400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])
def test_a_number_is_that_status_and_makes_nothing(client: Client, status: int) -> None:
    client.service.fail_next(status)
    assert client.submit(EXAMPLE).status_code == status
    assert client.service.tasks() == []


SHAPES: dict[str, tuple[Mishap, Any]] = {
    "reason": (Mishap.error(400, "FieldInvalid"), lambda said: said["reason"]),
    "error": (Mishap.error(403, "FieldInvalid", shape="error"), lambda said: said["error"]["code"]),
    "task": (Mishap.error(400, "FieldInvalid", shape="task"), lambda said: said["code"]),
    "plain": (Mishap.error(400, "", "FieldInvalid", shape="plain"), lambda said: said["message"]),
    "odd": (Mishap(body={"odd": "FieldInvalid"}), lambda said: said["odd"]),
}


@pytest.mark.parametrize(("mishap", "code"), SHAPES.values(), ids=SHAPES.keys())
def test_every_error_body_can_be_ordered(client: Client, mishap: Mishap, code: Any) -> None:
    client.service.fail_next(mishap)
    answer = client.submit(EXAMPLE)
    assert code(answer.json()) == "FieldInvalid"
    assert answer.status_code == (mishap.status or 200)


def test_html_an_empty_body_and_a_redirect_can_be_ordered(client: Client) -> None:
    for mishap in (Mishap.html(502), Mishap(status=500, body=b""), Mishap.moved("http://other.test/", 307)):
        client.service.fail_next(mishap)
    page, empty, moved = (client.submit(EXAMPLE) for _ in range(3))
    assert page.headers["Content-Type"] == "text/html" and "nginx" in page.text
    assert (empty.status_code, empty.content) == (500, b"")
    assert (moved.status_code, moved.headers["Location"]) == (307, "http://other.test/")


def test_a_mishap_waits_for_its_route(client: Client) -> None:
    client.service.fail_next(500, on="query", times=2)
    client.service.fail_next(Mishap.busy("Wed, 21 Oct 2026 07:28:00 GMT"), on="any")
    assert client.submit(EXAMPLE).headers["Retry-After"].startswith("Wed")
    task_id = client.submit(EXAMPLE).json()["task_id"]
    path = f"/v1/videos/{task_id}"
    assert [client.get(path).status_code for _ in range(3)] == [500, 500, 200]


@pytest.fixture
def link(client: Client, tmp_path: Path) -> str:
    video = tmp_path / "any.mp4"
    video.write_bytes(bytes(range(256)) * 1000)
    task_id = client.submit(EXAMPLE).json()["task_id"]
    client.service.finish(task_id, video)
    url: str = client.primary(task_id)["video_url"]
    return url


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_video_link_can_be_dead(client: Client, link: str, status: int) -> None:
    client.service.fail_next(status, on="video")
    assert client.get(link).status_code == status
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    "mishap", [Mishap(made=True, cut="body"), Mishap(made=True, announce=99)], ids=["cut", "short"]
)
def test_a_video_can_end_too_early(client: Client, link: str, mishap: Mishap) -> None:
    client.service.fail_next(mishap, on="video")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        client.get(link)


def test_a_video_can_stop_half_way_without_an_end(client: Client, link: str) -> None:
    client.service.fail_next(Mishap(made=True, cut="body", silent=True), on="video")
    with requests.get(link, stream=True, timeout=(5, 0.5)) as answer:
        assert len(answer.raw.read(128_000)) == 128_000
        with pytest.raises(urllib3.exceptions.ReadTimeoutError):
            answer.raw.read(1)


def test_a_video_can_be_longer_than_announced_or_something_else(client: Client, link: str) -> None:
    client.service.fail_next(Mishap(made=True, announce=-1000), on="video")
    client.service.fail_next(Mishap(body=b"\x00garbage"), on="video")
    client.service.fail_next(Mishap.moved("https://other.test/x.mp4", 302), on="video")
    client.service.fail_next(Mishap(made=True, announce=None), on="video")
    assert len(client.get(link).content) == 255_000
    assert client.get(link).content == b"\x00garbage"
    assert client.get(link).status_code == 302
    whole = client.get(link)
    assert len(whole.content) == 256_000 and "Content-Length" not in whole.headers


def test_what_arrived_is_listed_newest_last(client: Client) -> None:
    client.submit(EXAMPLE)
    client.get("/v1/video/query?id=1")
    first, last = client.service.received
    assert (first.method, last.method, last.path) == ("POST", "GET", "/v1/video/query?id=1")
    assert first.headers["Authorization"].startswith("Bearer ") and first.at.tzinfo is not None
    assert [one.body for one in client.service.submits()] == [EXAMPLE.encode()]


def test_nothing_is_kept_of_what_arrives_unless_asked_for(start: Callable[..., DemoService], tmp_path: Path) -> None:
    left_by_an_earlier_version = tmp_path / "demo" / "received" / "000001.json"
    left_by_an_earlier_version.parent.mkdir(parents=True)
    left_by_an_earlier_version.write_bytes(EXAMPLE.encode())
    service = start(inbox=False)
    service.hold()
    assert Client(service).submit(EXAMPLE).status_code == 200
    (task,) = service.tasks()
    files = {path.name for path in (tmp_path / "demo").rglob("*") if path.is_file()}
    assert files == {"request.json", "task.json"} and len(list(task.folder.iterdir())) == 2
    with pytest.raises(RuntimeError, match="inbox"):
        service.submits()


def test_large_bodies_are_listed_whole_and_only_the_last_stay_on_disk(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    for number in range(KEPT_BODIES + 3):
        inbox.add("POST", "/", {}, bytes([number]) * 70_000)
    assert inbox.all()[-1].body == bytes([KEPT_BODIES + 2]) * 70_000
    assert inbox.all()[0].body == b""
    assert len(list(tmp_path.iterdir())) == KEPT_BODIES
    assert max(tmp_path.iterdir()).name == f"{KEPT_BODIES + 3:06d}.json"


def test_start_and_close_may_be_called_twice(service: DemoService) -> None:
    service.start()
    assert Client(service).submit(order()).status_code == 200
    service.close()
    service.close()
    with pytest.raises(requests.ConnectionError):
        Client(service).submit(order())
