"""Tasks: how queries show them, who may ask, what a restart keeps, and what the magic words do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests

from lib.demo.service import DemoService
from tests.demo.conftest import EXAMPLE, SUBMIT, Client, order

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ["/vidu/ent/v2/task/{}/creations", "/v1/video/query?id={}", "/v1/videos/{}"]


@pytest.fixture
def task_id(client: Client) -> str:
    made: str = client.submit(EXAMPLE).json()["task_id"]
    return made


def test_the_primary_query_gives_status_words_only(client: Client, task_id: str) -> None:
    seen = client.primary(task_id)
    assert set(seen) == {"id", "status", "status_update_time"}
    assert (seen["id"], seen["status"]) == (task_id, "processing")


def test_the_unified_query_gives_progress(client: Client, task_id: str) -> None:
    client.service.progress(task_id, 42.5)
    seen = client.get(f"/v1/video/query?id={task_id}").json()
    assert set(seen) == {"id", "status", "progress", "created_at", "completed_at", "video_url"}
    assert (seen["progress"], seen["completed_at"], seen["video_url"]) == (42.5, None, None)


def test_a_test_chooses_the_status_word(client: Client, task_id: str) -> None:
    client.service.progress(task_id, None, "queueing")
    assert client.primary(task_id)["status"] == "queueing"
    assert "progress" not in client.get(f"/v1/video/query?id={task_id}").json()


def test_a_finished_task_has_a_link_that_needs_no_key(client: Client, task_id: str, tmp_path: Path) -> None:
    video = tmp_path / "any.mp4"
    video.write_bytes(b"moov" * 200_000)
    client.service.finish(task_id, video)
    seen = client.primary(task_id)
    assert seen["status"] == "completed"
    answer = requests.get(seen["video_url"], timeout=10)
    assert (answer.content, answer.headers["Content-Type"]) == (video.read_bytes(), "video/mp4")
    assert answer.headers["Content-Length"] == "800000"
    assert client.get(f"/v1/videos/{task_id}/content").content == video.read_bytes()
    assert client.get(f"/v1/video/query?id={task_id}").json()["progress"] == 100


def test_a_task_can_be_completed_without_a_link(client: Client, task_id: str) -> None:
    client.service.finish(task_id)
    assert client.primary(task_id) == {**client.primary(task_id), "status": "completed"}
    assert "video_url" not in client.primary(task_id)
    assert client.get(f"/v1/videos/{task_id}/content").status_code == 404


def test_a_task_can_be_completed_without_a_link_and_still_have_its_bytes(client: Client, task_id: str) -> None:
    client.service.finish(task_id, Path(__file__), linked=False)
    assert client.get(f"/v1/video/query?id={task_id}").json()["video_url"] is None
    assert client.get(f"/v1/videos/{task_id}/content").content == Path(__file__).read_bytes()


@pytest.mark.parametrize("linked", [True, False], ids=["fresh-link", "no-link"])
def test_a_link_can_die_for_good(client: Client, task_id: str, linked: bool) -> None:
    client.service.finish(task_id, Path(__file__))
    old = client.primary(task_id)["video_url"]
    client.service.relink(task_id, linked=linked)
    fresh = client.primary(task_id).get("video_url")
    assert client.get(old).status_code == 404
    assert (fresh is not None) is linked and fresh != old
    assert client.get(fresh or f"/v1/videos/{task_id}/content").content == Path(__file__).read_bytes()


def test_what_was_ordered_can_be_taken_back(client: Client) -> None:
    client.service.fail_next(500, times=3)
    client.service.fail_next(404, on="video")
    assert client.submit(EXAMPLE).status_code == 500
    assert client.service.behave() == 3
    assert client.submit(EXAMPLE).status_code == 200


def test_only_the_single_query_tells_why_a_task_failed(client: Client, task_id: str) -> None:
    client.service.fail_task(task_id, "CreationPolicyViolation", "No.")
    assert client.primary(task_id)["status"] == "failed"
    assert "error" not in client.get(f"/v1/video/query?id={task_id}").json()
    told = client.get(f"/v1/videos/{task_id}").json()
    assert told["error"] == {"message": "No.", "code": "CreationPolicyViolation"}


def test_a_settled_task_stays_as_it_is(client: Client, task_id: str) -> None:
    client.service.fail_task(task_id)
    client.service.finish(task_id)
    assert client.primary(task_id)["status"] == "failed"


@pytest.mark.parametrize("path", QUERIES)
@pytest.mark.parametrize("unknown", ["48038932-0ff5-4251-8b4b-7a76c09fd114", "..%2f..", "x"])
def test_an_unknown_task_is_a_task_error(client: Client, path: str, unknown: str) -> None:
    answer = client.get(path.format(unknown))
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (404, "task_not_exist", None)


def test_an_unknown_route_is_no_task_error(client: Client) -> None:
    answer = client.get("/vidu/ent/v2/tasks")
    assert answer.status_code == 404 and "error" in answer.json()


@pytest.mark.parametrize("key", [None, "another"], ids=["without", "other"])
@pytest.mark.parametrize("path", [SUBMIT, *QUERIES, "/v1/videos/{}/content", "/api/usage/token/", "/"])
def test_every_route_but_the_videos_wants_the_key(service: DemoService, path: str, key: str | None) -> None:
    client = Client(service, key)
    answer = client.submit(EXAMPLE) if path == SUBMIT else client.get(path.format("x"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "Unauthorized")
    assert service.tasks() == []


def test_without_a_key_of_its_own_anyone_is_served(start: Callable[..., DemoService]) -> None:
    service = start(api_key=None)
    service.hold()
    assert Client(service, None).submit(EXAMPLE).status_code == 200
    assert Client(service, "any").submit(EXAMPLE).status_code == 200
    assert Client(service, None).get("/api/usage/token/").status_code == 404


def test_the_account_counts_what_was_made(client: Client, task_id: str) -> None:
    data = client.get("/api/usage/token/").json()["data"]
    assert data["total_used"] > 0
    assert data["total_available"] == data["total_granted"] - data["total_used"]


def test_a_restart_keeps_done_tasks_and_draws_undone_ones(start: Callable[..., DemoService], tmp_path: Path) -> None:
    first = start(min_s=60)
    done, undone = (Client(first).submit().json()["task_id"] for _ in range(2))
    first.finish(done, Path(__file__))
    first.close()
    second = start(min_s=0)
    assert second.wait_idle(30)
    assert [task.outcome for task in second.tasks()] == ["completed", "completed"]
    assert Client(second).get(Client(second).primary(done)["video_url"]).content == Path(__file__).read_bytes()
    assert Client(second).primary(undone)["status"] == "processing", "not before the time it was given"
    assert (second.tasks()[1].folder / "video.mp4").stat().st_size > 1000


def test_clear_forgets_everything(client: Client, task_id: str) -> None:
    client.service.clear()
    assert client.service.tasks() == []
    assert client.get(QUERIES[0].format(task_id)).status_code == 404


def test_refuse_in_the_prompt_is_refused_content(client: Client) -> None:
    answer = client.submit(order(prompt="A [Refuse] scene"))
    assert (answer.status_code, answer.json()["reason"]) == (400, "AuditSubmitIllegal")


def test_fail_in_the_prompt_fails_the_task_with_a_reason(client: Client) -> None:
    task_id = client.submit(order(prompt="[FAIL]")).json()["task_id"]
    assert client.primary(task_id)["status"] == "failed"
    assert client.get(f"/v1/videos/{task_id}").json()["error"]["message"]


def test_busy_in_the_prompt_is_throttled_twice(client: Client) -> None:
    answers = [client.submit(order(prompt="Waves [busy]")) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [429, 429, 200] * 2
    assert answers[0].headers["Retry-After"] == "5"


def test_slow_in_the_prompt_takes_a_minute_and_a_half(start: Callable[..., DemoService]) -> None:
    service = start(min_s=5)
    service.hold()
    Client(service).submit(order(prompt="[slow]"))
    (task,) = service.tasks()
    assert (task.due_at - task.created_at).total_seconds() == 90


def test_lost_in_the_prompt_makes_the_task_and_cuts_the_line(client: Client) -> None:
    with pytest.raises(requests.ConnectionError):
        client.submit(order(prompt="[lost] at sea"))
    assert len(client.service.tasks()) == 1


def test_nothing_is_done_before_its_time(start: Callable[..., DemoService]) -> None:
    service = start(min_s=60)
    task_id = Client(service).submit().json()["task_id"]
    assert service.wait_idle(30)
    assert service.tasks()[0].video.is_file()
    assert Client(service).primary(task_id)["status"] == "processing"
    assert Client(service).get(f"/v1/video/query?id={task_id}").json()["progress"] < 99


def test_it_can_be_started_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lib.demo", "--port", "0", "--data", str(tmp_path / "demo"), "--key", "k"]
    command.append("--inbox")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as alone:
        address = (alone.stdout.readline() if alone.stdout else "").split()[-1]
        headers = {"Authorization": "Bearer k", "Content-Type": "application/json"}
        answer = requests.post(address + SUBMIT, data=EXAMPLE.encode(), headers=headers, timeout=10)
        alone.terminate()
        assert alone.wait(10) == (0 if sys.platform != "win32" else 1)
    assert answer.status_code == 200
    (kept,) = (tmp_path / "demo" / "received").glob("*.json")
    assert json.loads(kept.read_bytes()) == json.loads(EXAMPLE)


def test_the_drawing_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lib.demo", "--port", "0", "--data", str(tmp_path / "demo")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as alone:
        address = (alone.stdout.readline() if alone.stdout else "").split()[-1]
        requests.post(address + SUBMIT, json=order(duration=60), timeout=10)
        while not (children := psutil.Process(alone.pid).children()):
            continue
        alone.kill()
    gone, alive = psutil.wait_procs(children, timeout=20)
    assert (len(gone), alive) == (1, [])


def test_clear_stops_what_is_being_drawn(start: Callable[..., DemoService]) -> None:
    service = start()
    Client(service).submit(order(duration=60))
    service.clear()
    assert service.wait_idle(20) and service.tasks() == []
