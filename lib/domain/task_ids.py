"""The task id in the answer to a submit: under its own names, or bare where gateways of the family put it.

A wrong id is as bad as none: the service would not know the task, and the job would be given up. So nothing becomes an
id that reads like a sentence, a status or an error.
"""

from __future__ import annotations

import re
from typing import Any

from lib.domain.complaints import FINE
from lib.domain.error_codes import class_guessed, class_of_code
from lib.domain.loose_json import Level, by_letters, children, levels, words_of
from lib.domain.status_words import Phase, phase_of

_NAMES, _PLURAL = ("taskid", "taskids"), "taskids"
"""By their letters."""
_BARE = ("data", "task", "tasks", "result", "output", "response")
"""Where an id may stand without a name, or in an object of its own."""
_ID = re.compile(r"[\x21-\x7e]{1,200}")
_BARE_ID = re.compile(r"(?=.*[0-9._:~-])[A-Za-z0-9][A-Za-z0-9._:~-]{2,199}")
"""One word with a digit or a separator in it."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NO_ID = FINE | {"null", "none", "nil", "undefined", "nan", "false", "n/a", "-", "-1", "unknown"}
_WORDS_OF_ERRORS = words_of(
    "error errors err exception fail failed failure invalid illegal denied deny forbidden unauthorized unauthenticated "
    "not no missing found limit limited exceeded exhausted insufficient quota balance credit busy overloaded timeout "
    "unavailable unsupported bad try retry again later refused rejected banned unknown null none undefined"
)
_MOST_EXACT = 2**53


def named_id(document: Any, names: tuple[str, ...] = _NAMES) -> str:
    """The id under one of its names, wrapped or not; "" without one."""
    found = levels(document)
    places = [by_letters(level) for level in (*found, *children(found, *_BARE))]
    values = ((name, level.get(name)) for name in names for level in places)
    return next((text for name, value in values if (text := _id(_only(value) if name == _PLURAL else value))), "")


def bare_id(document: Any) -> str:
    """The id in `{"data": "TASK-ID"}` and its like; "" without one. Only for answers that complain of nothing."""
    if any(class_guessed("", text) for level in levels(document) for text in _sentences(level)):
        return ""
    held = (level.get(name) for level in levels(document) for name in _BARE)
    return next((text for value in map(_only, held) if (text := _id(value)) and _reads_like_one(text)), "")


def _only(value: Any) -> Any:
    """What a list of one holds; anything else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _sentences(level: Level) -> list[str]:
    return [text for name in ("message", "msg") if isinstance(text := level.get(name), str)]


def _id(value: Any) -> str:
    """A text of one word or a whole number, as it would stand in an address; "" for anything else."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_EXACT:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).strip()
    is_word = text.lower() in _NO_ID or phase_of(text) is not Phase.UNKNOWN or class_of_code(text) is not None
    return text if _ID.fullmatch(text) and not is_word else ""


def _reads_like_one(text: str) -> bool:
    words = {word.lower() for word in _WORD.findall(text)}
    return _BARE_ID.fullmatch(text) is not None and not words & _WORDS_OF_ERRORS
