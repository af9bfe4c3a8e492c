"""What a sweep frees, as lines: kind, size, name and id, why; and the totals of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lib.domain.trash import Kind, Leaving
from lib.text import formats

_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 0x2028, 0x2029), " ")
"""Names are people's: a line stays a line, and no terminal is told to do anything."""


def lines(found: Iterable[Leaving], *, dry_run: bool) -> Iterator[str]:
    """A line for each thing, while it is found; the totals at the end."""
    number: Counter[Kind] = Counter()
    size: Counter[Kind] = Counter()
    for one in found:
        number[one.kind] += 1
        size[one.kind] += one.size_bytes
        yield _line(one)
    if not number:
        yield "Nothing to free." if dry_run else "There was nothing to free."
        return
    yield ""
    for kind in Kind:
        if number[kind]:
            yield f"{kind.value:<20} {number[kind]:>8,}  {formats.size(size[kind]):>10}"
    word = "Would free" if dry_run else "Freed"
    yield f"{word:<20} {number.total():>8,}  {formats.size(size.total()):>10}"


def _line(one: Leaving) -> str:
    name = f"{one.name} ({one.id})" if one.name else one.id
    size = formats.size(one.size_bytes)
    return f"{one.kind.value:<20} {size:>10}  {name.translate(_UNPRINTABLE)}: {one.why.value}"
