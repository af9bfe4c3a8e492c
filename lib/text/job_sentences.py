"""Where a job stands and what it has cost, in a sentence, and what to hand on when nobody knows."""

from __future__ import annotations

from datetime import datetime

from lib.domain.errors import VideoLost
from lib.domain.job import DEMO, Action, Job, JobState
from lib.domain.job_status import is_kept_no_longer, rests, service_host
from lib.text import formats
from lib.text.error_sentences import error_hint, error_message
from lib.text.job_labels import action_label, state_label
from lib.text.language import N_, _, _n
from lib.text.video_sentences import shorter_sentence

_SCENE_CHARS = 200
_STANDING = {
    JobState.QUEUED: N_("It is waiting for its turn."),
    JobState.SENDING: N_("It is on its way to the video service."),
    JobState.RUNNING: N_("The video service is making it. You can close this page."),
    JobState.SAVING: N_("The video is made and is being fetched."),
    JobState.READY: N_("It is in the gallery."),
    JobState.CANCELLED: N_("It was cancelled before it was sent. Nothing was made."),
    JobState.ENDED: N_("The video service ended it ({word})."),
}


def service_name(service: str) -> str:
    """What people call a video service, within a sentence."""
    return service_host(service) or _("the demo")


def job_sentence(job: Job, service: str, now: datetime) -> str:
    """One sentence on where a job stands, for its card."""
    if rests(job, service):
        return _(
            "It is paused until {its} is connected again: it belongs to that video service and is never sent "
            "elsewhere. The service connected now is {connected}.",
            its=service_name(job.service),
            connected=service_name(service),
        )
    if job.state is JobState.QUEUED and job.next_at and job.next_at > now and job.trouble:
        return formats.in_a_row(error_message(job.trouble), error_hint(job.trouble))
    if job.state is JobState.SAVING and job.trouble:
        return _("The video is made. Fetching it did not work yet; Castboard tries again automatically.")
    if job.state not in _STANDING:
        return error_message(job.trouble) if job.trouble else state_label(job.state)
    if job.state is JobState.ENDED and not job.word:
        return _("The video service ended it.")
    standing = _(_STANDING[job.state], word=job.word)
    shorter = shorter_sentence(job.request.duration, job.video.duration_s if job.video else None)
    return formats.in_a_row(standing, shorter) if job.state is JobState.READY else standing


def what_to_do(job: Job, now: datetime) -> str:
    """The next step after the trouble of a job, for its card; "" without trouble."""
    if job.trouble is None:
        return ""
    if issubclass(job.trouble.error, VideoLost) and is_kept_no_longer(job, now):
        return _(
            "The service keeps a video for 24 hours, and they have passed. “{fetch_now}” may still work; "
            "if it does not, make the video again.",
            fetch_now=action_label(Action.FETCH_NOW),
        )
    return error_hint(job.trouble)


def cost_sentence(job: Job) -> str:
    """What a job that came to a bad end has cost, as far as anyone can know; "" while it may still end well."""
    if job.state not in (JobState.UNSURE, JobState.FAILED, JobState.ENDED, JobState.UNSAVED):
        return ""
    if job.state is JobState.FAILED and job.task_id is None:
        return _("Nothing was made, so nothing was paid.")
    if job.is_demo:
        return _("A demo job costs nothing.")
    if job.state is JobState.UNSURE:
        return _("It may be running, and may be billed.")
    if job.credits is not None:
        count = int(job.credits) if job.credits == int(job.credits) else 2
        return _n(
            "The service charged {credits} credit for it.",
            "The service charged {credits} credits for it.",
            count,
            credits=formats.number(job.credits, 3),
        )
    if job.state is JobState.UNSAVED:
        return _("The video was made and has most likely been billed.")
    if job.state is JobState.ENDED and job.off_peak:
        return _("The service refunds off-peak videos that are not made in time.")
    return _("The service had begun it, so it may have cost something.")


def handover_text(job: Job) -> str:
    """What whoever looks after the account needs, to find out what became of an unsure job. No key is in it."""
    there = _(
        "- If there is one, send back its task id: “{enter_task_id}” on the job's card continues with it.",
        enter_task_id=action_label(Action.ENTER_TASK_ID),
    )
    not_there = _(
        "- If there is none, nothing was made, and “{send_again}” is safe.",
        send_again=action_label(Action.SEND_AGAIN),
    )
    parts = [
        _("A request for a video was sent, and its answer was lost. It may be running, and may be billed."),
        "\n".join(_facts(job)),
        _(
            "Please look in the account, in its list of tasks or its log, for one that was made at that time or "
            "within ten minutes after it, with this model and this scene."
        )
        + f"\n{there}\n{not_there}\n",
    ]
    return "\n\n".join(parts)


def _facts(job: Job) -> list[str]:
    sent = f"{job.sent_at:%Y-%m-%d %H:%M:%S} UTC" if job.sent_at else _("unknown")
    scene = " ".join((job.request.prompt or "").split())
    begins = scene if len(scene) <= _SCENE_CHARS else f"{scene[:_SCENE_CHARS]}…"
    model: str = job.request.model
    if job.request.duration is not None:
        model = _("{one}, {other}", one=model, other=formats.seconds(job.request.duration))
    trace_id = (job.trouble.request_id if job.trouble else None) or job.trace_id
    return [
        _("Sent: {time}", time=sent),
        _("Service: {service}", service=job.service if job.service != DEMO else _("the demo")),
        _("Model: {model}", model=model),
        *([_("Scene begins: {scene}", scene=begins)] if begins else []),
        _("Subjects: {names}", names=[subject.id for subject in job.request.subjects]),
        _("Trace id: {trace_id}", trace_id=trace_id or _("none came back")),
        _("Job in Castboard: {id}", id=job.id),
    ]
