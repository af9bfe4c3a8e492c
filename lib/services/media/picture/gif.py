"""What a GIF says about its first frame: where it stands, and in which colours. GIF89a, sections 18 to 23."""

from __future__ import annotations

import struct

_EXTENSION = 0x21
_HAS_TABLE, _OF_256 = 0x80, 0x07


def first_frame(data: bytes) -> tuple[int, int, int, int]:
    """Left, top, width and height of it on its canvas. Raises LookupError or struct.error for a file without."""
    left, top, width, height = struct.unpack("<4H", data[(at := _descriptor(data)) + 1 : at + 9])
    return left, top, width, height


def with_whole_tables(data: bytes) -> bytes:
    """The same file with 256 colours for its first frame: as browsers show it, those beyond the table are black."""
    data = _with_whole_table(data, 10, 13)
    at = _descriptor(data)
    return _with_whole_table(data, at + 9, at + 10)


def _descriptor(data: bytes) -> int:
    at = 13 + _table_bytes(data[10])
    while data[at] == _EXTENSION:
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    return at


def _with_whole_table(data: bytes, flags_at: int, at: int) -> bytes:
    flags, end = data[flags_at], at + _table_bytes(data[flags_at])
    if end == at:
        return data
    table = data[at:end].ljust(_table_bytes(_HAS_TABLE | _OF_256), b"\0")
    return b"".join((data[:flags_at], bytes((flags | _OF_256,)), data[flags_at + 1 : at], table, data[end:]))


def _table_bytes(flags: int) -> int:
    return 6 << (flags & _OF_256) if flags & _HAS_TABLE else 0
