"""Reading JSON that others wrote: any bytes in, plain values out, and never a crash, whatever stands where."""

from __future__ import annotations

import ast
import codecs
import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

Level = Mapping[str, Any]
"""One JSON object of an answer; fields may stand at the top or wrapped in `data`."""

_MAX_RAW = 4000
"""Characters that are kept of an answer."""
_MAX_INT_DIGITS = 40
_MOST_SPELLED = 4
"""How often a document may be spelled in a text within a text."""
_LONGEST_NAME = 200
_MOST_OBJECTS = 200_000
"""More objects and lists than any answer has; each takes some hundred bytes of memory."""
_MOST_STARTS = 10
"""Places in a sentence at which a JSON object is looked for."""
_START = re.compile(r"\{\s*[\"']")
_LONGEST_REPR = 20_000
"""Characters of a dictionary as Python prints it that are read."""
_MILLISECONDS_FROM, _MICROSECONDS_FROM = 1e11, 1e14
"""Unix times from here on cannot be seconds (year 5138), or milliseconds, any more."""


def words_of(listed: str) -> frozenset[str]:
    """The words of a blank-separated list: what names and codes are compared with."""
    return frozenset(listed.split())


_WORD = re.compile(r"[Mm][Pp]4|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def name_words(name: str) -> frozenset[str]:
    """What a field's name says: `lastFrameURL`, `last_frame_url`, `last_frameurl`: last, frame, url."""
    return _words_in(name[:_LONGEST_NAME])


@lru_cache(maxsize=4096)
def _words_in(name: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z])(?=(?:ur[li]s?|links?)\b)", " ", name.replace("_", " "))
    return frozenset(word.lower() for word in _WORD.findall(spaced))


def by_letters(level: Level) -> Level:
    """Its fields by the letters of their names alone: `errorMsg`, `error_msg` and `ErrorMsg` are errormsg."""
    found: dict[str, Any] = {}
    for name, value in level.items():
        found.setdefault(name[:_LONGEST_NAME].replace("_", "").replace("-", "").lower(), value)
    return found


def decoded(body: bytes, charset: str = "") -> str:
    """The text of `body`, which may be cut anywhere: by its mark, in `charset`, UTF-8, GB18030, else byte for byte.

    `charset` is what a header says, in any spelling; one that nobody knows, or that does not fit, counts as unsaid.
    """
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    for name in (_codec(charset), "utf-8-sig", "gb18030"):
        if (decoded_text := _read_as(name, body)) is not None:
            return decoded_text
    return body.decode("latin-1")


def _codec(charset: str) -> str:
    """Python's name of a charset; "" for one that says nothing: servers send latin-1 without having looked."""
    name = charset.strip().lower()
    if name.startswith(("gb", "x-gb", "cp936")):
        return "gb18030"  # It holds all of GBK and GB2312, which are often taken for each other.
    return "" if name in ("us-ascii", "ascii") or name.startswith(("iso-8859-1", "iso8859-1", "latin")) else name


def _read_as(name: str, body: bytes) -> str | None:
    try:
        b" ".decode(name)  # LookupError for what is no text encoding: hex, zip.
        return codecs.getincrementaldecoder(name)().decode(body)
    except (LookupError, UnicodeError, ValueError):
        return None


def parsed(body: bytes) -> Any:
    """The JSON document in `body`, None when there is none. NaN and Infinity become None, huge integers floats."""
    return _loaded(decoded(body))


def opened(value: Any) -> Any:
    """The object or list that a text spells in JSON, once or several times over; anything else as it is."""
    document = value
    for _ in range(_MOST_SPELLED):
        if not isinstance(document, str) or document.strip()[:1] not in ("{", "[", '"'):
            break
        document = _loaded(document)
    return document if isinstance(document, dict | list) else value


def embedded(source: str) -> Level | None:
    """The first object inside a text, such as `upstream said: {...}`; None without one.

    In JSON, in JSON that was put in quotes once more, or as Python prints it (`Error code: 400 - {'error': ...}`).
    """
    if _is_overgrown(source):
        return None
    unquoted = [source.replace('\\"', '"')] if '\\"' in source else []
    found = next(filter(None, map(_first_object_in, [source, *unquoted])), None)
    return found or _as_python_prints(source)


def _first_object_in(source: str) -> Level | None:
    for start in islice(_START.finditer(source), _MOST_STARTS):
        try:
            found, _ = _DECODER.raw_decode(source, start.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found:
            return found
    return None


def _as_python_prints(source: str) -> Level | None:
    begin, end = source.find("{'"), source.rfind("}") + 1
    if not 0 <= begin < end <= begin + _LONGEST_REPR:
        return None
    try:
        found = ast.literal_eval(source[begin:end])
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, dict) and all(isinstance(name, str) for name in found) else None


def _loaded(source: str) -> Any:
    if _is_overgrown(source):
        return None
    try:
        return _DECODER.decode(source)
    except (ValueError, RecursionError):
        return None


def _is_overgrown(source: str) -> bool:
    return source.count("{") + source.count("[") > _MOST_OBJECTS


def _integer(digits: str) -> int | float:
    # int() of some thousand digits raises; no field of the service is a number of that size.
    return int(digits) if len(digits) <= _MAX_INT_DIGITS else float(digits)


_DECODER = json.JSONDecoder(parse_constant=lambda _: None, parse_int=_integer)


def levels(document: Any) -> list[Level]:
    """The objects in which fields may stand, most telling first: `data`, what `data` wraps again, then the top.

    `data` goes before the top because a wrapper's own `status` or `id` speaks of the call, not of the task.
    """
    document = opened(document)
    if isinstance(document, list):
        document = next((item for item in document if isinstance(item, dict)), None)
    if not isinstance(document, dict):
        return []
    inner: list[Level] = []
    level = document
    for _ in range(3):
        level = first_object(level.get("data"))
        if not level:
            break
        inner.append(level)
    return [*inner, document]


def first_object(value: Any) -> dict[str, Any]:
    """An object, the first one of a list, or what a text spells of them; {} without one."""
    value = opened(value)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), None)
    return value if isinstance(value, dict) else {}


def children(found: list[Level], *names: str) -> Iterator[Level]:
    """The objects that stand under `names`, directly or as items of a list, in the order of levels and names."""
    for level in found:
        for name in names:
            value = opened(level.get(name))
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield item


def first_text(found: list[Level], *names: str) -> str:
    """The first non-empty text or number under `names`; a name goes before the next one on all levels. Else ""."""
    return next((value for name in names for level in found if (value := text(level.get(name)))), "")


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
    """A body as text that can be stored and shown, at most _MAX_RAW characters."""
    return printable(decoded(body), _MAX_RAW, lines=True)


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
