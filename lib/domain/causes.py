"""What went wrong where Castboard knows it itself: a code of ours beside those of the service, and its figures.

Both are kept with a job, as `code` and `detail` of its trouble; `lib.text.cause_sentences` says them to people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

Fact = str | int | float | list[str]


class Cause(StrEnum):
    """Their values are kept in the store and never change; no code of a service begins like them.

    Behind each, the facts that it has.
    """

    # A video, as it came over the line
    VIDEO_TOO_LARGE = "castboard.video_too_large"  # limit_bytes
    BYTES_MISSING = "castboard.bytes_missing"  # came_bytes, announced_bytes
    LINE_CUT = "castboard.line_cut"  # seen
    TEXT_CAME = "castboard.text_came"  # said
    STOPPED = "castboard.stopped"
    """We ended the download ourselves."""
    # A video, as a file
    EMPTY_FILE = "castboard.empty_file"
    ENDS_EARLY = "castboard.ends_early"  # size_bytes
    SHORTER_THAN_SAID = "castboard.shorter_than_said"  # said_s, found_s
    DATA_MISSING = "castboard.data_missing"  # after_s
    INDEX_DAMAGED = "castboard.index_damaged"
    UNPLAYABLE = "castboard.unplayable"  # seen
    NO_MOVING_PICTURE = "castboard.no_moving_picture"
    UNKNOWN_STORAGE = "castboard.unknown_storage"
    """The file does not say how its frames are stored."""
    NOTHING_DECODED = "castboard.nothing_decoded"
    START_DAMAGED = "castboard.start_damaged"
    END_DAMAGED = "castboard.end_damaged"
    # What the service answered
    NO_TASK_ID = "castboard.no_task_id"  # said
    NO_STATUS = "castboard.no_status"  # said
    LEADS_ELSEWHERE = "castboard.leads_elsewhere"
    NO_WEB_ADDRESS = "castboard.no_web_address"
    # What was not sent, or not to an end
    REQUEST_TOO_LARGE = "castboard.request_too_large"  # size_bytes, limit_bytes
    NO_ORDER = "castboard.no_order"  # problems
    PERMISSION_ENDED = "castboard.permission_ended"  # who, place, until, keeper, yours
    """The facts are the parameters of the finding of that name."""
    NOT_A_TASK_ID = "castboard.not_a_task_id"
    INTERRUPTED = "castboard.interrupted"
    """The process that was sending it ended."""
    GAVE_UP = "castboard.gave_up"  # trouble, code, detail
    """All tries of a fetch are used up; the facts are those of the last trouble."""
    LIMIT_REACHED = "castboard.limit_reached"  # whose, counts, limit, used, asked, next_at (ISO 8601, or "")
    STUMBLED = "castboard.stumbled"
    """An exception that nobody foresaw; it is in the log."""


def cause_of(code: str) -> Cause | None:
    """The cause that a code stands for; None for a code of the service, or of a newer version."""
    return Cause(code) if code in set(Cause) else None


def written(facts: Mapping[str, Fact]) -> str:
    """The facts of a cause as they are kept; "" for none."""
    return json.dumps(facts, ensure_ascii=False) if facts else ""


def facts_in(detail: str) -> dict[str, Fact]:
    """Back from `written`; none where it is something else."""
    try:
        read = json.loads(detail)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
