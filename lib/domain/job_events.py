"""What happened to a job: each line of its story is a kind with parameters, and knows who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lib.domain.actor import APP, Actor

Params = Mapping[str, str | int | float]


class EventKind(StrEnum):
    """Their values are kept in the store and never change. Behind each, the parameters it has.

    `trouble` and `code` together say what went wrong, as in `lib.domain.job.Trouble`; `pause_s` is in seconds.
    """

    MADE = "made"
    ADOPTED = "adopted"
    """Its video was on the disk without a job."""
    SENDING = "sending"
    ACCEPTED = "accepted"  # task
    POSTPONED = "postponed"  # trouble, code, pause_s
    ANSWER_LOST = "answer_lost"
    INTERRUPTED = "interrupted"
    """The process that was sending it ended."""
    NOT_ARRIVED = "not_arrived"  # trouble, code
    """An answer that came late says that nothing arrived."""
    FAILED = "failed"  # trouble, code
    STATUS = "status"  # word
    STATUS_UNKNOWN = "status_unknown"  # word
    LOOK_FAILED = "look_failed"  # trouble, code
    AGAIN = "again"  # trouble, code
    """The event before it once more, such as one more look that the service did not answer."""
    NO_LINK_YET = "no_link_yet"
    DONE = "done"
    FETCH_FAILED = "fetch_failed"  # trouble, code, pause_s
    READY = "ready"
    UNSAVED = "unsaved"  # trouble, code
    ENDED = "ended"  # word
    CANCELLED = "cancelled"
    SENT_AGAIN = "sent_again"
    TASK_ENTERED = "task_entered"  # task
    FETCH_ASKED = "fetch_asked"
    FETCHED_ONCE_MORE = "fetched_once_more"
    """By a newer version, of what an earlier one gave up."""
    SET_ASIDE = "set_aside"
    BROUGHT_BACK = "brought_back"
    RENAMED = "renamed"  # before
    DELETED = "deleted"
    RESTORED = "restored"
    UNREADABLE = "unreadable"  # reason
    READABLE = "readable"
    NOTE = "note"  # text
    """A sentence of an earlier version that no kind was found for."""


@dataclass(frozen=True)
class JobEvent:
    """One line of a job's story; `detail` is what was seen, for the fold."""

    at: datetime
    kind: EventKind
    params: Params = field(default_factory=dict)
    actor: Actor | None = APP
    """None: an earlier version did not keep who it was."""
    detail: str = ""
