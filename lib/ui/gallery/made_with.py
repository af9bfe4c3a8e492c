"""The settings that made a video, as rows of a table for people."""

from __future__ import annotations

from datetime import datetime

from lib.domain.job import DEMO, Job
from lib.domain.naming import file_name
from lib.domain.request import VideoRequest
from lib.ui.gallery.cards import model_label
from lib.ui.words import size

LEFT = "left to the service"
CORNERS = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"}


def rows(job: Job, who: str, made: str, ending: str = "mp4") -> list[tuple[str, str]]:
    """(label, value) in the order in which people ask; `made`: the time in the browser's zone; `ending`: the file's."""
    return [
        ("Model", model_label(job.request.model)),
        ("Length", _length(job)),
        ("Size", _size(job)),
        ("Sound", _sound(job)),
        *_only_if_chosen(job.request),
        *([] if seed_of(job) else [("Seed", "random")]),
        ("Made by", who),
        ("Made", made),
        *([("Took", took(job.created_at, job.ready_at))] if job.ready_at else []),
        ("Where", "the demo, on this machine" if job.service == DEMO else job.service.removeprefix("https://")),
        *([("File", f"{file_name(job.name, job.id, ending)}, {size(job.video.size_bytes)}")] if job.video else []),
    ]


def _length(job: Job) -> str:
    asked = job.request.duration
    real = job.video.duration_s if job.video else None
    if real is None:
        return LEFT if asked is None else f"{asked} s"
    # A service may give a little more or less than was asked for: only a difference that people see is told.
    shown = f"{real:.1f}".removesuffix(".0") + " s"
    return f"{shown}, {asked} s asked for" if asked and abs(real - asked) >= 0.5 else shown


def _size(job: Job) -> str:
    asked = job.request.resolution or LEFT
    return f"{asked}, {job.video.width} × {job.video.height} pixels" if job.video else asked


def _sound(job: Job) -> str:
    asked = {True: "on", False: "off", None: LEFT}[job.request.audio]
    # Asked for and yet silent, or the other way round, is what someone who edits it must know.
    if job.video and job.request.audio is not None and job.video.has_sound != job.request.audio:
        return f"{asked}, but the video has {'sound' if job.video.has_sound else 'none'}"
    return asked


def _only_if_chosen(request: VideoRequest) -> list[tuple[str, str]]:
    """What most videos do without, and is told only where it was asked for."""
    rows = [
        ("Music", "on" if request.bgm else ""),
        ("Voice", request.voice_id or ""),
        ("Scene", "written by the service" if request.is_rec else ""),
        ("Off-peak", "yes" if request.off_peak else ""),
        ("Watermark", CORNERS[request.wm_position or 3] if request.watermark else ""),
        ("Watermark picture", (request.wm_url or "") if request.watermark else ""),
    ]
    return [(label, value) for label, value in rows if value]


def seed_of(job: Job) -> str:
    """The seed that was sent; empty for a random one, which the service does not tell."""
    return str(job.request.seed) if job.request.seed else ""


def took(start: datetime, end: datetime) -> str:
    """ "1 min 35 s", from the click to the finished file."""
    seconds = max(0, round((end - start).total_seconds()))
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
        f"{rest} s" if rest and not hours else "",
    ]
    return " ".join(part for part in parts if part) or "under a second"
