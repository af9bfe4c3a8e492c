"""Characters that look like other ones, or cannot be seen: each can stand in a name that people type in two ways."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import regex

ALL = [chr(number) for number in range(0x20, sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]
_HANGUL = range(0xAC00, 0xD7A4)
"""Eleven thousand syllables, all made by one rule."""


def _few(chars: list[str]) -> list[str]:
    return [char for char in chars if ord(char) not in _HANGUL or ord(char) % 100 == 0]


FOLDS = _few([char for char in ALL if len(char.casefold()) != 1 or len(char.upper()) != 1])
"""Another case has another number of letters: ß, ŉ, ﬁ."""
CASES = _few([char for char in ALL if char.casefold() != char])
WIDE = [char for char in ALL if unicodedata.decomposition(char).startswith(("<wide>", "<narrow>"))]
LIGATURES = [char for char in ALL if "LIGATURE" in unicodedata.name(char, "")]
COMPOSED = _few([char for char in ALL if unicodedata.normalize("NFD", char) != char])
UNSEEN = regex.findall(r"\p{Default_Ignorable_Code_Point}", "".join(ALL))
ALIKE = list(dict.fromkeys([*FOLDS, *CASES, *WIDE, *LIGATURES, *COMPOSED, *UNSEEN]))

OTHER_WAYS: dict[str, tuple[list[str], Callable[[str], str]]] = {
    "another number of letters": (FOLDS, str.casefold),
    "another case": (CASES, str.casefold),
    "another width": (WIDE, lambda char: unicodedata.normalize("NFKC", char)),
    "ligatures": (LIGATURES, lambda char: unicodedata.normalize("NFKC", char)),
    "composed or not": (COMPOSED, lambda char: unicodedata.normalize("NFD", char)),
    "what nobody sees": (UNSEEN, lambda char: ""),
}
"""By kind: the characters, and how else each may be written."""
