"""Whether a file is cut short, by its own parts: an MP4 is a row of boxes, a WebM a tree of elements.

Each part begins with its name and its length. Names that nobody here has heard of are stepped over like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from struct import iter_unpack
from typing import BinaryIO

from lib.domain.causes import Cause
from lib.domain.errors import VideoBroken

_BOXES = frozenset(
    b"ftyp moov mdat moof mfra free skip wide meta uuid udta pdin sidx ssix styp emsg prft pnot bloc".split()
)
"""Boxes of the format's own; one of these that reaches beyond the file was there in whole once."""
_BOX_NAME = re.compile(rb"[A-Za-z0-9 _\xa9][A-Za-z0-9 _.-]{3}")
_UNKNOWN_AT_MOST = 256 * 2**20
"""What stands behind the video may be any bytes: read as a box, they claim an enormous length."""
_ENTERED = frozenset({0x18538067, 0x1F43B675})
"""Segment and Cluster of Matroska: live recorders leave their length open, and what they hold follows at once."""
_ELEMENTS = _ENTERED | frozenset(
    {
        0x1A45DFA3,
        0x114D9B74,
        0x1549A966,
        0x1654AE6B,
        0x1C53BB6B,
        0x1254C367,
        0x1043A770,
        0x1941A469,
        0xA3,
        0xA0,
        0xE7,
        0xEC,
    }
)
"""Those, and what stands in one: one of these that reaches beyond the file was there in whole once."""
_HOLDERS = frozenset(b"moov trak mdia minf stbl moof traf".split())
_COUNTS_AT = {b"stsz": 8, b"stz2": 8, b"trun": 4, b"stts": 4, b"ctts": 4}
"""Where in these boxes stands how many pictures, or rows of them, there are."""
_SOME_COUNTS = 1_000_000
"""Careless writers count too many, and old sounds have two to a byte: so many do no harm."""
_LARGEST_TABLE = 8_000_000
_EBML = b"\x1a\x45\xdf\xa3"
_SOON = 8
"""Among so many boxes there is one of the format's own."""
_MOST_PARTS = 100_000
"""A file of millions of tiny parts is left to the decoder: looking at each takes longer than playing it."""


def is_boxed(path: Path) -> bool:
    """Whether a file is a row of boxes: MP4, MOV and their kin."""
    with path.open("rb") as file:
        return _is_boxed(file)


def _is_boxed(file: BinaryIO) -> bool:
    return any(one.name in _BOXES for one in islice(_boxes(file), _SOON))


def refuse_cut(path: Path, size_bytes: int) -> None:
    """Raises VideoBroken when a part of the file reaches beyond its end, or counts what it cannot hold.

    Formats without lengths do not tell.
    """
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(_EBML):
            cut = _elements_are_cut(file, size_bytes)
        elif start.startswith(b"RIFF"):
            cut = int.from_bytes(start[4:], "little") + 8 > size_bytes
        elif start.startswith(b"GIF8"):
            cut = not _ends_like_a_gif(file, size_bytes)
        else:
            cut = _is_boxed(file) and _boxes_are_cut(file, size_bytes)
            if not cut and _counts_too_many(file, size_bytes):
                raise VideoBroken.because(Cause.INDEX_DAMAGED)
    if cut:
        raise VideoBroken.because(Cause.ENDS_EARLY, size_bytes=size_bytes)


@dataclass(frozen=True)
class _Box:
    """One box, as it says itself: its `end` may lie beyond the file. `body`: where what it holds begins."""

    name: bytes
    start: int
    body: int
    end: int


def _boxes(file: BinaryIO, at: int = 0, end: int | None = None) -> Iterator[_Box]:
    """The boxes from here on, to the end of whatever holds them.

    Ends before what is no box, and before a last box that goes on to the end of the file (length 0).
    """
    while end is None or at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        length, body = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, body = int.from_bytes(head[8:16], "big"), 16
        if len(head) < 8 or length < body or not _BOX_NAME.fullmatch(head[4:8]):
            return
        yield _Box(head[4:8], at, at + body, at + length)
        at += length


def _boxes_are_cut(file: BinaryIO, size_bytes: int) -> bool:
    has_index, end = False, 0
    for one in islice(_boxes(file), _MOST_PARTS):
        end = one.end
        if end > size_bytes:
            return one.name in _BOXES or end - one.start <= _UNKNOWN_AT_MOST
        has_index = has_index or one.name == b"moov"
    # Seven bytes are too few to be a box.
    return not has_index and end + 8 > size_bytes


def _counts_too_many(file: BinaryIO, size_bytes: int) -> bool:
    """Whether an index names far more pictures than the file has bytes: a decoder would take memory for each."""
    for one in islice(_inner_boxes(file), _MOST_PARTS):
        file.seek(one.body)
        if one.name in (b"stts", b"ctts"):
            table = file.read(min(one.end - one.body, _LARGEST_TABLE))[8:]
            number = sum(count for count, _ in iter_unpack(">II", table[: len(table) // 8 * 8]))
        else:
            at = _COUNTS_AT[one.name]
            number = int.from_bytes(file.read(at + 4)[at:], "big")
        if number > 4 * size_bytes + _SOME_COUNTS:
            return True
    return False


def _inner_boxes(file: BinaryIO, at: int = 0, end: int | None = None) -> Iterator[_Box]:
    """The boxes of an index that count something, at any depth."""
    for one in _boxes(file, at, end):
        if one.name in _HOLDERS:
            yield from _inner_boxes(file, one.body, one.end)
        elif one.name in _COUNTS_AT:
            yield one


def _elements_are_cut(file: BinaryIO, size_bytes: int) -> bool:
    at = 0
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(12)
        name_bytes = _length_of_number(head[:1], 4)
        length_bytes = _length_of_number(head[name_bytes : name_bytes + 1], 8)
        begin = name_bytes + length_bytes
        if not name_bytes or not length_bytes or len(head) < begin:
            return False
        name = int.from_bytes(head[:name_bytes], "big")
        open_ended = (1 << 7 * length_bytes) - 1
        length = int.from_bytes(head[name_bytes:begin], "big") & open_ended
        at += begin
        if length == open_ended:
            if name not in _ENTERED:
                return False
            continue
        if at + length > size_bytes:
            return name in _ELEMENTS  # Any bytes may stand behind the video.
        at += length
    return False


def _ends_like_a_gif(file: BinaryIO, size_bytes: int) -> bool:
    file.seek(max(0, size_bytes - 1000))
    return file.read().rstrip(b"\0").endswith(b";")


def _length_of_number(first: bytes, at_most: int) -> int:
    """How many bytes a number of EBML has, by its first byte: 1 and the zeros before its first one; 0 for no number."""
    length = 9 - first[0].bit_length() if first and first[0] else 0
    return length if length <= at_most else 0
