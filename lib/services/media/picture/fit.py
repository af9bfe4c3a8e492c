"""Making a sending copy smaller: as many bytes as it may have, with as much of the picture in them as possible."""

from __future__ import annotations

import math

import pyvips

from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import MIN_SIDE
from lib.services.media.picture.decoding import read
from lib.services.media.picture.redrawing import Drawn, encoded

_QUALITIES = (96, 92, 86, 80)
"""Tried at full size. Below that, scaling down costs less of what a face shows than a lower quality."""
_SCALED_QUALITY = 84
_LAST_QUALITY = 60
"""Only for a picture that is as small as it may become and still too large."""
_GENERAL_MIN_SIDE = 512
"""Pixels below which no picture is scaled, except when a request could not be sent otherwise."""
_GOOD_USE = 0.88
"""A file that fills this much of its room is close enough; more tries would cost time for nothing one can see."""
_TRIES = 5


def smaller(data: bytes, cap_bytes: int) -> Drawn:
    """A sending copy in at most `cap_bytes`, as a JPEG. The same input gives the same bytes.

    Raises PictureUnusable if even its smallest form is too large.
    """
    return fitted(pyvips.Image.new_from_buffer(data, "", access="sequential").copy_memory(), cap_bytes)


def fitted(image: pyvips.Image, cap_bytes: int) -> Drawn:
    """Like `smaller`, from what was drawn."""
    if cap_bytes < 1:
        raise unusable(PictureRemark(RemarkKind.NO_ROOM))
    for quality in _QUALITIES:
        drawn = _file(image, quality, 2 * cap_bytes)
        if drawn is None:
            break
        if len(drawn.data) <= cap_bytes:
            return drawn
    return _scaled(image, cap_bytes)


def _scaled(image: pyvips.Image, cap_bytes: int) -> Drawn:
    """Search for the scale whose file fills the room best: its size goes about with the square of the scale."""
    best, low, high = None, _least_scale(image), 1.0
    scale = max(low, min(0.25, 0.25 * math.sqrt(16_000_000 / (image.width * image.height))))
    for _ in range(_TRIES):
        scale = min(max(scale, low), high)
        drawn = _at_scale(image, scale, _SCALED_QUALITY, 4 * cap_bytes)
        use = len(drawn.data) / cap_bytes if drawn else 4.0
        if drawn and use <= 1:
            best, low = drawn, scale
        else:
            high = scale
        if _GOOD_USE <= use <= 1 or high - low < 0.01:
            break
        scale *= math.sqrt(0.95 / use)
    return best or _smallest(image, cap_bytes)


def _smallest(image: pyvips.Image, cap_bytes: int) -> Drawn:
    """The last resort: the least size at a low quality, then the least that contract 1.1 allows."""
    for least in (_GENERAL_MIN_SIDE, 2 * MIN_SIDE, MIN_SIDE):
        for quality in (_SCALED_QUALITY, _LAST_QUALITY):
            drawn = _at_scale(image, min(1.0, least / min(image.width, image.height)), quality, cap_bytes)
            if drawn is not None:
                return drawn
    raise unusable(PictureRemark(RemarkKind.NO_ROOM))


def _least_scale(image: pyvips.Image) -> float:
    return float(min(1.0, _GENERAL_MIN_SIDE / min(image.width, image.height)))


def _at_scale(image: pyvips.Image, scale: float, quality: int, limit_bytes: int) -> Drawn | None:
    # Rounding up keeps both sides at or above the least size; the shape changes by less than a pixel.
    width, height = (max(MIN_SIDE, math.ceil(side * scale - 1e-6)) for side in (image.width, image.height))
    across, down = width / image.width, height / image.height
    return _file(image if scale == 1 else image.resize(across, vscale=down), quality, limit_bytes)


def _file(image: pyvips.Image, quality: int, limit_bytes: int) -> Drawn | None:
    return encoded(image, "jpeg", limit_bytes, quality=quality, fine=False)


def thumbnail(data: bytes, edge: int) -> bytes:
    """A WebP that fits a square of `edge` pixels, of a sending copy or any other picture. Raises PictureUnusable."""
    image = read(data).image
    small = image.thumbnail_image(edge, height=edge, size="down")
    return bytes(small.write_to_buffer(".webp", Q=82, effort=2, keep="none"))
