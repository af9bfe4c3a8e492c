"""Whether a JPEG's data last to its last pixel, and the profile in its segments.

ITU T.81, annex B: segments, and a scan that ends with a marker. ICC.1, annex B.4: a profile in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyvips

_START_OF_SCAN, _END_OF_IMAGE, _APP2, _FRAMES = 0xDA, 0xD9, 0xE2, (0xC0, 0xC1, 0xC2)
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_END_OF_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_END = b"\xff\xd9"
_PROFILE = b"ICC_PROFILE\0"
_OTHER_ENDS = (b"", bytes(range(0x21, 0xE1)) * 4)
"""What a decoder finds where data are missing: nothing, for which it draws grey, or noise."""


def ends_early(data: bytes) -> bool:
    """Whether pixels depend on data that are not there: later scans, or the end of the only one.

    libjpeg warns of it, but libvips does not hear what it says of the last row of blocks. What is told by no warning is
    told by comparison: whatever follows the data of a whole picture changes none of its pixels.
    """
    scans = list(_scans(data))
    if not scans or _lacks_some(data, scans):
        return bool(scans)
    if len(scans) > 1:
        return False
    marker = _END_OF_SCAN.search(data, scans[0][1])
    head = memoryview(data)[: marker.start() if marker else len(data)]
    one, other = (_small(b"".join((head, end, _END))) for end in _OTHER_ENDS)
    return bool((one - other).abs().max() > 0)


def _lacks_some(data: bytes, scans: list[tuple[int, int]]) -> bool:
    """Whether some coefficient of some component comes in none of these scans, or not to its last bit."""
    frame = next((data[begin:end] for name, begin, end in _segments(data) if name in _FRAMES), b"")
    missing = {(component, number) for component in frame[6::3] for number in range(64)}
    for begin, end in scans:
        head = data[begin:end]
        count = head[0] if head else 0
        components, rest = head[1 : 1 + 2 * count : 2], head[1 + 2 * count :]
        if len(rest) == 3 and rest[2] & 15 == 0:
            missing -= {(component, number) for component in components for number in range(rest[0], rest[1] + 1)}
    return bool(missing)


def profile_in(data: bytes) -> bytes:
    """Its colour profile, put together; empty unless all parts agree how many they are and each is there, once."""
    parts, expected = dict[int, bytes](), 0
    for name, begin, end in _segments(data):
        if name != _APP2 or not data.startswith(_PROFILE, begin) or end <= begin + 14:
            continue
        number, count = data[begin + 12], data[begin + 13]
        if not 1 <= number <= count or number in parts or count != (expected or count):
            return b""
        parts[number], expected = data[begin + 14 : end], count
        if len(parts) == count:
            break
    return b"".join(parts[number] for number in sorted(parts)) if len(parts) == expected else b""


def _scans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the header of each scan begins and ends."""
    at = 2
    while found := next((place for name, *place in _segments(data, at) if name == _START_OF_SCAN), None):
        yield found[0], found[1]
        marker = _END_OF_SCAN.search(data, found[1])
        if marker is None:
            return
        at = marker.start()


def _segments(data: bytes, at: int = 2) -> Iterator[tuple[int, int, int]]:
    """(name, where its body begins and ends) of each whole segment from here, as far as they follow each other."""
    while at + 4 <= len(data) and data[at] == 0xFF:
        name = data[at + 1]
        if name == 0xFF:
            at += 1
            continue
        if name == _END_OF_IMAGE:
            return
        length = 0 if name in _ALONE else int.from_bytes(data[at + 2 : at + 4], "big")
        if at + 2 + length > len(data):
            return
        yield name, at + 4, at + 2 + length
        at += 2 + length


def _small(data: bytes) -> pyvips.Image:
    """An eighth of each side: as much as the mean of each block, which costs least."""
    return pyvips.Image.jpegload_buffer(
        data, access="sequential", fail_on="none", unlimited=True, shrink=8
    ).copy_memory()
