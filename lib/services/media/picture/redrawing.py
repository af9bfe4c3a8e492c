"""Drawing a picture into a file, within a size, and looking at what was drawn."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property

import pyvips

from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import Kind, Picture


@dataclass(frozen=True)
class Drawn:
    """A finished file: bytes, format, width and height in pixels."""

    data: bytes
    kind: Kind
    width: int
    height: int

    @cached_property
    def facts(self) -> Picture:
        """As it is named and noted where it is kept."""
        return Picture(hashlib.sha256(self.data).hexdigest(), self.kind, self.width, self.height, len(self.data))


def encoded(image: pyvips.Image, kind: Kind, limit_bytes: int, *, quality: int = 0, fine: bool = True) -> Drawn | None:
    """The file of a picture; None if it takes more than `limit_bytes`. `fine`: JPEG with full colour (4:4:4)."""
    file = bytearray()

    def write(part: bytes) -> int:
        if len(file) + len(part) > limit_bytes:
            return -1
        file.extend(part)
        return len(part)

    target = pyvips.TargetCustom()
    target.on_write(write)
    options = {"Q": quality, "subsample_mode": "off" if fine else "on"} if kind == "jpeg" else {"compression": 6}
    try:
        image.write_to_target(target, ".jpg" if kind == "jpeg" else f".{kind}", keep="none", **options)
    except pyvips.Error:
        return None
    return Drawn(bytes(file), kind, image.width, image.height)


def distance_db(image: pyvips.Image, copy: Drawn) -> float:
    """Peak signal to noise between what was drawn and what the finished file shows, in decibels. Infinite: the same.

    Raises PictureUnusable if the file cannot be read as what it should be: nothing unread leaves the house.
    """
    try:
        shown = pyvips.Image.new_from_buffer(copy.data, "", access="sequential", fail_on="warning")
        off = image - shown
        # In whole numbers: a power of floats took four times as long for the same figure.
        error = (off * off).avg()
    except pyvips.Error as exc:
        raise unusable(PictureRemark(RemarkKind.NOT_REDRAWN)) from exc
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)
