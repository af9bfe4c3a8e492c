"""Where a job stands and what it has cost, in a sentence, and what to hand on when nobody knows."""

from __future__ import annotations

from datetime import datetime

from lib.domain.job import Job, JobState
from lib.domain.standing import rests, service_name
from lib.text.job_labels import STATE_LABELS
from lib.text.video_sentences import shorter_sentence

_SCENE_CHARS = 200


def job_sentence(job: Job, service: str, now: datetime) -> str:
    """One sentence on where a job stands, for its card."""
    if rests(job, service):
        return (
            f"It is paused until {service_name(job.service)} is connected again: it belongs to that video service "
            f"and is never sent elsewhere. Connected now is {service_name(service)}."
        )
    if job.state is JobState.QUEUED and job.next_at and job.next_at > now and job.trouble:
        return f"{job.trouble.message} {job.trouble.hint}"
    if job.state is JobState.SAVING and job.trouble:
        return "The video is made. Fetching it did not work yet, and is tried again by itself."
    return {
        JobState.QUEUED: "It waits for its turn.",
        JobState.SENDING: "It is on its way to the video service.",
        JobState.RUNNING: "The video service is making it. You can close this page.",
        JobState.SAVING: "The video is made and is being fetched.",
        JobState.READY: f"It is in the gallery. {_shorter(job)}".strip(),
        JobState.CANCELLED: "It was cancelled before it was sent. Nothing was made.",
        JobState.ENDED: f"The video service ended it ({job.word}).",
    }.get(job.state, job.trouble.message if job.trouble else STATE_LABELS[job.state])


def _shorter(job: Job) -> str:
    return shorter_sentence(job.request.duration, job.video.duration_s if job.video else None)


def cost_sentence(job: Job) -> str:
    """What a job that came to a bad end has cost, as far as anyone can know; "" while it may still end well."""
    if job.state is JobState.UNSURE:
        return "It may be running, and may be billed."
    if job.state is JobState.FAILED and job.task_id is None:
        return "Nothing was made, so nothing was paid."
    if job.state not in (JobState.FAILED, JobState.ENDED, JobState.UNSAVED):
        return ""
    if job.credits is not None:
        return f"The service counted {job.credits:g} credits for it."
    if job.state is JobState.UNSAVED:
        return "The video is made, and most likely paid."
    if job.state is JobState.ENDED and job.off_peak:
        return "Off-peak videos that are not made in time are paid back by the service."
    return "The service had begun it, so it may have cost something."


def handover_text(job: Job) -> str:
    """What whoever looks after the account needs, to find out what became of an unsure job. No key is in it."""
    trace_id = (job.trouble.request_id if job.trouble else None) or job.trace_id
    sent = f"{job.sent_at:%Y-%m-%d %H:%M:%S} UTC" if job.sent_at else "unknown"
    scene = " ".join((job.request.prompt or "").split())
    seconds = "" if job.request.duration is None else f", {job.request.duration} s"
    facts = [
        ("Sent", sent),
        ("Service", job.service),
        ("Model", f"{job.request.model}{seconds}"),
        ("Scene begins", scene if len(scene) <= _SCENE_CHARS else f"{scene[:_SCENE_CHARS]}…"),
        ("Subjects", ", ".join(subject.id for subject in job.request.subjects)),
        ("Trace id", trace_id or "none came back"),
        ("Job in Castboard", job.id),
    ]
    lines = "\n".join(f"{label}: {value}" for label, value in facts if value)
    return (
        "A request for a video was sent, and its answer was lost. It may be running, and may be billed.\n\n"
        f"{lines}\n\n"
        "Please look in the account, in its list of tasks or its log, for one that was made at that time or within "
        "ten minutes after it, with this model and this scene.\n"
        "- There is one: send back its task id. On the job's card, “Enter its task id” goes on with it.\n"
        "- There is none: nothing was made. “Send again” is safe then.\n"
    )
