"""The name that was meant by one that is not quite right: "Mia" for "Mai"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from lib.domain.naming import called, folded, letters

_LONGEST = 40
"""Letters: a longer one is no name that somebody mistyped, and would take long to compare."""
_ACCENT = regex.compile(r"\p{M}+")
_BETWEEN = regex.compile(r"[\s_-]+")
_SPACED = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
"""Scripts in which a name of two letters says little: "Bo" for "Jo" is a guess, "小虹" for "小红" is not."""


def nearest(text: str, names: Sequence[str]) -> str | None:
    """Which of `names` (as typed) was most likely meant by `text`; None where none is near, or two are equally near.

    Compared without case, widths, accents, and what stands between words. One slip in three letters is near, as is one
    word of a name of several.
    """
    wanted = _compared(text)
    if not wanted or len(wanted) > _LONGEST:
        return None
    known = {name: _compared(name) for name in dict.fromkeys(names)}
    slips = {name: _slips(wanted, one, _allowed(wanted, one)) for name, one in known.items() if one}
    near = {name: number for name, number in slips.items() if number is not None}
    if not near:
        parts = [name for name in known if wanted in {_compared(word) for word in _BETWEEN.split(called(name))}]
        return parts[0] if len(parts) == 1 else None
    best = [name for name, number in near.items() if number == min(near.values())]
    return best[0] if len(best) == 1 else None


def _compared(text: str) -> str:
    return _BETWEEN.sub("", _ACCENT.sub("", folded(called(text))))


def _allowed(wanted: str, name: str) -> int:
    shorter = min(len(letters(wanted)), len(letters(name)))
    if shorter == 2 and not _SPACED.search(wanted + name):
        return 1
    return shorter // 3


def _slips(wanted: str, name: str, most: int) -> int | None:
    """How many letters were left out, added, mistaken, or swapped with the next (optimal string alignment)."""
    if abs(len(wanted) - len(name)) > most:
        return None
    before: list[int] = []
    row = list(range(len(name) + 1))
    for at, letter in enumerate(wanted, start=1):
        before, last, row = row, before, [at]
        for to, other in enumerate(name, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if last and to > 1 and (letter, wanted[at - 2]) == (name[to - 2], other):
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most + 1:
            return None
    return row[-1] if row[-1] <= most else None
