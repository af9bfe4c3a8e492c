"""What a HEIF or AVIF file says about itself in its boxes: its brands, and how its numbers are meant as colours.

ISO/IEC 14496-12 (boxes, `ftyp`, `colr`) and 23008-12 (`meta`, `pitm`, `iprp`).
"""

from __future__ import annotations

from collections.abc import Iterator

_OF_TELEVISION, _SRGB = (1, 6, 14, 15), 13


def brands(data: bytes) -> frozenset[bytes]:
    """All that the file says it is, such as heic or avif; empty for a file without `ftyp` at its start."""
    if data[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(data[:4], "big"), len(data), 400)
    return frozenset([data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))])


def is_sequence(data: bytes) -> bool:
    """Whether it is an animation, of which the primary picture is what a browser shows first."""
    return not brands(data).isdisjoint((b"avis", b"hevc", b"hevx", b"msf1"))


def colours_said(data: bytes) -> dict[bytes, bytes]:
    """What is said of the colours of the primary picture, as chunks of a PNG: code points, light level, display.

    A curve of television stands for that of sRGB, as in browsers: what writes these files means the same by both.
    """
    said: dict[bytes, bytes] = {}
    for name, box in _properties(data):
        body = bytes(box)
        if name == b"colr" and body[:4] == b"nclx" and len(body) >= 8:
            # Two bytes each; no code point is above 255.
            said.setdefault(b"cICP", bytes((body[5], _SRGB if body[7] in _OF_TELEVISION else body[7], 0, 1)))
        elif name == b"clli":
            # In nits; a PNG counts ten thousandths of them.
            said[b"cLLI"] = (int.from_bytes(body[:2], "big") * 10_000).to_bytes(4, "big")
        elif name == b"mdcv":
            said[b"mDCV"] = body
    return said


def _properties(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Type and body of each property of the primary picture."""
    meta = _first(memoryview(data), b"meta")
    if meta is None:
        return
    within = meta[4:]
    primary, properties = _first(within, b"pitm"), _first(within, b"iprp")
    if not primary or not properties:
        return
    item = int.from_bytes(primary[4:6] if primary[0] == 0 else primary[4:8], "big")
    container, links = _first(properties, b"ipco"), _first(properties, b"ipma")
    if not container or not links:
        return
    held = list(_boxes(container))
    yield from (held[number - 1] for number in _linked(links, item) if 0 < number <= len(held))


def _linked(links: memoryview, item: int) -> Iterator[int]:
    """The numbers of the properties of an item, from 1."""
    if len(links) < 8:
        return
    wide_ids, wide_numbers = links[0] > 0, bool(links[3] & 1)
    at, left = 8, int.from_bytes(links[4:8], "big")
    while left > 0 and at < len(links):
        size = 4 if wide_ids else 2
        here = int.from_bytes(links[at : at + size], "big")
        at += size
        count = int.from_bytes(links[at : at + 1], "big")
        at += 1
        each = 2 if wide_numbers else 1
        for _ in range(count):
            if here == item:
                # The first bit says whether a reader has to know it.
                yield int.from_bytes(links[at : at + each], "big") & (0x7FFF if wide_numbers else 0x7F)
            at += each
        left -= 1


def _first(data: memoryview, wanted: bytes) -> memoryview | None:
    return next((body for name, body in _boxes(data) if name == wanted), None)


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """(type, body) of each box, in order, as far as they are whole."""
    at = 0
    while at + 8 <= len(data):
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head or at + size > len(data):
            return
        yield bytes(data[at + 4 : at + 8]), data[at + head : at + size]
        at += size
