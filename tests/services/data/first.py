"""What every later version must find in `first.db`, the data of the first one, which is never written again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.job import Job, JobState, Trouble, Video
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import JobQuery, Person, StoredDraft, Voice
from lib.domain.picture_rules import Fitted, Picture
from lib.domain.request import from_json
from lib.services.store import Store

AT = datetime(2026, 1, 15, 9, 30, 0, 250_000, tzinfo=UTC)
SERVICE = "https://octopusx.ai"
MIA, BEAR = "1" * 64, "2" * 64
ORDER = from_json(
    '{"model":"viduq3-pro","subjects":[{"id":"Mia","images":["picture:' + MIA + '.png"],"voice_id":"voice_001"},'
    '{"id":"熊","images":["picture:' + BEAR + '.jpeg","https://example.com/bear.webp"]}],'
    '"prompt":"让@Mia 向前走并微笑, @熊 follows","audio":true,"is_rec":false,"bgm":false,"duration":5,"seed":0,'
    '"resolution":"720p","off_peak":false,"watermark":true,"wm_position":3,"payload":"p","meta_data":"{\\"Label\\":1}"}'
)
ORIGINAL = Picture("3" * 64, "png", 4032, 3024, 6_200_000)
BOARD = Draft(
    cast=(
        DraftSubject(
            uid="mia", name="Mia", pictures=(DraftPicture(fitted=Fitted(ORIGINAL, ORIGINAL), name="mia.png"),)
        ),
    ),
    scene="@Mia 向前走",
    model="viduq2-pro",
    duration=8,
    resolution="1080p",
    audio=False,
    takes=2,
)
ANSWER = '{"id":"t-ready","status":"completed","video_url":"https://example.com/x.mp4"}'


def _job(number: int, state: JobState, **fields: object) -> Job:
    given = {
        "id": f"first-{state}",
        "name": f"Mia walks, {state}",
        "person_id": "ann" if number % 2 else "bob",
        "service": SERVICE,
        "click": f"click-{number}",
        "take": 1,
        "takes": 1,
        "request": ORDER,
        "created_at": AT + timedelta(minutes=number),
        "state": state,
        "state_since": AT + timedelta(minutes=number, seconds=30),
    }
    return Job(**{**given, **fields})  # type: ignore[arg-type]


SENT = {"sent_at": AT + timedelta(minutes=1), "task_id": "t"}
JOBS = (
    _job(
        1, JobState.QUEUED, tries=2, next_at=AT + timedelta(minutes=9),
        trouble=Trouble("NotReached", detail="refused"),
    ),
    _job(2, JobState.RUNNING, **SENT, progress=40.5, word="processing"),
    _job(
        3, JobState.READY, **{**SENT, "task_id": "t-ready"}, finished_at=AT + timedelta(minutes=4),
        ready_at=AT + timedelta(minutes=5), word="completed", video_url="https://example.com/x.mp4",
        video=Video(5.04, 1280, 720, True, 4_200_000, "4" * 64), has_poster=True, credits=4.0, trace_id="trace",
        answer=ANSWER, unseen=False,
    ),
    _job(
        4, JobState.FAILED, **SENT, deleted=True, unseen=False,
        trouble=Trouble("ContentRefused", "AuditSubmitIllegal", "no", "prompt", "r1", 400),
    ),
    _job(5, JobState.UNSURE, sent_at=AT, set_aside=True, trouble=Trouble("SubmissionUncertain")),
    _job(
        6, JobState.CANCELLED, service="demo", unseen=False,
        request=ORDER.model_copy(update={"seed": None, "audio": None}),
    ),
)  # fmt: skip
STEP = JobEvent(AT + timedelta(minutes=7), EventKind.NOTE, {"text": "Renamed by Ann."}, None, "before: Mia")
VOICE = Voice("v1", "Warm", "voice_001", "for Mia")


def check_first(store: Store) -> None:
    """What every version finds in the data of the first one."""
    expected = {job.id: job for job in JOBS} | {JOBS[2].id: replace(JOBS[2], name="Mia walks")}
    assert {id_: store.jobs.get(id_) for id_ in expected} == expected
    assert store.jobs.story(JOBS[2].id) == [
        JobEvent(JOBS[2].created_at, EventKind.NOTE, {"text": "Made by Ann."}, None),
        STEP,
    ]
    lines = store.lists.lines(JobQuery())
    assert [line.id for line in lines] == [f"first-{name}" for name in ("cancelled", "ready", "running", "queued")]
    assert lines[1].size_bytes == 4_200_000
    assert [line.name for line in store.lists.lines(JobQuery(text="向前", sort="name"))][:1] == ["Mia walks"]
    assert store.drafts.get("draft-1") == store.drafts.latest("ann") == StoredDraft("draft-1", BOARD, "ann", AT)
    assert (store.people.get("ann"), store.voices.all()) == (Person("ann", "Ann"), [VOICE])
    assert store.notes.get("account") == '{"total_available": 12}'
    assert store.needs.pictures([MIA, BEAR, ORIGINAL.sha256, "f" * 64]) == {MIA, BEAR, ORIGINAL.sha256}
