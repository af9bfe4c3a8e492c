"""What a TIFF says about itself in its directories: TIFF 6.0, section 2. Cameras keep their RAW photos in it, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

_ORIENTATION, _SHORT = 0x0112, 3
_KINDS = {1: 1, 3: 2, 4: 4, 13: 4, 16: 8}
"""Bytes of a value, by its type: those types whose values are whole numbers."""
_SUBFILE, _PHOTOMETRIC, _DNG_VERSION = 254, 262, 50706
_REDUCED, _MASK = 1, 4
_OF_A_SENSOR = (32803, 34892)
"""Photometric: a colour filter array, and what is left of one."""
_MOST = 100
"""Directories that are looked at."""


def is_raw(data: bytes) -> bool:
    """Whether this is a RAW photo: its first picture is a small one beside what the sensor saw, or that itself."""
    if data[8:10] == b"CR":
        return True
    first = next(_directories(data), {})
    return bool(
        _DNG_VERSION in first or first.get(_SUBFILE, 0) & _REDUCED or first.get(_PHOTOMETRIC, 0) in _OF_A_SENSOR
    )


def pages(data: bytes) -> int:
    """Pictures in the file, its smaller versions and masks not counted."""
    return sum(not one.get(_SUBFILE, 0) & (_REDUCED | _MASK) for one in _directories(data))


def orientation_in(exif: bytes) -> int:
    """1 to 8 by what EXIF says in its first directory; 1 also for what browsers do not heed: another type, several."""
    data = exif.removeprefix(b"Exif\0\0")
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], order)

    at = number(4, 4)
    for start in range(at + 2, min(at + 2 + 12 * number(at, 2), len(data) - 11), 12):
        if number(start, 2) == _ORIENTATION and (number(start + 2, 2), number(start + 4, 4)) == (_SHORT, 1):
            value = number(start + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1


def _directories(data: bytes) -> Iterator[dict[int, int]]:
    """The first value of each field that is a whole number, of each directory in turn, as far as they can be read."""
    large = data[2:4] in (b"+\0", b"\0+")
    counted, entry, wide = (8, 20, 8) if large else (2, 12, 4)

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if data[:2] == b"II" else "big")

    at, seen = number(8, 8) if large else number(4, 4), set[int]()
    while 8 <= at < len(data) and at not in seen and len(seen) < _MOST:
        seen.add(at)
        fields: dict[int, int] = {}
        count = min(number(at, counted), 4096)
        for start in range(at + counted, at + counted + entry * count, entry):
            size = _KINDS.get(number(start + 2, 2))
            if size and number(start + 4, wide) == 1:
                fields[number(start, 2)] = number(start + 4 + wide, size)
            elif size:
                fields[number(start, 2)] = 0
        yield fields
        at = number(at + counted + entry * count, wide)
