"""What the service says of a task in one word, and which word of an answer that is. Source: contract 2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice

from lib.domain.loose_json import Level, by_letters, children, text

_MAX_WORD = 100
_WORD_NAMES = ("status", "state", "taskstatus", "taskstate", "jobstatus", "jobstate")
"""By their letters."""
_WRAPPERS = ("result", "output", "response", "task")
"""Objects beside `data` in which a status may stand."""
_DEEPER = (
    *("data", *_WRAPPERS, "results", "outputs", "tasks", "job", "jobs", "generation", "generations", "prediction"),
    *("item", "items", "list", "info", "video", "videos", "creations"),
)
"""Where one may stand as well, at any depth, if nothing nearer tells more than that the call went well."""
_DEEPEST, _MOST_OBJECTS = 5, 200


class Phase(StrEnum):
    """What a status word of the service means."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    ENDED = "ended"
    """Cancelled or expired there."""
    UNKNOWN = "unknown"
    """A word this version does not know, and no link: shown as it came, and asked again."""


_WORDS: dict[Phase, tuple[str, ...]] = {
    Phase.WAITING: ("created", "submitted", "queued", "queueing", "pending", "not_start"),
    Phase.WORKING: ("processing", "in_progress", "running"),
    Phase.DONE: ("completed", "success", "succeeded", "done", "finished", "complete", "succeed"),
    Phase.FAILED: ("failed", "failure", "error", "rejected", "banned"),
    Phase.ENDED: ("cancelled", "canceled", "expired", "timeout"),
}


def _letters(word: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", word).lower())


_PHASES = {_letters(word): phase for phase, words in _WORDS.items() for word in words}


def phase_of(word: str) -> Phase:
    """What a status word means, in any spelling: `IN_PROGRESS`, `in-progress`, `InProgress`."""
    return _PHASES.get(_letters(word), Phase.UNKNOWN)


def status_word(found: list[Level]) -> str:
    """The word that tells how the task stands: the first that is known, from the inside out, else the first there is.

    A wrapper's own "success" only says that the call went well: it does not outweigh what is inside, known or not.
    """
    near, deep = _words([*found[:-1], *children(found, *_WRAPPERS)]), _words(_wrapped(found))
    outer = [word for word in _words(found[-1:]) if not (near or deep) or phase_of(word) is not Phase.DONE]
    words = [*near, *outer, *deep]
    return next((word for word in words if phase_of(word) is not Phase.UNKNOWN), next(iter(words), ""))


def _wrapped(found: list[Level]) -> Iterator[Level]:
    """What stands in wrappers, and in wrappers within these."""
    for _ in range(_DEEPEST):
        found = [*islice(children(found, *_DEEPER), _MOST_OBJECTS)]
        yield from found


def _words(found: Iterable[Level]) -> list[str]:
    plain = [by_letters(level) for level in found]
    return [word for level in plain for name in _WORD_NAMES if (word := text(level.get(name), _MAX_WORD))]
