"""The story of a job in words."""

from __future__ import annotations

from collections.abc import Callable

from lib.domain.error_codes import words_of
from lib.domain.error_kinds import error_kind
from lib.domain.job_events import EventKind, JobEvent, Params


def event_text(event: JobEvent) -> str:
    """One line of a job's story, without who did it."""
    return _TEXTS[event.kind](event.params)


def _trouble(params: Params) -> str:
    return words_of(error_kind(str(params.get("trouble", ""))), str(params.get("code", "")))[0]


def _tried_again(params: Params) -> str:
    return f"{_trouble(params)} Tried again in {params.get('pause_s', 0)} s"


def _always(text: str) -> Callable[[Params], str]:
    return lambda _: text


_TEXTS: dict[EventKind, Callable[[Params], str]] = {
    EventKind.MADE: _always("Made"),
    EventKind.ADOPTED: _always("Its file was on the disk without a job, and was put into the gallery"),
    EventKind.SENDING: _always("Sending to the video service"),
    EventKind.ACCEPTED: lambda params: f"The service took it: task {params.get('task', '')}",
    EventKind.POSTPONED: _tried_again,
    EventKind.ANSWER_LOST: _always("The answer was lost: it may be running, and may be billed"),
    EventKind.INTERRUPTED: _always("Castboard stopped while this was being sent. It may have arrived"),
    EventKind.NOT_ARRIVED: lambda params: (
        f"It certainly did not arrive: {_trouble(params)} Sending it again costs nothing twice"
    ),
    EventKind.FAILED: _trouble,
    EventKind.STATUS: lambda params: f"The service says: {params.get('word', '')}",
    EventKind.STATUS_UNKNOWN: lambda params: (
        f"The service says “{params.get('word', '')}”, which Castboard does not know"
    ),
    EventKind.LOOK_FAILED: _trouble,
    EventKind.AGAIN: _trouble,
    EventKind.NO_LINK_YET: _always("The service says it is done, and gives no link to the video yet"),
    EventKind.DONE: _always("The service made the video; fetching it"),
    EventKind.FETCH_FAILED: _tried_again,
    EventKind.READY: _always("The video is here"),
    EventKind.UNSAVED: _trouble,
    EventKind.ENDED: lambda params: f"The service ended it: {params.get('word', '')}",
    EventKind.CANCELLED: _always("Cancelled before it was sent"),
    EventKind.SENT_AGAIN: _always("Sent again, knowing that it may be billed twice"),
    EventKind.TASK_ENTERED: lambda params: f"Its task id was entered: {params.get('task', '')}",
    EventKind.FETCH_ASKED: _always("Fetch now"),
    EventKind.FETCHED_ONCE_MORE: _always("A newer version of Castboard fetches it once more"),
    EventKind.SET_ASIDE: _always("Set aside"),
    EventKind.BROUGHT_BACK: _always("Brought back"),
    EventKind.RENAMED: lambda params: f"Renamed from “{params.get('before', '')}”",
    EventKind.DELETED: _always("Deleted"),
    EventKind.RESTORED: _always("Restored"),
    EventKind.UNREADABLE: lambda params: f"It cannot be read and was set aside: {params.get('reason', '')}",
    EventKind.READABLE: _always("It can be read again"),
    EventKind.NOTE: lambda params: str(params.get("text", "")),
}
