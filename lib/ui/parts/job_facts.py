"""What made a video, as rows of a table for people: the same in the story of its job and beside its player."""

from __future__ import annotations

from lib.domain.job import Job
from lib.domain.request import VideoRequest
from lib.text.model_words import model_label

LEFT = "left to the service"
LONGEST = 80
"""Characters of a text that the service only passes on: it may have a million."""
CORNERS = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"}


def settings_of(job: Job) -> list[tuple[str, str]]:
    """(label, value) in the order in which people ask: what was asked for, and what came instead where that differs."""
    return [
        ("Model", model_label(job.request.model)),
        ("Length", _length(job)),
        ("Resolution", _size(job)),
        ("Sound", _sound(job)),
        *_only_if_chosen(job.request),
    ]


def seed_of(job: Job) -> str:
    """The seed that was sent; empty for a random one, which the service does not tell."""
    return str(job.request.seed) if job.request.seed else ""


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
        ("Watermark", CORNERS.get(request.wm_position or 3, "on") if request.watermark else ""),
        ("Watermark picture", (request.wm_url or "") if request.watermark else ""),
        ("Pass-through text", _short(request.payload or "")),
        ("AI-content label", _short(request.meta_data or "")),
    ]
    return [(label, value) for label, value in rows if value]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters)"
