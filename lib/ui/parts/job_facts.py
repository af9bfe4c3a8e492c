"""What made a video, as rows of a table for people: the same in the story of its job and beside its player."""

from __future__ import annotations

from lib.domain.job import Job
from lib.domain.request import VideoRequest
from lib.text.formats import seconds
from lib.text.language import N_, _, _n
from lib.text.model_words import model_label

LONGEST = 80
"""Characters of a text that the service only passes on: it may have a million."""
CORNERS = {1: N_("top left"), 2: N_("top right"), 3: N_("bottom right"), 4: N_("bottom left")}


def settings_of(job: Job) -> list[tuple[str, str]]:
    """(label, value) in the order in which people ask: what was asked for, and what came instead where that differs."""
    return [
        (_("Model"), model_label(job.request.model)),
        (_("Length"), _length(job)),
        (_("Resolution"), _size(job)),
        (_("Sound"), _sound(job)),
        *_only_if_chosen(job.request),
    ]


def seed_of(job: Job) -> str:
    """The seed that was sent; empty for a random one, which the service does not tell."""
    return str(job.request.seed) if job.request.seed else ""


def _left_to_the_service() -> str:
    return _("left to the service")


def _length(job: Job) -> str:
    asked = job.request.duration
    real = job.video.duration_s if job.video else None
    if real is None:
        return _left_to_the_service() if asked is None else seconds(asked)
    # A service may give a little more or less than was asked for: only a difference that people see is shown.
    if asked and abs(real - asked) >= 0.5:
        return _("{length}, {asked} asked for", length=seconds(real), asked=seconds(asked))
    return seconds(real)


def _size(job: Job) -> str:
    asked = job.request.resolution or _left_to_the_service()
    if job.video is None:
        return asked
    width, height = str(job.video.width), str(job.video.height)
    return _("{size}, {width} × {height} pixels", size=asked, width=width, height=height)


def _sound(job: Job) -> str:
    asked = job.request.audio
    if asked is None:
        return _left_to_the_service()
    # Asked for and yet silent, or the other way round, is what someone who edits it must know.
    if job.video and job.video.has_sound != asked:
        return _("on, but the video has none") if asked else _("off, but the video has sound")
    return _("on") if asked else _("off")


def _only_if_chosen(request: VideoRequest) -> list[tuple[str, str]]:
    """What most videos do without; shown only where it was asked for."""
    corner = CORNERS.get(request.wm_position or 3, N_("on"))
    rows = [
        (_("Music"), _("on") if request.bgm else ""),
        (_("Voice"), request.voice_id or ""),
        (_("Scene"), _("written by the service") if request.is_rec else ""),
        (_("Off-peak"), _("yes") if request.off_peak else ""),
        (_("Watermark"), _(corner) if request.watermark else ""),
        (_("Watermark picture"), (request.wm_url or "") if request.watermark else ""),
        (_("Custom data"), _short(request.payload or "")),
        (_("AI-content label"), _short(request.meta_data or "")),
    ]
    return [(label, value) for label, value in rows if value]


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return _n("{text}… ({count} character)", "{text}… ({count} characters)", len(text), text=text[:LONGEST])
