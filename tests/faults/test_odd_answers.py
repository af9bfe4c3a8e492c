"""Answers that used to cost paid videos: odd shapes of "done", signed links, odd heads, and a cause that was hidden.

Each goes the whole way: submitted, followed, fetched, and Ready with the file that the service made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import JobState
from tests.faults.table import Row
from tests.faults.trial import Trial

T = TypeVar("T")
S = JobState
FIVE_S = timedelta(seconds=5)
A_MINUTE = timedelta(minutes=1)
COVER = "https://cdn.example.com/cover"


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    trial.group = "Answers"
    yield trial


def nothing_lost(row: Row, submits: int) -> None:
    assert (row.submits, row.lost, row.paid_twice) == (submits, 0, 0)


def batched(listed: list[T]) -> Iterator[list[T]]:
    """As many at a time as run at the service at once."""
    yield from (listed[at : at + 5] for at in range(0, len(listed), 5))


def each_is_ready(trial: Trial, fault: str, answers: list[Callable[[str], Any]]) -> None:
    """A job for each answer, which is given to the first look at it and holds the link of its own video."""
    for some in batched(answers):
        trial.generate(len(some))
        trial.step()
        trial.finish()
        for answer in some:
            told = Mishap.shaped(lambda true, answer=answer: answer(true["video_url"]))
            trial.order(told, on="query", times=1)
        trial.let_pass(A_MINUTE)
        assert trial.states() == {S.READY}
    assert len([one for one in trial.upstream.received if one.method == "GET"]) == 2 * len(answers)
    nothing_lost(trial.row(fault), len(answers))


WORDS = ["done", "finished", "complete", "succeed", "Succeeded", "ok", "ready", "rendered", "成功"]


def test_every_word_for_done_with_a_link_is_done(trial: Trial) -> None:
    each_is_ready(
        trial,
        "a word for “done”, known or not, with a link",
        [lambda link, word=word: {"status": word, "video_url": link} for word in WORDS],
    )


PLACES: list[Callable[[Any], Any]] = [
    lambda link: {"status": "completed", "results": [link]},
    lambda link: {"status": "completed", "results": {"url": link, "cover_url": COVER}},
    lambda link: {"status": "completed", "output": [{"url": link, "last_frame_url": COVER}]},
    lambda link: {"status": "completed", "output": link},
    lambda link: {"state": "success", "video_urls": [link]},
    lambda link: {"state": "success", "creations": [{"url": "", "watermarked_url": link, "cover_url": COVER}]},
    lambda link: {"state": "success", "creations": [{"watermarked_url": COVER + ".mp4", "url": link}]},
    lambda link: {"code": "success", "data": json.dumps({"status": "done", "video": {"url": link}})},
]


SPELLED: dict[str, Callable[[str], str]] = {
    "whole": str,
    "without a scheme": lambda link: link.removeprefix("http:"),
    "relative": lambda link: urlsplit(link).path,
    "of 12,000 characters": lambda link: f"{link}?policy={'a%7e' * 3000}",
}


@pytest.mark.parametrize("spelling", SPELLED)
def test_a_link_is_found_wherever_it_stands(trial: Trial, spelling: str) -> None:
    answers = [lambda link, place=place: place(SPELLED[spelling](link)) for place in PLACES]
    each_is_ready(trial, f"the link in lists, objects and text, {spelling}", answers)


def test_a_known_word_decides_and_a_cover_is_no_video(trial: Trial) -> None:
    trial.generate()
    trial.step()
    running = [{"status": "running", "video_url": COVER}, {"status": "rendering", "cover_url": COVER}]
    for answer in [*running, {"status": "queued", "results": [COVER]}]:
        trial.order(Mishap(body=answer), on="query", times=1)
        trial.jump(A_MINUTE)
        assert trial.states() == {S.RUNNING}
    trial.note()
    trial.finish()
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("a link beside “running”, a cover beside an unknown word"), 1)


@pytest.mark.parametrize(("word", "state"), [("rejected", S.FAILED), ("banned", S.FAILED), ("timeout", S.ENDED)])
def test_a_word_for_a_bad_end_is_the_end_also_with_a_link(trial: Trial, word: str, state: JobState) -> None:
    trial.generate()
    trial.step()
    trial.order(Mishap(body={"status": word, "video_url": COVER}), on="query", times=1)
    trial.jump(FIVE_S)
    assert trial.states() == {state}
    nothing_lost(trial.row(f"“{word}” with a link", made=False), 1)


BARE: list[Callable[[Any], Any]] = [
    lambda true: {"data": true["task_id"]},
    lambda true: {"code": "success", "message": "", "data": [true["task_id"]]},
    lambda true: {"data": {"id": true["task_id"]}},
    lambda true: {"output": {"task_id": true["task_id"], "task_status": "PENDING"}, "request_id": "call-1"},
]


def test_a_bare_task_id_is_followed(trial: Trial) -> None:
    trial.generate(len(BARE))
    for answer in BARE:
        trial.order(Mishap.shaped(answer), on="submit", times=1)
    trial.step()
    assert trial.states() == {S.RUNNING}
    trial.finish()
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("a bare task id as the answer to a submit"), len(BARE))


@pytest.mark.parametrize("said", ["insufficient_user_quota", "余额不足，请充值", "rate-limit-exceeded"])
def test_a_sentence_is_no_task_id_and_nothing_is_sent_again(trial: Trial, said: str) -> None:
    trial.generate()
    trial.order(Mishap.shaped(lambda true: {"data": said}), on="submit", times=1)
    trial.let_pass()
    assert trial.states() == {S.UNSURE}
    nothing_lost(trial.row(f"“{said}” where a task id should be"), 1)


VENDOR = {"code": 400, "reason": "CreditInsufficient", "message": "余额不足"}
REFUSALS: dict[str, Mishap] = {
    "of 5 MB with its code at the end": Mishap(status=500, body={"trace": "x" * 5_000_000, **VENDOR}),
    "as JSON in a string": Mishap(
        status=502, body={"error": {"code": "upstream_error", "message": json.dumps(VENDOR)}}
    ),
    "in GBK": Mishap(status=400, body=json.dumps(VENDOR, ensure_ascii=False).encode("gbk")),
}


def test_a_refusal_is_told_however_it_is_wrapped(trial: Trial) -> None:
    trial.generate(len(REFUSALS))
    for mishap in REFUSALS.values():
        trial.order(mishap, on="submit", times=1)
    trial.let_pass()
    assert trial.states() == {S.FAILED} and trial.kinds() == {"NoCredit"}
    assert {job.trouble.detail for job in trial.jobs() if job.trouble} == {"余额不足"}
    nothing_lost(trial.row(f"a refusal {', '.join(REFUSALS)}", made=False), len(REFUSALS))


# How the video is sent


HEADS: list[Mishap] = [
    *[Mishap(made=True, headers={"Content-Type": kind}) for kind in ("text/html", "application/json", "image/png")],
    *[Mishap(made=True, status=status) for status in (203, 206)],
]


def test_a_video_under_an_odd_head_is_kept(trial: Trial) -> None:
    trial.to_be_fetched(len(HEADS))
    for head in HEADS:
        trial.order(head, on="video", times=1)
    trial.step()
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("a video sent as text/html, JSON or a picture, with 203 or 206"), len(HEADS))


def test_an_error_that_comes_with_200_is_told_and_the_video_kept(trial: Trial) -> None:
    trial.to_be_fetched(1)
    trial.order(Mishap(body={"code": 7, "message": "The link has run out."}), on="video", times=1)
    trial.step()
    job = trial.jobs()[0]
    assert job.trouble and (job.trouble.code, job.trouble.detail[-21:]) == ("7", "The link has run out.")
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("an error with 200 in place of the video"), 1)


# Signed links


SIGNED = ["?sig=%7Ea%2Db%2Ec", "?u=a%2fb%3d", "?x[]=[1]", "?q=|^{}", "?", "?&&a==b&?", "/../%2e%2e;v=1"]


@pytest.mark.parametrize("moved", [False, True], ids=["direct", "behind a redirect"])
def test_a_signed_link_arrives_as_it_was_signed(trial: Trial, elsewhere: DemoService, film: Path, moved: bool) -> None:
    for some in batched(SIGNED):
        trial.generate(len(some))
        trial.step()
        trial.finish()
        for link in [f"{elsewhere.base_url}/files/a.mp4{tail}" for tail in some]:
            given = f"{trial.upstream.base_url}/files/moved.mp4" if moved else link
            told = Mishap.shaped(lambda true, given=given: {**true, "video_url": given})
            trial.order(told, on="query", times=1)
            elsewhere.fail_next(Mishap(body=film.read_bytes(), headers={"Content-Type": "video/mp4"}), on="any")
            if moved:
                trial.order(Mishap.moved(link, 302), on="video", times=1)
        trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    assert sorted(one.path for one in elsewhere.received) == sorted(f"/files/a.mp4{tail}" for tail in SIGNED)
    assert not any("Authorization" in one.headers for one in elsewhere.received)
    nothing_lost(
        trial.row(f"a signed link, {'behind a redirect' if moved else 'direct'}", times=len(SIGNED)), len(SIGNED)
    )


# The true cause


NO_ROUTE = {"error": {"message": "Invalid URL (GET /)", "type": "invalid_request_error", "param": "", "code": ""}}
CAUSES: dict[str, tuple[Mishap, str]] = {
    "403": (Mishap(status=403, body="<Error><Message>Request has expired</Message></Error>"), "LinkDead"),
    "a broken file": (Mishap(body=bytes(4000), headers={"Content-Type": "video/mp4"}), "VideoBroken"),
}


@pytest.mark.parametrize("route", ["404", "a page"])
@pytest.mark.parametrize("cause", CAUSES)
def test_a_content_route_that_is_not_there_does_not_hide_the_cause(trial: Trial, cause: str, route: str) -> None:
    trial.to_be_fetched(1)
    said, kind = CAUSES[cause]
    missing = Mishap(status=404, body=NO_ROUTE) if route == "404" else Mishap(body="<html>Welcome</html>")
    for by_content in (False, False, False, True, False, True, False, True):
        trial.order(missing if by_content else said, on="video", times=1)
    trial.let_pass()
    assert trial.states() == {S.UNSAVED} and trial.kinds() == {kind}
    nothing_lost(trial.row(f"{cause} on the link, {route} on the content route, to the end"), 1)
