"""The copy of a picture that is sent: drawn anew from its pixels, upright, 8 bit, sRGB, opaque, without metadata."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pyvips

from lib.domain.picture_remark import PictureRemark
from lib.domain.picture_rules import WHITE, Kind, Traits
from lib.services.media.picture.decoding import read
from lib.services.media.picture.fit import fitted
from lib.services.media.picture.likeness import traits_of
from lib.services.media.picture.redrawing import Drawn, distance_db, encoded

_LARGEST_BYTES = 14_000_000
"""What one picture may take of a request that it has for itself: 20 MB less what base64 and the words cost."""
_LOSSLESS_BYTES = 1_000_000
"""A copy without loss may have this much in any case, and twice the size of its original up to `_LARGEST_BYTES`."""
_QUALITIES = (97, 100)
"""JPEG with full colour. 97 gives 46 dB on photos with grain, 42 on noise, and takes a third of a lossless copy."""
_FAITHFUL_DB = 40.0
"""Below this distance from what was drawn, a copy at full size is drawn better."""


@dataclass(frozen=True)
class Checked:
    """A usable upload: upright facts, the copy to send, and what else was changed or is in doubt."""

    kind: Kind
    width: int
    height: int
    copy: Drawn
    notes: tuple[PictureRemark, ...]
    warnings: tuple[PictureRemark, ...]
    traits: Traits


def check_and_copy(data: bytes, ground: str = WHITE) -> Checked:
    """Judge an upload by its content and draw its sending copy. Raises PictureUnusable with its remark.

    Without loss where that is small enough, else as a JPEG that nobody can tell from it; smaller only where it would
    not fit into a request that it has for itself.
    """
    found = read(data, ground)
    copy, traits = drawn_copy(found.image, len(data)), traits_of(found.image)
    return Checked(found.kind, found.width, found.height, copy, found.notes, found.warnings, traits)


def drawn_copy(image: pyvips.Image, size_bytes: int) -> Drawn:
    """The copy of what was read from a file of this size."""
    lossless = min(_LARGEST_BYTES, max(_LOSSLESS_BYTES, 2 * size_bytes))
    copy = encoded(image, "png", lossless)
    if copy is not None and distance_db(image, copy) == math.inf:
        return copy
    for quality in _QUALITIES:
        copy = encoded(image, "jpeg", _LARGEST_BYTES, quality=quality)
        if copy is None:
            break
        if distance_db(image, copy) >= _FAITHFUL_DB:
            return copy
    return fitted(image, _LARGEST_BYTES)
