"""Spaces where a Chinese sentence meets its parameters: beside Latin letters and figures, not beside Chinese ones.

A name may be written in any script, which no translation can know: "改名为 Mia 2", and "改名为小红帽".
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

import regex

_CHINESE = regex.compile(r"\p{Han}")
_OTHER = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Nd}]")
_MARKS = "*"
"""Markdown that makes bold or italic, and is not seen."""


def spaced(text: str, params: Mapping[str, str]) -> str:
    """The sentence with its parameters in place. Raises KeyError for one that is missing."""
    filled, within = "", False
    for literal, name, _form, _conversion in Formatter().parse(text):
        filled = _after(filled, literal) if within else filled + literal
        within = name is not None
        if name is not None:
            filled = _before(filled, params[name])
    return filled


def _before(text: str, value: str) -> str:
    """A value behind what stands before it: marks between both belong to the value."""
    seen = text.rstrip(_MARKS)
    marks, first = text[len(seen) :], value.lstrip(_MARKS)[:1]
    last = seen[-1:]
    if last == " ":
        tight = _CHINESE.match(seen[-2:-1]) and _CHINESE.match(first)
        return (seen[:-1] if tight else seen) + marks + value
    apart = (_CHINESE.match(last) and _OTHER.match(first)) or (_OTHER.match(last) and _CHINESE.match(first))
    return seen + (" " if apart else "") + marks + value


def _after(filled: str, literal: str) -> str:
    """The same behind the value, read from its end."""
    return _before(literal[::-1], filled[::-1])[::-1]
