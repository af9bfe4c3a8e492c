"""Whether a JPEG's data last to its last pixel. ITU T.81, annex B: segments, and a scan that ends with a marker."""

from __future__ import annotations

import re

import pyvips

_START_OF_SCAN, _ALONE = 0xDA, frozenset({0x01, *range(0xD0, 0xD8)})
_END_OF_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_END = b"\xff\xd9"
_OTHER_ENDS = (b"", bytes(range(0x21, 0xE1)) * 4)
"""What a decoder finds where data are missing: nothing, for which it draws grey, or noise."""


def ends_early(data: bytes) -> bool:
    """Whether pixels depend on data that are not there. Only for a picture in one scan.

    libjpeg warns of it, but libvips does not hear what it says of the last row of blocks. What is told by no warning is
    told by comparison: whatever follows the data of a whole picture changes none of its pixels.
    """
    begin = _scan_begins(data)
    if begin is None:
        return False
    marker = _END_OF_SCAN.search(data, begin)
    head = memoryview(data)[: marker.start() if marker else len(data)]
    one, other = (_small(b"".join((head, end, _END))) for end in _OTHER_ENDS)
    return bool((one - other).abs().max() > 0)


def _scan_begins(data: bytes) -> int | None:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        name = data[at + 1]
        if name == 0xFF:
            at += 1
            continue
        length = 0 if name in _ALONE else int.from_bytes(data[at + 2 : at + 4], "big")
        at += 2 + length
        if name == _START_OF_SCAN:
            return at
    return None


def _small(data: bytes) -> pyvips.Image:
    """An eighth of each side: as much as the mean of each block, which costs least."""
    return pyvips.Image.jpegload_buffer(
        data, access="sequential", fail_on="none", unlimited=True, shrink=8
    ).copy_memory()
