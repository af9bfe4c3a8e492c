"""A part of a picture, turned as people want it, drawn from its file."""

from __future__ import annotations

import pyvips

from lib.domain.crop import Crop, box_of
from lib.domain.picture_remark import unusable
from lib.domain.picture_rules import WHITE, judge
from lib.services.media.picture.decoding import read
from lib.services.media.picture.likeness import traits_of
from lib.services.media.picture.sending_copy import Checked, drawn_copy

_TURNS = ("d0", "d90", "d180", "d270")


def crop_and_copy(data: bytes, crop: Crop, ground: str = WHITE) -> Checked:
    """What `check_and_copy` does, of this part alone. Raises PictureUnusable, also for a part that is too small."""
    found = read(data, ground)
    part = _part(found.image, crop)
    if refused := judge(part.width, part.height, 0).refused:
        raise unusable(refused[0])
    share = part.width * part.height / (found.image.width * found.image.height)
    copy = drawn_copy(part, round(len(data) * share))
    return Checked(found.kind, part.width, part.height, copy, found.notes, found.warnings, traits_of(part))


def _part(image: pyvips.Image, crop: Crop) -> pyvips.Image:
    box = box_of(crop, image.width, image.height)
    turned = image.rot(_TURNS[crop.turns]) if crop.turns else image
    # At once: it is written several times until it is well.
    return turned.crop(box.left, box.top, box.width, box.height).copy_memory()
