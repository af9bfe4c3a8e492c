"""What an error body says: its code and its sentence, however deep they stand. Source: contract 3.

A gateway wraps what its own vendor said into a sentence of its own, sometimes as JSON in a string, and gives it a code
that says nothing (`upstream_error`). The innermost code is the most telling one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from lib.domain.complaint_places import param_in, sentence_of_field
from lib.domain.error_codes import class_of_code, code_in
from lib.domain.errors import ServiceFailed, StudioError
from lib.domain.loose_json import (
    Level,
    by_letters,
    embedded,
    first_object,
    first_text,
    levels,
    name_words,
    opened,
    text,
    words_of,
)

FINE = {"", "success", "succeed", "ok", "true", "0", "200"}
"""What stands in `code` when nothing is wrong."""
_WENT_WELL = re.compile(
    r"(?:(?:submit(?:ted)?|request|task|operation|created?|query) )?(?:success(?:ful(?:ly)?)?|succeed(?:ed)?|ok)[.!]?"
    "|.{0,6}成功[。！]?",
    re.IGNORECASE,
)
"""A sentence beside a code that says so, whatever the code: some gateways have 1 or 20000 for it."""
MAX_CODE = 100
_MESSAGES = (
    *("message", "msg", "errmsg", "errormsg", "errormessage", "detail", "failreason", "description"),
    *("errordescription", "errormessages", "defaultmessage", "statustext", "title", "reason"),
)
_CODES = ("reason", "errcode", "errorcode", "code")
"""By their letters: `errorMsg` and `error_msg` are one."""
_SPEAKING = words_of(
    "error errors err exception fault cause causes inner innererror upstream detail details violation violations "
    "issues invalid message messages msg reason"
)
"""Names with one of these words may hold another complaint, as an object, a list or JSON in a string."""
_HOLDING = _SPEAKING | words_of(
    "metadata meta data response resp body raw original info result source failure vendor provider description "
    "extensions json"
)
"""The same within what is known to be a complaint."""
_ORDERED = words_of("prompt payload input request subject subjects")
_ECHOED = words_of("meta data")
"""What was ordered, repeated: people may write what they like there. `meta_data` is one, `metadata` is not."""
_GENERIC = words_of(
    "upstream_error new_api_error one_api_error api_error server_error internal_error internal_server_error "
    "invalid_request_error invalid_request bad_request bad_response bad_response_status_code bad_response_body "
    "do_request_failed request_failed fail_to_fetch_task task_failed error fail failed failure unknown unknown_error "
    "exception upstream_request_failed gateway_error proxy_error invalid_argument"
)
"""Codes that only say that something went wrong, or whose it was."""
_PHRASES = frozenset(status.phrase.lower() for status in HTTPStatus)
"""What a server says of any answer of its kind."""
_MAX_DEPTH, _MAX_LAYERS = 12, 100


@dataclass(frozen=True)
class Complaint:
    """What an error body says, whatever its shape. `code` "" and `message` "" when it says nothing."""

    code: str
    message: str
    param: str = ""

    @property
    def known(self) -> type[StudioError] | None:
        """The error its code stands for in the contract; None without such a code."""
        return class_of_code(self.code)


def complaint_in(document: Any) -> Complaint | None:
    """The complaint of a JSON document; None when it does not complain: no `error`, no code, no `success: false`."""
    found = levels(document)
    objects_or_words = any(_says_something(level.get(name)) for level in found for name in ("error", "errors"))
    refused = any(level.get("success") is False for level in found)
    coded = _words([*inner_complaints(found), *(level for level in found if not _went_well(level))], _CODES)
    return heard_in(document) if objects_or_words or refused or coded else None


def _says_something(error: Any) -> bool:
    """Whether there is anything in an `error`: some send an empty one along with every answer."""
    if isinstance(error, dict) and error:
        return any(isinstance(value, dict | list) or text(value).lower() not in FINE for value in error.values())
    return bool(error)


def _went_well(level: Level) -> bool:
    sentence = sentence_in([level])
    coded = any(class_of_code(word) for word in _words([level], _CODES))
    return not coded and bool(sentence) and _WENT_WELL.fullmatch(sentence) is not None


def heard_in(document: Any) -> Complaint:
    """What a document says that is known to be a complaint, from its HTTP status, say."""
    found = levels(document)
    inner = _inner(found, _HOLDING)
    sentence = (_sentence(level.get(name)) for level in found for name in ("error", "errors"))
    told = (sentence_in(inner), sentence_of_field([*inner, *found]), *sentence, sentence_in(found))
    message = next((words for words in told if words and words.lower() not in _PHRASES), next(filter(None, told), ""))
    codes = codes_in(inner) + _words(found, _CODES)
    return Complaint(telling(codes, message), message, param_in([*inner, *found]))


def inner_complaints(found: list[Level]) -> list[Level]:
    """The complaints that stand inside the objects of an answer, innermost first."""
    return _inner(found, _SPEAKING)


def _inner(found: list[Level], at_the_top: frozenset[str]) -> list[Level]:
    return list(_layers(found, at_the_top))[::-1]


def _layers(found: list[Level], at_the_top: frozenset[str]) -> Iterator[Level]:
    todo = [(inside, 1) for level in found for inside in _inside(level, at_the_top)]
    for _ in range(_MAX_LAYERS):
        if not todo:
            return
        level, depth = todo.pop(0)
        if level:
            yield level
        if depth < _MAX_DEPTH:
            todo += [(inside, depth + 1) for inside in _inside(level, _HOLDING)]


def _inside(level: Level, wanted: frozenset[str]) -> Iterator[Level]:
    for name, value in level.items():
        words = name_words(name)
        if not words & wanted or words & _ORDERED or words == _ECHOED:
            continue
        value = opened(value)
        for item in value[:_MAX_LAYERS] if isinstance(value, list) else [value]:
            if isinstance(item, str):
                item = first_object(item) or embedded(item)
            if isinstance(item, dict):
                yield item


def codes_in(inner: list[Level]) -> list[str]:
    """The codes of complaints inside a complaint; there a `type` is one, too."""
    return _words(inner, (*_CODES, "type", "errortype", "status"))


def _words(found: list[Level], names: tuple[str, ...]) -> list[str]:
    words = [first_text([level], name) for level in map(by_letters, found) for name in names]
    # A sentence is no code, unless it is one of the contract's ("invalid token").
    return [word for word in words if word.lower() not in FINE and (" " not in word or class_of_code(word))]


def telling(codes: list[str], message: str) -> str:
    """The code to keep: one of the contract's, else one inside the sentence, else the first that says anything."""
    listed = [code for code in codes if class_of_code(code)]
    specific = [code for code in listed if class_of_code(code) is not ServiceFailed]
    in_message = [code] if (code := code_in(message)) else []
    words = sorted((code for code in codes if not code.isdigit()), key=lambda code: code.lower() in _GENERIC)
    return next(iter([*specific, *in_message, *listed, *words, *codes]), "")[:MAX_CODE]


def sentence_in(found: list[Level]) -> str:
    """The first sentence for people in these objects; JSON in a string only where there is nothing else."""
    sentence = [
        words for level in map(by_letters, found) for name in _MESSAGES if (words := _sentence(level.get(name)))
    ]
    return next((words for words in sentence if words[:1] not in ("{", "[")), next(iter(sentence), ""))


def _sentence(value: Any) -> str:
    """A text, or the first of a list of them."""
    return text(value[0] if isinstance(value, list) and value else value)
