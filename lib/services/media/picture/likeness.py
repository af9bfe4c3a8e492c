"""What of a picture can be reckoned once, to tell later whether it is blurred or like another."""

from __future__ import annotations

from itertools import pairwise

import pyvips

from lib.domain.picture_rules import Traits

_EDGE_PX = 512
"""Sharpness is measured at this size of the longer side, so that it means the same for every picture."""
_LEAST_CONTRAST = 5.0
"""Standard deviation of the greys, of 255: below it nothing is there that could be sharp."""
_LEAST_BITS = 8
"""A likeness with fewer ones, or fewer noughts, tells next to nothing: a plain colour, or grey that runs one way."""
_ACROSS, _DOWN = 9, 8


def traits_of(image: pyvips.Image) -> Traits:
    """Of a picture in memory, grey or RGB."""
    small = image.thumbnail_image(_EDGE_PX, height=_EDGE_PX, size="down")
    grey = (small.colourspace("b-w") if small.bands > 1 else small).copy_memory()
    return Traits(sharpness=_sharpness(grey), likeness=_likeness(grey))


def _sharpness(grey: pyvips.Image) -> float | None:
    """The variance of the Laplacian: how much each pixel differs from those around it."""
    if grey.deviate() < _LEAST_CONTRAST:
        return None
    around = pyvips.Image.new_from_array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    return round(float(grey.cast("float").conv(around).deviate() ** 2), 2)


def _likeness(grey: pyvips.Image) -> str:
    """64 bits in hexadecimal: whether it gets lighter to the right, at 8 x 8 places. "" where that tells nothing."""
    small = grey.thumbnail_image(_ACROSS, height=_DOWN, size="force").cast("uchar").write_to_memory()
    rows = [small[_ACROSS * row : _ACROSS * (row + 1)] for row in range(_DOWN)]
    bits = "".join(str(int(left < right)) for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):016x}" if _LEAST_BITS <= bits.count("1") <= len(bits) - _LEAST_BITS else ""
