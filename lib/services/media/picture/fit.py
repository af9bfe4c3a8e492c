"""Making a sending copy smaller: as many bytes as it may have, with as much of the picture in them as possible."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable

import pyvips

from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import LEAST_SENT_SIDE, MIN_SIDE
from lib.services.media.picture.decoding import read
from lib.services.media.picture.redrawing import Drawn, encoded

_BEST_QUALITY, _LEAST_QUALITY = 96, 80
"""Between these, at full size. Below, scaling down costs less of what a face shows than a lower quality."""
_SCALED_QUALITY = 84
_LAST_QUALITIES = (84, 72, 60)
"""Only for a picture that is as small as it may become and still too large."""
_GOOD_USE = 0.88
"""A file that fills this much of its room is close enough; more tries would cost time for nothing one can see."""
_AIM = 0.97
"""What a try aims at: what is reckoned from a sample is off by a few percent."""
_TRIES = 5
_TILE, _TILES_A_SIDE = 160, 5
"""The sample: a twentieth of 12 megapixels. Tiles of whole blocks, so that it takes as many bytes a pixel."""


def smaller(data: bytes, cap_bytes: int) -> Drawn:
    """A sending copy in at most `cap_bytes`, as a JPEG. The same input gives the same bytes.

    Raises PictureUnusable if even its smallest form is too large.
    """
    return fitted(pyvips.Image.new_from_buffer(data, "", access="sequential").copy_memory(), cap_bytes)


def fitted(image: pyvips.Image, cap_bytes: int) -> Drawn:
    """Like `smaller`, from what was drawn: first with a lower quality, then with fewer pixels."""
    if cap_bytes < 1:
        raise unusable(PictureRemark(RemarkKind.NO_ROOM))
    reckoned = _reckoning(image)
    steps = range(_LEAST_QUALITY, _BEST_QUALITY + 1)
    quality = steps[max(0, bisect_right(steps, _AIM * cap_bytes, key=reckoned) - 1)]
    while quality >= _LEAST_QUALITY and reckoned(quality) <= cap_bytes / _AIM:
        drawn = _file(image, quality, cap_bytes)
        if drawn is not None:
            return drawn
        quality -= 2
    return _scaled(image, cap_bytes, math.sqrt(_AIM * cap_bytes / reckoned(_SCALED_QUALITY)))


def _reckoning(image: pyvips.Image) -> Callable[[int], float]:
    """What the whole picture takes with a quality, in bytes, reckoned from a sample of it."""
    across, down = (min(_TILES_A_SIDE, side // _TILE) for side in (image.width, image.height))
    sample, times = image, 1.0
    if across * down * _TILE**2 < image.width * image.height / 2 and across and down:
        tiles = [
            image.crop(
                column * (image.width - _TILE) // max(1, across - 1),
                row * (image.height - _TILE) // max(1, down - 1),
                _TILE,
                _TILE,
            )
            for row in range(down)
            for column in range(across)
        ]
        sample = pyvips.Image.arrayjoin(tiles, across=across).copy_memory()
        times = image.width * image.height / (sample.width * sample.height)
    known: dict[int, float] = {}

    def reckoned(quality: int) -> float:
        if quality not in known:
            drawn = _file(sample, quality, sample.width * sample.height * 8)
            known[quality] = times * len(drawn.data) if drawn else math.inf
        return known[quality]

    return reckoned


def _scaled(image: pyvips.Image, cap_bytes: int, scale: float) -> Drawn:
    """Search for the scale whose file fills the room best: its size goes about with the square of the scale."""
    best, low, high = None, _least_scale(image), 1.0
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
    """The last resort: the least size at a low quality, then down to the least that contract 1.1 allows."""
    for least in (LEAST_SENT_SIDE, 4 * MIN_SIDE, 2 * MIN_SIDE, MIN_SIDE):
        for quality in _LAST_QUALITIES:
            drawn = _at_scale(image, min(1.0, least / min(image.width, image.height)), quality, cap_bytes)
            if drawn is not None:
                return drawn
    raise unusable(PictureRemark(RemarkKind.NO_ROOM))


def _least_scale(image: pyvips.Image) -> float:
    return float(min(1.0, LEAST_SENT_SIDE / min(image.width, image.height)))


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
