"""What an error body says: its code and its sentence, however deep they stand. Source: contract 3.

A gateway wraps what its own vendor said into a sentence of its own, sometimes as JSON in a string, and gives it a code
that says nothing (`upstream_error`). The innermost code is the most telling one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lib.domain.complaint_places import param_in, sentence_of_field
from lib.domain.error_codes import class_of_code, code_in
from lib.domain.errors import ServiceFailed, StudioError
from lib.domain.loose_json import Level, children, embedded, first_object, first_text, levels, text, words_of

FINE = {"", "success", "succeed", "ok", "true", "0", "200"}
"""What stands in `code` when nothing is wrong."""
MAX_CODE = 100
_MESSAGES = ("message", "msg", "err_msg", "error_msg", "error_message", "errorMessage", "detail", "fail_reason")
_SPEAKING = ("error", "errors", "details", "violations", "cause", "inner_error", "innererror", "upstream", *_MESSAGES)
"""Where a complaint may hold another one, as an object, a list or JSON in a string."""
_HOLDING = (*_SPEAKING, "metadata", "data", "response", "body", "raw")
"""The same within a complaint. Neither names what was ordered: people may write what they like there."""
_CODES = ("reason", "err_code", "error_code", "errorCode", "code")
_GENERIC = words_of(
    "upstream_error new_api_error one_api_error api_error server_error internal_error internal_server_error "
    "invalid_request_error invalid_request bad_request bad_response bad_response_status_code bad_response_body "
    "do_request_failed request_failed fail_to_fetch_task task_failed error fail failed failure unknown unknown_error "
    "exception upstream_request_failed gateway_error proxy_error"
)
"""Codes that only say that something went wrong, or whose it was."""
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
    objects_or_words = any(level.get("error") or level.get("errors") for level in found)
    refused = any(level.get("success") is False for level in found)
    coded = _words([*inner_complaints(found), *found], _CODES)
    return heard_in(document) if objects_or_words or refused or coded else None


def heard_in(document: Any) -> Complaint:
    """What a document says that is known to be a complaint, from its HTTP status, say."""
    found = levels(document)
    inner = inner_complaints(found)
    sentence = (text(level.get("error")) for level in found)
    message = sentence_in(inner) or sentence_of_field(inner) or next(filter(None, sentence), "") or sentence_in(found)
    codes = codes_in(inner) + _words(found, _CODES)
    return Complaint(telling(codes, message), message, param_in([*inner, *found, *children(found, "metadata")]))


def inner_complaints(found: list[Level]) -> list[Level]:
    """The complaints that stand inside the objects of an answer, innermost first."""
    return list(_layers(found))[::-1]


def _layers(found: list[Level]) -> Iterator[Level]:
    todo = [(inside, 1) for level in found for inside in _inside(level, _SPEAKING)]
    for _ in range(_MAX_LAYERS):
        if not todo:
            return
        level, depth = todo.pop(0)
        if level:
            yield level
        if depth < _MAX_DEPTH:
            todo += [(inside, depth + 1) for inside in _inside(level, _HOLDING)]


def _inside(level: Level, names: Iterable[str]) -> Iterator[Level]:
    for name in names:
        value = level.get(name)
        for item in value[:_MAX_LAYERS] if isinstance(value, list) else [value]:
            if isinstance(item, str):
                item = first_object(item) or embedded(item)
            if isinstance(item, dict):
                yield item


def codes_in(inner: list[Level]) -> list[str]:
    """The codes of complaints inside a complaint; there a `type` is one, too."""
    return _words(inner, (*_CODES, "type"))


def _words(found: list[Level], names: tuple[str, ...]) -> list[str]:
    words = [first_text([level], name) for level in found for name in names]
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
    sentence = [words for level in found for name in _MESSAGES if (words := first_text([level], name))]
    return next((words for words in sentence if words[:1] not in ("{", "[")), next(iter(sentence), ""))
