"""Where in the request a complaint says the trouble is, in the ways in which validators say it. Contract 3, 422."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lib.domain.error_fields import path_in
from lib.domain.loose_json import Level, by_letters, name_words, text, words_of

_NAMES = ("param", "field", "fields", "parameter", "property", "propertyname", "propertypath", "attribute", "target")
_LESS_SURE = ("key", "name")
"""Of an error these name more often something else."""
_PATHS = ("loc", "path", "instancepath", "datapath", "jsonpath", "pointer", "location")
_AROUND = {"body", "json", "input", "request", "data", "attributes", "parameters", "query", "#", "$", ""}
"""What stands before the request's own fields in a path."""
_BY_FIELD = words_of("errors messages fields json body detail")
"""Under one of these, in an error, sentences stand under the names of fields."""
_SENTENCE = re.compile(r"\s|[^\x00-\x7f]|^[A-Za-z]{3,20}\.?$")
"""Words, and no link or id."""
_DEEPEST, _MOST = 4, 50


def param_in(found: list[Level]) -> str:
    """The field that these objects name, as a path such as "subjects.0.images.1"; "" when they name none."""
    plain = [by_letters(level) for level in found]
    named = [
        word for names in (_NAMES, _LESS_SURE) for level in plain for name in names for word in _texts(level.get(name))
    ]
    paths = [path for level in plain for name in _PATHS if (path := _path(level.get(name)))]
    places = [*named[:1], *paths, *named[1:], *(field for field, _ in _by_field(found))]
    return next((place for place in places if path_in(place)), "")


def sentence_of_field(found: list[Level]) -> str:
    """The sentence that stands under a field's own name (`{"duration": ["at most 10"]}`); "" without one."""
    return next((f"{field}: {sentence}" for field, sentence in _by_field(found)), "")


def _texts(value: Any) -> list[str]:
    return [word for one in (value if isinstance(value, list) else [value]) if (word := text(one))]


def _path(value: Any) -> str:
    steps = value.strip("/").replace("/", ".").split(".") if isinstance(value, str) else value
    if not isinstance(steps, list):
        return ""
    ours = [str(step) for step in steps if isinstance(step, str | int)]
    while ours and ours[0].lower() in _AROUND:
        ours = ours[1:]
    return ".".join(ours)


def _by_field(found: list[Level]) -> Iterator[tuple[str, str]]:
    """Fields with what is said of them."""
    for level in found:
        for name, value in level.items():
            # A list of sentences is a validator's; a bare value is what was ordered, repeated.
            if isinstance(value, list):
                yield from (one for one in _said_of(name, value, 0) if _SENTENCE.search(one[1]))
            elif isinstance(value, dict) and name_words(name) & _BY_FIELD:
                for field, said in value.items():
                    yield from _said_of(field, said, 0)


def _said_of(name: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    field = path_in(name)
    inside = value if isinstance(value, list) else [value]
    if not field or depth > _DEEPEST:
        return
    for number, one in enumerate(inside[:_MOST]):
        if isinstance(one, str):
            yield field, text(one)
        elif isinstance(one, dict):
            within = [found for key, said in one.items() for found in _said_of(key, said, depth + 1)]
            yield from ((f"{field}.{number}.{place}", sentence) for place, sentence in within)
            sentence = next(filter(None, (text(one.get(key)) for key in ("message", "msg", "detail"))), "")
            if sentence:
                yield field, sentence
