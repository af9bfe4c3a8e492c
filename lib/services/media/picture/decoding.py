"""Reading a picture: decoded as a browser shows it, upright, in sRGB, on white, within a bounded memory.

libvips decodes in strips; what cannot be had in strips is reckoned from the header before a pixel is touched.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import pyvips

from lib.domain import picture_rules as rules
from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import Kind
from lib.services.media.picture.colour import in_srgb
from lib.services.media.picture.file_format import kind_of, kind_of_other
from lib.services.media.picture.png import (
    colour_chunks,
    hidden_start,
    is_animated,
    is_interlaced,
    is_whole,
    without_texts,
)

WORK_PIXELS, TURNED_WORK_PIXELS = 40_000_000, 26_000_000
"""A larger picture is made smaller while it is read: 120 MB decoded, or 78 MB, and again while it is turned."""
_MEMORY_BYTES = 350_000_000
"""What reading one picture may take at once with its file: leaves room below the 400 MB that an upload may cost."""
_DRAWN_BYTES = 3
"""A pixel as it is drawn: red, green and blue."""
# Pictures come once each: keeping what was computed for the next call would only hold memory.
pyvips.cache_set_max(0)
logging.getLogger("pyvips").setLevel(logging.ERROR)

_STRICT = {"png": "error", "jpeg": "warning", "webp": "error"}
_END = b"\xff\xd9"
_WARNS_OF_NOTHING = re.compile("Invalid SOS parameters|Unknown Adobe color transform|Inconsistent progression")
"""What libjpeg says about files in which no pixel is in doubt."""


@dataclass(frozen=True)
class Reading:
    """A picture in memory: grey or RGB, 8 bits a channel, upright."""

    image: pyvips.Image
    kind: Kind
    width: int
    height: int
    """Of the file, upright; the image may be smaller."""
    notes: tuple[PictureRemark, ...]
    warnings: tuple[PictureRemark, ...]


def read(data: bytes) -> Reading:
    """Judge a file by its content and decode it. Raises PictureUnusable with its remark."""
    kind = _kind(data)
    header = _opened(data, kind, "none")
    turned = _orientation(header)
    width, height = (header.height, header.width) if turned >= 5 else (header.width, header.height)
    refused = rules.judge(width, height, len(data)).refused
    if refused:
        raise unusable(refused[0])
    if kind == "png":
        data = without_texts(data)
    scale = _scale(header, data, kind)
    image, warnings = _sound(data, kind, lambda level, whole: _drawn(whole, kind, level, scale).copy_memory())
    return Reading(_upright(image, turned), kind, width, height, _notes(header, data, kind), warnings)


def _kind(data: bytes) -> Kind:
    if not data:
        raise unusable(PictureRemark(RemarkKind.EMPTY))
    if too_large := rules.too_large(len(data)):
        raise unusable(too_large)
    kind = kind_of(data)
    if kind is None:
        raise unusable(PictureRemark(kind_of_other(data)))
    return kind


def _opened(data: bytes, kind: Kind, level: str, shrink: int = 1) -> pyvips.Image:
    try:
        if kind == "png":
            return pyvips.Image.pngload_buffer(data, access="sequential", fail_on=level)
        if kind == "jpeg":
            return pyvips.Image.jpegload_buffer(data, access="sequential", fail_on=level, unlimited=True, shrink=shrink)
        return pyvips.Image.webpload_buffer(data, access="sequential", fail_on=level)
    except pyvips.Error as exc:
        damage = RemarkKind.DAMAGED if _ends(data, kind) else RemarkKind.INCOMPLETE
        raise unusable(PictureRemark(damage)) from exc


def _ends(data: bytes, kind: Kind) -> bool:
    """Whether the file is as long as it says, or has its own end mark."""
    if kind == "png":
        return is_whole(data)
    if kind == "jpeg":
        return b"\xff\xd9" in data[-65_536:]
    return 8 + int.from_bytes(data[4:8], "little") <= len(data)


def _orientation(header: pyvips.Image) -> int:
    """1 to 8 as EXIF counts; 1 when there is none."""
    value = header.get("orientation") if header.get_typeof("orientation") else 1
    return value if 1 <= value <= 8 else 1


def _upright(image: pyvips.Image, turned: int) -> pyvips.Image:
    if turned == 1:
        return image
    marked = image.copy()
    marked.set_type(pyvips.GValue.gint_type, "orientation", turned)
    # At once: turning strip by strip, for each file that is tried, took four times as long.
    return marked.autorot().copy_memory()


# Damage


def _sound(
    data: bytes, kind: Kind, decode: Callable[[str, bytes], pyvips.Image]
) -> tuple[pyvips.Image, tuple[PictureRemark, ...]]:
    """Decoded, and what to say about its damage. Strictly first; what fails that is taken as far as it goes."""
    try:
        return decode(_STRICT[kind], data), ()
    except pyvips.Error as exc:
        trouble = str(exc)
    if kind == "jpeg" and not data.rstrip(b"\0").endswith(_END):
        # Only the end mark may be missing. libjpeg supplies one where the data stop, and complains about that alone.
        try:
            return decode(_STRICT[kind], data + _END), ()
        except pyvips.Error as exc:
            trouble = str(exc)
    if not _ends(data, kind):
        raise unusable(PictureRemark(RemarkKind.INCOMPLETE))
    try:
        # Where lines of a PNG are missing libvips leaves what the memory held before: maybe another picture.
        image = decode("truncated" if kind == "png" else "none", data)
    except pyvips.Error as exc:
        raise unusable(PictureRemark(RemarkKind.DAMAGED)) from exc
    if _WARNS_OF_NOTHING.search(trouble):
        return image, ()
    rest = image.crop(0, image.height // 10, image.width, image.height - image.height // 10)
    if rest.min() == rest.max():
        # Next to nothing was there.
        raise unusable(PictureRemark(RemarkKind.DAMAGED))
    return image, (PictureRemark(RemarkKind.PARTLY),)


def _drawn(data: bytes, kind: Kind, level: str, scale: float) -> pyvips.Image:
    """In sRGB on white, not yet turned, and not yet decoded: its pixels come when they are asked for."""
    halvings = max((step for step in (1, 2, 4, 8) if step <= 1.001 / scale), default=1)
    image = _opened(data, kind, level, halvings if kind == "jpeg" else 1)
    width = image.width
    if kind == "png":
        image = _first_frame(image, data, level)
    image = in_srgb(image, colour_chunks(data) if kind == "png" else {})
    if image.hasalpha():
        image = image.flatten(background=[255] * (image.bands - 1))
    left = scale * (halvings if kind == "jpeg" else 1)
    return image if left > 0.999 or width < 2 else image.resize(left)


def _first_frame(image: pyvips.Image, data: bytes, level: str) -> pyvips.Image:
    """What a browser shows first of an animation: its own picture, unless that is only for programs that know none."""
    frame = hidden_start(data)
    if frame is None:
        return image
    shown = _opened(frame.data, "png", level)
    if not shown.hasalpha():
        shown = shown.bandjoin(65535 if shown.format == "ushort" else 255)
    # Where the frame does not reach, nothing was drawn yet.
    return shown.embed(frame.left, frame.top, image.width, image.height)


# Memory


def _scale(header: pyvips.Image, data: bytes, kind: Kind) -> float:
    """How much smaller the picture is drawn so that all fits into memory. Raises PictureUnusable where it cannot."""
    pixels = header.width * header.height
    room = _MEMORY_BYTES - len(data)
    held = _held_bytes(header, data, kind)
    turned = _orientation(header) != 1
    drawn = _DRAWN_BYTES * (2 if turned else 1)
    most = min(TURNED_WORK_PIXELS if turned else WORK_PIXELS, (room - held * pixels) / drawn)
    if most >= pixels:
        return 1.0
    if most >= min(pixels, _LEAST_PIXELS):
        return math.sqrt(most / pixels)
    possible = (room - drawn * _LEAST_PIXELS) / held
    params = {"width": header.width, "height": header.height, "most": math.floor(possible / 1e6)}
    raise unusable(PictureRemark(_HEAVY[kind], params))


_LEAST_PIXELS = 4_000_000
"""A picture that could only be drawn with fewer is refused."""
_HEAVY = {"png": RemarkKind.HEAVY_PNG, "jpeg": RemarkKind.HEAVY_JPEG, "webp": RemarkKind.HEAVY_WEBP}
_WITH_TABLES = 1.2
"""Measured: what a decoder takes beside the values that it holds."""


def _held_bytes(header: pyvips.Image, data: bytes, kind: Kind) -> float:
    """Bytes a pixel that decoding holds all at once, beside what is drawn; next to none where it goes in strips."""
    if kind == "jpeg":
        # All coefficients of a picture in several scans, two bytes for each value of each component.
        several = header.get_typeof("jpeg-multiscan") and header.get("jpeg-multiscan")
        halved = header.get_typeof("jpeg-chroma-subsample") and "4:2:0" in header.get("jpeg-chroma-subsample")
        return _WITH_TABLES * 2 * (1.5 if halved else header.bands) if several else 0
    if kind == "png":
        deep = 2 if header.format == "ushort" else 1
        return _WITH_TABLES * header.bands * deep if is_interlaced(data) else 0
    # libwebp gives the whole picture, with its own copy beside it where it is stored without loss, and an animation's
    # frame beside its canvas.
    several = header.get_typeof("n-pages") and header.get("n-pages") > 1
    return float(4 + header.bands + (8 if several else 0))


def _notes(header: pyvips.Image, data: bytes, kind: Kind) -> tuple[PictureRemark, ...]:
    notes = []
    animated = is_animated(data) if kind == "png" else header.get_typeof("n-pages") and header.get("n-pages") > 1
    if animated:
        notes.append(RemarkKind.FIRST_FRAME)
    if header.interpretation == "cmyk":
        notes.append(RemarkKind.PRINT_COLOURS)
    if header.hasalpha() and _is_transparent(data, kind):
        notes.append(RemarkKind.ON_WHITE)
    return tuple(PictureRemark(kind) for kind in notes)


def _is_transparent(data: bytes, kind: Kind) -> bool:
    image = _opened(data, kind, "none")
    if kind == "png":
        image = _first_frame(image, data, "none")
    opaque = 65535 if image.format == "ushort" else 255
    return bool(image[image.bands - 1].min() < opaque)
