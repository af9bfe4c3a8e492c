"""Reading JSON that others wrote: any bytes in, plain values out, and never a crash, whatever stands where."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Level = Mapping[str, Any]
"""One JSON object of an answer; fields may stand at the top or wrapped in `data`."""

MAX_RAW = 4000
"""Characters that are kept of an answer."""
_MAX_INT_DIGITS = 40
_MILLISECONDS_FROM, _MICROSECONDS_FROM = 1e11, 1e14
"""Unix times from here on cannot be seconds (year 5138), or milliseconds, any more."""


def decoded(body: bytes) -> str:
    """The text of `body`: UTF-8 or UTF-16 with or without a mark, else byte for byte as latin-1."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def parsed(body: bytes) -> Any:
    """The JSON document in `body`, None when there is none. NaN and Infinity become None, huge integers floats."""
    try:
        return json.loads(decoded(body), parse_constant=lambda _: None, parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int | float:
    # int() of some thousand digits raises; no field of the service is a number of that size.
    return int(digits) if len(digits) <= _MAX_INT_DIGITS else float(digits)


def levels(document: Any) -> list[Level]:
    """The objects in which fields may stand, most telling first: `data`, what `data` wraps again, then the top.

    `data` goes before the top because a wrapper's own `status` or `id` speaks of the call, not of the task.
    """
    if isinstance(document, list):
        document = next((item for item in document if isinstance(item, dict)), None)
    if not isinstance(document, dict):
        return []
    inner: list[Level] = []
    level = document
    for _ in range(3):
        level = _first_object(level.get("data"))
        if not level:
            break
        inner.append(level)
    return [*inner, document]


def _first_object(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), None)
    return value if isinstance(value, dict) else {}


def children(found: list[Level], *names: str) -> Iterator[Level]:
    """The objects that stand under `names`, directly or as items of a list, in the order of levels and names."""
    for level in found:
        for name in names:
            value = level.get(name)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield item


def first_text(found: list[Level], *names: str) -> str:
    """The first non-empty text or number under `names`; a name goes before the next one on all levels. Else ""."""
    return next((said for name in names for level in found if (said := text(level.get(name)))), "")


def text(value: Any, limit: int = 2000) -> str:
    """Text or a number as printable text of at most `limit` characters; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return printable(str(value), limit)


def printable(value: str, limit: int, *, lines: bool = False) -> str:
    """`value` without control characters and half surrogates, which databases and terminals choke on, cut to `limit`.

    With `lines`, line ends and tabs stay.
    """
    kept = "\n\r\t" if lines else ""
    clean = "".join(char if char.isprintable() or char in kept else " " for char in value[: limit * 2])
    return clean.strip()[:limit]


def kept(body: bytes) -> str:
    """A body as text that can be stored and shown, at most MAX_RAW characters."""
    return printable(decoded(body), MAX_RAW, lines=True)


def number(value: Any) -> float | None:
    """A finite number from a number, "50" or "50%"; None for anything else, booleans included."""
    if isinstance(value, str):
        value = value.strip().removesuffix("%").strip()
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def moment(value: Any) -> datetime | None:
    """A time from seconds, milliseconds, microseconds or ISO 8601, in UTC; no zone means UTC. None if unreadable."""
    try:
        if (unix := number(value)) is not None:
            return datetime.fromtimestamp(_seconds(unix), UTC) if unix > 0 else None
        if not isinstance(value, str):
            return None
        when = datetime.fromisoformat(value.strip())
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _seconds(unix: float) -> float:
    if unix >= _MICROSECONDS_FROM:
        return unix / 1e6
    return unix / 1e3 if unix >= _MILLISECONDS_FROM else unix
