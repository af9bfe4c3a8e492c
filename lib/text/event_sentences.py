"""The story of a job in words."""

from __future__ import annotations

from lib.domain.error_kinds import error_kind
from lib.domain.job_events import EventKind, JobEvent, Params
from lib.text import formats
from lib.text.cause_sentences import detail_text
from lib.text.error_sentences import error_message
from lib.text.language import N_, _

_SENTENCES = {
    EventKind.MADE: N_("Created"),
    EventKind.ADOPTED: N_("Its file was on the disk without a job, and was put into the gallery"),
    EventKind.SENDING: N_("Sending to the video service"),
    EventKind.ACCEPTED: N_("The service accepted it: task {task}"),
    EventKind.POSTPONED: N_("{trouble} Next try in {pause}"),
    EventKind.ANSWER_LOST: N_("The answer was lost: it may be running, and may be billed"),
    EventKind.INTERRUPTED: N_("Castboard stopped while this was being sent. It may have arrived"),
    EventKind.NOT_ARRIVED: N_("It did not arrive: {trouble} Sending it again is not billed twice"),
    EventKind.STATUS: N_("The service says: {word}"),
    EventKind.STATUS_UNKNOWN: N_("The service says “{word}”, which Castboard does not know"),
    EventKind.NO_LINK_YET: N_("The service says it is done, and gives no link to the video yet"),
    EventKind.DONE: N_("The service made the video; fetching it"),
    EventKind.FETCH_FAILED: N_("{trouble} Next try in {pause}"),
    EventKind.READY: N_("The video is saved"),
    EventKind.ENDED: N_("The service ended it: {word}"),
    EventKind.CANCELLED: N_("Cancelled before it was sent"),
    EventKind.SENT_AGAIN: N_("Sent again, knowing that it may be billed twice"),
    EventKind.TASK_ENTERED: N_("Its task id was entered: {task}"),
    EventKind.FETCH_ASKED: N_("Asked to fetch the video now"),
    EventKind.FETCHED_ONCE_MORE: N_("A newer version of Castboard is fetching it again"),
    EventKind.SET_ASIDE: N_("Put on hold"),
    EventKind.BROUGHT_BACK: N_("Taken off hold"),
    EventKind.RENAMED: N_("Renamed from “{before}”"),
    EventKind.DELETED: N_("Deleted"),
    EventKind.RESTORED: N_("Restored"),
    EventKind.UNREADABLE: N_("It cannot be read and was put on hold"),
    EventKind.READABLE: N_("It can be read again"),
}
"""The other kinds say what went wrong, and no more."""


def event_text(event: JobEvent) -> str:
    """One line of a job's story, without who did it."""
    params = event.params
    if event.kind is EventKind.NOTE:
        return str(params.get("text", ""))
    trouble = error_message(error_kind(str(params.get("trouble", ""))), _code(params))
    if event.kind not in _SENTENCES:
        return trouble
    texts = {name: str(params.get(name, "")) for name in ("task", "word", "before")}
    return _(_SENTENCES[event.kind], trouble=trouble, pause=_pause(params), **texts)


def event_detail(event: JobEvent) -> str:
    """What was seen at a step, for a fold; "" where nothing was kept."""
    if event.kind is EventKind.UNREADABLE:
        return str(event.params.get("reason", ""))
    return detail_text(_code(event.params), event.detail)


def _code(params: Params) -> str:
    return str(params.get("code", ""))


def _pause(params: Params) -> str:
    pause_s = params.get("pause_s", 0)
    return formats.wait(pause_s) if isinstance(pause_s, int | float) else pause_s
