"""What the service says of a task in one word, and which word of an answer that is. Source: contract 2."""

from __future__ import annotations

from enum import StrEnum

from lib.domain.loose_json import Level, children, text

_MAX_WORD = 100
_WORD_NAMES = ("status", "state", "task_status", "taskStatus")
_WRAPPERS = ("result", "output", "response", "task")
"""Objects beside `data` in which a status may stand."""


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
_PHASES = {word: phase for phase, words in _WORDS.items() for word in words}


def phase_of(word: str) -> Phase:
    """What a status word means, in any case, with blanks or hyphens for underscores."""
    return _PHASES.get(word.strip().lower().replace("-", "_").replace(" ", "_"), Phase.UNKNOWN)


def status_word(found: list[Level]) -> str:
    """The word that tells how the task stands: the first that is known, from the inside out, else the first there is.

    A wrapper's own "success" only says that the call went well: it does not outweigh what is inside, known or not.
    """
    inner = _words([*found[:-1], *children(found, *_WRAPPERS)])
    outer = [word for word in _words(found[-1:]) if not inner or phase_of(word) is not Phase.DONE]
    words = [*inner, *outer]
    return next((word for word in words if phase_of(word) is not Phase.UNKNOWN), next(iter(words), ""))


def _words(found: list[Level]) -> list[str]:
    return [word for level in found for name in _WORD_NAMES if (word := text(level.get(name), _MAX_WORD))]
