"""Where in the request a complaint says the trouble is, in the ways in which validators say it. Contract 3, 422."""

from __future__ import annotations

from typing import Any

from lib.domain.loose_json import Level, first_text
from lib.domain.request import FIELDS

_NAMES = ("param", "field", "parameter", "property")
_PATHS = ("loc", "path", "pointer", "location")
_AROUND = {"body", "json", "input", "request", "data", "attributes", "parameters", ""}
"""What stands before the request's own fields in a path."""


def param_in(found: list[Level]) -> str:
    """The field that these objects name, as a path such as "subjects.0.images.1"; "" when they name none."""
    named = first_text(found, *_NAMES)
    paths = (path for level in found for name in _PATHS if (path := _path(level.get(name))))
    return named or next(paths, "") or next((field for field, _ in _by_field(found)), "")


def sentence_of_field(found: list[Level]) -> str:
    """The sentence that stands under a field's own name (`{"duration": ["at most 10"]}`); "" without one."""
    return next((f"{field}: {text}" for field, text in _by_field(found)), "")


def _path(value: Any) -> str:
    steps = value.strip("/").split("/") if isinstance(value, str) else value
    if not isinstance(steps, list):
        return ""
    ours = [str(step) for step in steps if isinstance(step, str | int)]
    while ours and ours[0].lower() in _AROUND:
        ours = ours[1:]
    return ".".join(ours)


def _by_field(found: list[Level]) -> list[tuple[str, str]]:
    text: list[tuple[str, str]] = []
    for level in found:
        for field, value in level.items():
            # A list of sentences is a validator's; a bare value is what was ordered, repeated.
            if field in FIELDS and isinstance(value, list) and value and isinstance(value[0], str):
                text.append((field, value[0]))
    return text
