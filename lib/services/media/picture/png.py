"""What a PNG says about itself in its chunks: how its numbers are meant as colours, and the frame shown first.

PNG specification: chunks of length, type, body and checksum (5.3), colour spaces (12.1), frames (11.3.6).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_COLOUR = (b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cLLI", b"mDCV")
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_FRAMES = (b"acTL", b"fcTL", b"fdAT")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Frame:
    """The first frame of an animation whose own picture is hidden: as a PNG, and where its corner stands."""

    data: bytes
    left: int
    top: int


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """(type, body) of each whole chunk, in order; a wrong checksum counts in none but those about colours."""
    # Views: a chunk may be as large as the file.
    view, at = memoryview(data), len(_SIGNATURE)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if at + 12 + size > len(data):
            return
        yield data[at + 4 : at + 8], view[at + 8 : at + 8 + size]
        at += 12 + size


def colour_chunks(data: bytes) -> dict[bytes, bytes]:
    """The bodies of the chunks about colours (and PLTE) before the picture itself, the first of each."""
    found: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    for name, body in _chunks(data):
        if name in (b"IDAT", b"fdAT", b"IEND"):
            break
        checksum = data[at + 8 + len(body) : at + 12 + len(body)]
        # Behind the palette a browser heeds the others all the same.
        late = name == b"cICP" and b"PLTE" in found
        if name in (*_COLOUR, b"PLTE") and not late and _checksum(name, body) == checksum:
            found.setdefault(name, bytes(body))
        at += 12 + len(body)
    return found


def without_extras(data: bytes) -> bytes:
    """The same file without its text chunks and without what may be left out and has a wrong checksum.

    Texts that are packed a thousandfold would all be unpacked with it, for nothing. A palette that is too short gets
    its last colour once more for every index that may come, as browsers show these.
    """
    view = memoryview(data)
    at, kept = len(_SIGNATURE), [view[: len(_SIGNATURE)]]
    most = 1 << data[24] if data[25:26] == b"\3" and data[24] in (1, 2, 4, 8) else 0
    colours = 0
    for name, body in _chunks(data):
        end = at + 12 + len(body)
        wrong = name[:1].islower() and name not in _FRAMES and _checksum(name, body) != view[end - 4 : end]
        extra = wrong or name in _TEXTS
        if name == b"PLTE" and 3 <= len(body) < 3 * most and _checksum(name, body) == view[end - 4 : end]:
            colours = len(body) // 3
            kept.append(memoryview(_chunk(name, bytes(body) + bytes(body[-3:]) * (most - colours))))
        elif name == b"tRNS" and 0 < colours <= len(body) and not extra:
            last = bytes(body[colours - 1 : colours])
            kept.append(memoryview(_chunk(name, bytes(body[:colours]) + last * (most - colours))))
        elif not extra:
            kept.append(view[at:end])
        at = end
    rest = view[at:]
    whole = sum(map(len, kept)) + len(rest) == len(data)
    return data if whole else b"".join([*kept, rest])


def is_interlaced(data: bytes) -> bool:
    """Whether it must be held whole while it is decoded."""
    return data[28:29] == b"\1"


def is_animated(data: bytes) -> bool:
    """Whether it says so before the picture itself."""
    for name, body in _chunks(data):
        if name in (b"acTL", b"IDAT"):
            return name == b"acTL" and any(body[:4])
    return False


def is_whole(data: bytes) -> bool:
    """Whether it has its end mark."""
    return any(name == b"IEND" for name, _ in _chunks(data))


def hidden_start(data: bytes) -> Frame | None:
    """The first frame, if the file's own picture (IDAT) is no part of its animation; else None."""
    head: list[tuple[bytes, bytes]] = []
    control, parts = b"", list[memoryview]()
    animated = shown = False
    for name, body in _chunks(data):
        if name == b"acTL":
            animated = any(body[:4])
        elif name == b"IDAT":
            shown = True
            if not animated or control:
                return None
        elif name == b"fcTL":
            if parts or len(body) != 26:
                break
            control = bytes(body)
        elif name == b"fdAT" and control:
            parts.append(body[4:])
        elif not shown and name in (b"PLTE", b"tRNS", b"IHDR"):
            head.append((name, bytes(body)))
    if not (control and parts and shown and head and head[0][0] == b"IHDR"):
        return None
    width, height, left, top = struct.unpack(">4I", control[4:20])
    across, down = struct.unpack(">2I", head[0][1][:8])
    if left + width > across or top + height > down:
        return None
    own = struct.pack(">2I", width, height) + head[0][1][8:]
    made = [(b"IHDR", own), *head[1:], (b"IDAT", b"".join(parts)), (b"IEND", b"")]
    return Frame(_SIGNATURE + b"".join(_chunk(name, body) for name, body in made), left, top)


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + _checksum(name, body)


def _checksum(name: bytes, body: bytes | memoryview) -> bytes:
    return zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")
