"""What reading a picture takes of the memory, reckoned from its header, and how much smaller it is drawn for that."""

from __future__ import annotations

import math

import pyvips

from lib.domain.picture_remark import Param, PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import Kind
from lib.services.media.picture.png import is_interlaced

WORK_PIXELS, TURNED_WORK_PIXELS = 40_000_000, 26_000_000
"""A larger picture is made smaller while it is read: 120 MB decoded, or 78 MB, and again while it is turned."""
_MEMORY_BYTES = 350_000_000
"""What reading one picture may take at once with its file: leaves room below the 400 MB that an upload may cost."""
_DRAWN_BYTES = 3
"""A pixel as it is drawn: red, green and blue."""
_LEAST_PIXELS = 4_000_000
"""A picture that could only be drawn with fewer is refused."""
_HEAVY = {"png": RemarkKind.HEAVY_PNG, "jpeg": RemarkKind.HEAVY_JPEG, "webp": RemarkKind.HEAVY_WEBP}
_WITH_TABLES = 1.2
"""Measured: what a decoder takes beside the values that it holds."""


def scale_to_read(width: int, height: int, held: float, size_bytes: int, kind: Kind, *, turned: bool) -> float:
    """How much smaller the picture is drawn so that all fits into memory. `held`: bytes a pixel that decoding needs.

    Raises PictureUnusable where it cannot.
    """
    pixels = width * height
    room = _MEMORY_BYTES - size_bytes
    drawn = _DRAWN_BYTES * (2 if turned else 1)
    most = min(TURNED_WORK_PIXELS if turned else WORK_PIXELS, (room - held * pixels) / drawn)
    if most >= pixels:
        return 1.0
    if most >= min(pixels, _LEAST_PIXELS):
        return math.sqrt(most / pixels)
    possible = (room - drawn * _LEAST_PIXELS) / held
    params: dict[str, Param] = {"width": width, "height": height, "most": math.floor(possible / 1e6)}
    raise unusable(PictureRemark(_HEAVY.get(kind, RemarkKind.HEAVY_STILL), params))


def held_bytes(header: pyvips.Image, data: bytes, kind: Kind) -> float:
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
