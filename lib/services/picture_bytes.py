"""What the bytes of a picture file hold, without decoding them: its format, where it really ends, what is metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lib.domain.pictures import Kind


@dataclass(frozen=True)
class Contents:
    """One png, jpeg or webp file taken apart."""

    kind: Kind
    bare: bytes
    """The picture alone: without metadata and without whatever follows its end. Pixels are untouched."""
    complete: bool
    """Whether the file's own end was found."""
    animated: bool = False
    deep: bool = False
    """More than 8 bits a channel."""
    scans: int = 1
    """JPEG: more than one means that a decoder holds all coefficients in memory at once."""


def kind_of(data: bytes) -> Kind | None:
    """The format by the file's first bytes, None for anything but png, jpeg and webp."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


_OTHERS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("a GIF", re.compile(rb"GIF8[79]a")),
    ("a HEIC", re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.DOTALL)),
    ("an AVIF", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    ("a TIFF or camera raw file", re.compile(rb"II\*\0|MM\0\*")),
    ("a BMP", re.compile(rb"BM.{8}[\x00-\xff]{2}\0\0", re.DOTALL)),
    ("a JPEG XL", re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    ("a JPEG 2000", re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    ("a Photoshop file", re.compile(rb"8BPS")),
    ("a PDF", re.compile(rb"%PDF-")),
    ("a video", re.compile(rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", re.DOTALL)),
    ("an SVG", re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,500}?)?(?:<!--.{0,500}?-->\s*)?<svg", re.DOTALL)),
    ("a web page", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)),
    ("a zip file", re.compile(rb"PK\x03\x04")),
)


def other_format(data: bytes) -> str:
    """What a file that is no png, jpeg or webp is, with its article ("a GIF"); empty if unknown."""
    return next((name for name, pattern in _OTHERS if pattern.match(data[:2000])), "")


def contents(data: bytes, kind: Kind) -> Contents:
    """Take the file apart. A file that ends too early gives what there is, with `complete` False."""
    take_apart: dict[Kind, Callable[[bytes], Contents]] = {"png": _png, "jpeg": _jpeg, "webp": _webp}
    return take_apart[kind](data)


# PNG: chunks of length, type, body, checksum (PNG specification, 5.3). What is not in this list says nothing about
# the pixels as they are shown, or is a profile that the caller has judged.
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"pHYs"})


def _png(data: bytes) -> Contents:
    kept, complete, animated = [data[:8]], False, False
    for name, chunk in _png_chunks(data):
        animated = animated or name == b"acTL"
        if name in _PNG_KEPT:
            kept.append(chunk)
        if name == b"IEND":
            complete = True
            break
    return Contents("png", b"".join(kept), complete, animated, deep=data[24:25] == b"\x10")


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return
        yield data[at + 4 : at + 8], data[at:end]
        at = end


# JPEG: markers with segments, and entropy-coded data after each start of scan (ITU T.81, annex B).
_SOI, _EOI, _SOS, _APP0, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD8)})
# Frames and tables; 0xDC and 0xDD are line count and restart interval.
_JPEG_KEPT = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def _jpeg(data: bytes) -> Contents:
    kept, scans, complete = [data[:2]], 0, False
    for marker, segment in _jpeg_segments(data):
        scans += marker == _SOS
        complete = complete or marker == _EOI
        kept.append(_jpeg_kept(marker, segment))
    return Contents("jpeg", b"".join(kept), complete, scans=scans)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes with the marker), up to the first end of image; a scan comes with the data that follows it."""
    at = 2
    while found := _MARKER_IN_SCAN.match(data, at):
        marker, start = data[found.end() - 1], found.end() - 2
        at = found.end()
        if marker == _EOI:
            yield marker, b"\xff\xd9"
            return
        if marker in _BARE_MARKERS:
            continue
        at += int.from_bytes(data[at : at + 2], "big")
        if marker == _SOS:
            following = _MARKER_IN_SCAN.search(data, at)
            at = following.start() if following else len(data)
        yield marker, data[start:at]


def _jpeg_kept(marker: int, segment: bytes) -> bytes:
    if marker == _APP0 and segment[4:9] == b"JFIF\0":
        # Without the thumbnail it may carry.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    if marker == _APP14 and segment[4:9] == b"Adobe":
        # Says how the colours are stored: without it they come out wrong.
        return segment
    return segment if marker in _JPEG_KEPT or marker == _EOI else b""


# WebP: RIFF chunks (WebP container specification). Bits of VP8X: profile 0x20, EXIF 0x08, XMP 0x04, animation 0x02.
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_WEBP_METADATA = 0x20 | 0x08 | 0x04


def _webp(data: bytes) -> Contents:
    end = 8 + int.from_bytes(data[4:8], "little")
    kept, animated = [], False
    for name, chunk in _webp_chunks(data[:end]):
        animated = animated or name in (b"ANIM", b"ANMF")
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA & 0xFF]) + chunk[9:]
        if name in _WEBP_KEPT:
            kept.append(chunk)
    body = b"WEBP" + b"".join(kept)
    bare = b"RIFF" + len(body).to_bytes(4, "little") + body
    return Contents("webp", bare, end <= len(data), animated)


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        # The last byte of padding is missing in some files that every program opens.
        chunk = data[at:end].ljust(end - at, b"\0") if end - len(data) <= 1 else b""
        if not chunk:
            return
        yield data[at : at + 4], chunk
        at = end
