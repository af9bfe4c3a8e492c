"""Making a sending copy smaller: as many bytes as it may have, with as much of the picture in them as possible."""

from __future__ import annotations

import io
import math

from PIL import Image

from lib.domain.errors import PictureUnusable
from lib.domain.pictures import MIN_SIDE, Kind
from lib.services.picture_colour import plain
from lib.services.picture_copy import Drawn, at_work_size, encode

QUALITIES = (90, 80)
"""Tried at full size. Below that, scaling down costs less of what a face shows than a lower quality."""
SCALED_QUALITY = 84
LAST_QUALITY = 60
"""Only for a picture that is as small as it may become and still too large."""
GENERAL_MIN_SIDE = 512
"""Pixels below which no picture is scaled, except when a request could not be sent otherwise."""
_GOOD_USE = 0.88
"""A file that fills this much of its room is close enough; more tries would cost time for nothing one can see."""
_TRIES = 4


def smaller(data: bytes, cap_bytes: int) -> Drawn:
    """A sending copy (upright, plain) in at most `cap_bytes`. The same input gives the same bytes.

    JPEG without transparency, WebP with it. Raises PictureUnusable if even its smallest form is too large.
    """
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        image = _without_idle_alpha(plain(at_work_size(opened)))
    kind: Kind = "webp" if image.mode == "RGBA" else "jpeg"
    for quality in QUALITIES:
        file = _file(image, kind, quality)
        if len(file) <= cap_bytes:
            return Drawn(file, kind, *image.size)
        if len(file) > 1.6 * cap_bytes:
            break
    return _scaled(image, kind, cap_bytes, len(file))


def _scaled(image: Image.Image, kind: Kind, cap_bytes: int, size_bytes: int) -> Drawn:
    """Search for the scale whose file fills the room best: its size goes about with the square of the scale."""
    best, low, high = None, _least_scale(image), 1.0
    scale = math.sqrt(cap_bytes / size_bytes)
    for _ in range(_TRIES):
        scale = min(max(scale, low), high)
        drawn = _at_scale(image, kind, scale, SCALED_QUALITY)
        use = len(drawn.data) / cap_bytes
        if use <= 1:
            best, low = drawn, scale
        else:
            high = scale
        if _GOOD_USE <= use <= 1 or high - low < 0.01:
            break
        scale *= math.sqrt(0.95 / use)
    return best or _smallest(image, kind, cap_bytes)


def _smallest(image: Image.Image, kind: Kind, cap_bytes: int) -> Drawn:
    """The last resort: the least size at a low quality, then the least that contract 1.1 allows."""
    for least in (GENERAL_MIN_SIDE, 2 * MIN_SIDE, MIN_SIDE):
        for quality in (SCALED_QUALITY, LAST_QUALITY):
            drawn = _at_scale(image, kind, min(1.0, least / min(image.size)), quality)
            if len(drawn.data) <= cap_bytes:
                return drawn
    raise PictureUnusable(detail="These pictures do not fit into one request, however small. Use fewer pictures.")


def _least_scale(image: Image.Image) -> float:
    return min(1.0, GENERAL_MIN_SIDE / min(image.size))


def _at_scale(image: Image.Image, kind: Kind, scale: float, quality: int) -> Drawn:
    # Rounding up keeps both sides at or above the least size; the shape changes by less than a pixel.
    width, height = (max(MIN_SIDE, math.ceil(side * scale - 1e-6)) for side in image.size)
    resized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Drawn(_file(resized, kind, quality), kind, width, height)


def _file(image: Image.Image, kind: Kind, quality: int) -> bytes:
    return encode(image, kind, quality, coarse_colour=True)


def _without_idle_alpha(image: Image.Image) -> Image.Image:
    """RGB for an RGBA picture in which nothing is transparent."""
    opaque = image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255)
    return image.convert("RGB") if opaque else image


def thumbnail(data: bytes, edge: int) -> bytes:
    """A WebP of a sending copy that fits a square of `edge` pixels."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        opened.draft(None, (2 * edge, 2 * edge))
        image = plain(at_work_size(opened))
    image.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return encode(image, "webp", 82, coarse_colour=True)
