"""What the measures look at: a board with a cast, and any number of jobs and videos, by the store's own code."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import av
from PIL import Image, ImageDraw

from lib.app import Studio
from lib.domain.actor import APP, Actor
from lib.domain.cast_member import CastMember, Look, MemberKind
from lib.domain.draft import Draft, DraftSubject, build_request
from lib.domain.job import DEMO, Job, JobState, Trouble, Video
from lib.domain.request import VideoRequest
from tests.bench.servers import Fill

PEOPLE = {"a" * 32: "Anna", "b" * 32: "Björn", "c" * 32: ""}
MODELS = ("viduq3-pro", "viduq2-pro", "viduq2-turbo")
SCENES = (
    "@Mia and @Bear walk through fog, the camera stays low and follows them past the old mill",
    "@Owl turns its head slowly, soft light from the left, dust in the air, and @Mia looks up",
    "让 @Mia 向前走并微笑,背景是安静的湖面, @Bear follows at a distance",
)
STATES = (JobState.READY,) * 6 + (JobState.FAILED, JobState.CANCELLED, JobState.RUNNING, JobState.QUEUED)
ELSEWHERE = "https://octopusx.ai"
"""Moving jobs are bound to this service: in demo mode they rest, and a measure meets the same store in every round."""
FRAMES = 48


def board(studio: Studio) -> str:
    """Three subjects with two pictures each on a board; gives the link that opens it."""
    draft_id = uuid4().hex
    studio.store.drafts.save(draft_id, "a" * 32, _draft(studio), datetime.now(UTC))
    return f"/?draft={draft_id}"


def jobs(number: int) -> Fill:
    """So many jobs, one every seven minutes up to now: most of them ready, the last in each ten of the other kinds."""

    def fill(studio: Studio) -> str:
        _add(studio, [STATES[place % len(STATES)] for place in range(number)])
        return "/jobs"

    return fill


def videos(number: int) -> Fill:
    """So many finished videos, each with a file and a poster of its own name."""

    def fill(studio: Studio) -> str:
        _add(studio, [JobState.READY] * number)
        return "/gallery"

    return fill


def cast(number: int) -> Fill:
    """So many members of the cast, each with one of twelve faces."""

    def fill(studio: Studio) -> str:
        faces = [studio.desk.add_picture(APP, picture(20 * place), f"{place}.jpg") for place in range(12)]
        kinds, who, now = list(MemberKind), Actor("a" * 32), datetime.now(UTC)
        for place in range(number):
            look = Look(id=f"look{place}", pictures=(faces[place % len(faces)],))
            kind, tags = kinds[place % len(kinds)], (f"season {place % 7}",)
            made = CastMember(id=uuid4().hex, name=f"Member {place}", kind=kind, tags=tags, looks=(look,))
            studio.cast.keep(who, made, now - timedelta(minutes=7 * place))
        return "/cast"

    return fill


def everything(studio: Studio) -> str:
    """A board, ten jobs, and among them and beside them twelve videos or more."""
    _add(studio, [STATES[place % len(STATES)] for place in range(10)] + [JobState.READY] * 12)
    return board(studio)


def _draft(studio: Studio) -> Draft:
    cast = tuple(
        DraftSubject(
            uid=name.lower(),
            name=name,
            pictures=tuple(
                studio.desk.add_picture(APP, picture(colour + take, corner, take), f"{name}-{take}.jpg")
                for take in (1, 2)
            ),
        )
        for corner, (name, colour) in enumerate((("Mia", 20), ("Bear", 90), ("Owl", 160)))
    )
    return Draft(cast=cast, scene="@Mia and @Bear walk through fog, @Owl watches them")


def _add(studio: Studio, states: list[JobState]) -> None:
    """The jobs of these states, the newest first; none of them is news to anybody, so that no page says so."""
    for person, name in PEOPLE.items():
        studio.store.people.set_name(person, name, datetime.now(UTC))
    draft, now = _draft(studio), datetime.now(UTC)
    requests = [build_request(draft.model_copy(update={"model": model})) for model in MODELS]
    made = [
        _job(place, state, requests[place % len(requests)], now - timedelta(minutes=7 * place + 10))
        for place, state in enumerate(states)
    ]
    ready = [job for job in made if job.state is JobState.READY]
    video = _keep_videos(studio, [job.id for job in ready])
    studio.store.jobs.add([replace(job, video=video, has_poster=True) if job in ready else job for job in made])


def _job(place: int, state: JobState, request: VideoRequest, at: datetime) -> Job:
    scene = SCENES[place % len(SCENES)]
    sent = state not in (JobState.QUEUED, JobState.CANCELLED)
    done = at + timedelta(minutes=3) if state is JobState.READY else None
    return Job(
        id=uuid4().hex,
        name=f"{scene[:40]} {place}",
        person_id=list(PEOPLE)[place % len(PEOPLE)],
        service=ELSEWHERE if state in (JobState.RUNNING, JobState.QUEUED) else DEMO,
        click=uuid4().hex,
        take=1,
        takes=1,
        request=request.model_copy(update={"prompt": f"{scene}, take {place}", "seed": place}),
        created_at=at,
        state=state,
        state_since=done or at,
        sent_at=at + timedelta(seconds=2) if sent else None,
        finished_at=done,
        ready_at=done,
        task_id=f"task-{place}" if sent else None,
        trouble=Trouble("ContentRefused", "AuditSubmitIllegal", "refused") if state is JobState.FAILED else None,
        unseen=False,
    )


def _keep_videos(studio: Studio, ids: list[str]) -> Video:
    """One real video and its poster, kept under the first id and linked to from all others."""
    library, first = studio.library, ids[0]
    with TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        _draw(film)
        video = library.keep(first, lambda file: file.write(film.read_bytes()))
    if not library.draw_poster(first):
        raise RuntimeError("The poster of the benchmark's own video could not be made")
    for other in ids[1:]:
        library.video(other).hardlink_to(library.video(first))
        library.poster(other).hardlink_to(library.poster(first))
    return video


def _draw(path: Path) -> None:
    """Two seconds of 720p, grainy, so that its poster weighs about what a real one does."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        scenery = _scenery(1280, 720, 60)
        for at in range(FRAMES):
            image = scenery.copy()
            ImageDraw.Draw(image).rectangle((20 * at, 200, 20 * at + 180, 560), fill="white")
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))


def picture(colour: int, corner: int = 0, take: int = 0) -> bytes:
    """A photo of 1200 by 900. Those of other corners and takes look so different that no card calls them alike."""
    file, scenery = io.BytesIO(), _scenery(1200, 900, colour).rotate(90 * corner)
    left, top = 400 * corner, 450 * (take % 2)
    ImageDraw.Draw(scenery).rectangle((left, top, left + 400, top + 450), fill="white")
    scenery.save(file, "JPEG", quality=90)
    return file.getvalue()


def _scenery(width: int, height: int, colour: int) -> Image.Image:
    sky = Image.linear_gradient("L").resize((width, height))
    ground = Image.radial_gradient("L").resize((width, height))
    scenery = Image.merge("RGB", (sky, ground, Image.new("L", (width, height), colour)))
    return Image.blend(scenery, Image.effect_noise((width, height), 60).convert("RGB"), 0.4)
