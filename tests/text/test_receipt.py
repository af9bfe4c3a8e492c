"""A receipt tells support everything about a job, and nothing that is nobody's business."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from lib.domain.actor import Actor
from lib.domain.job import Job, JobState, Trouble, Video
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.request import Subject, VideoRequest, stored_picture, to_json
from lib.text.receipt import receipt_of

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
REQUEST = VideoRequest(
    model="viduq2-pro",
    subjects=(Subject(id="Mia", images=(stored_picture("a" * 64, "png"),)),),
    prompt="@Mia 走",
    audio=False,
    seed=0,
)


def job(**changes: object) -> Job:
    values = {
        "id": "j1",
        "name": "Mia 走",
        "person_id": "p" * 32,
        "service": "https://octopusx.ai",
        "click": "c",
        "take": 1,
        "takes": 2,
        "request": REQUEST,
        "created_at": AT,
    }
    return Job(**(values | changes))  # type: ignore[arg-type]


def test_it_names_the_task_the_trace_and_the_hash_of_the_request() -> None:
    made = json.loads(
        receipt_of(
            job(task_id="t-1", trace_id="trace-9", credits=4.0), [JobEvent(AT, EventKind.MADE, actor=Actor("ann"))]
        )
    )
    assert (made["task_id"], made["trace_id"], made["credits"]) == ("t-1", "trace-9", 4.0)
    assert made["request_sha256"] == hashlib.sha256(to_json(REQUEST).encode()).hexdigest()
    assert made["request"]["audio"] is False and made["request"]["seed"] == 0
    assert made["story"] == [
        {"at": "2026-05-04T09:00:00+00:00", "kind": "made", "by": "ann", "text": "Created", "detail": ""}
    ]


def test_a_finished_video_is_named_by_its_hash() -> None:
    video = Video(5.0, 1280, 720, True, 1234, "b" * 64)
    made = json.loads(receipt_of(job(state=JobState.READY, video=video, ready_at=AT), []))
    assert made["video"]["sha256"] == "b" * 64 and made["ready_at"] == "2026-05-04T09:00:00+00:00"


def test_trouble_is_told_with_what_the_service_said() -> None:
    trouble = Trouble("ContentRefused", "AuditSubmitIllegal", "no", request_id="r-1", http_status=400)
    made = json.loads(receipt_of(job(state=JobState.FAILED, trouble=trouble), []))
    assert made["state"] == "Failed"
    assert made["trouble"]["code"] == "AuditSubmitIllegal" and made["trouble"]["request_id"] == "r-1"


def test_it_says_who_did_each_step() -> None:
    story = [
        JobEvent(AT, EventKind.MADE, actor=Actor("a" * 32)),
        JobEvent(AT, EventKind.SENDING),
        JobEvent(AT, EventKind.SET_ASIDE, actor=None),
    ]
    assert [step["by"] for step in json.loads(receipt_of(job(), story))["story"]] == ["a" * 32, "app", None]
