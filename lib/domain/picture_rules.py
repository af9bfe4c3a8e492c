"""Pictures as facts: which may be sent, and how much smaller they must become. Rules: contract 1.1 [M]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from lib.domain.picture_remark import PictureRemark, RemarkKind, remarks_in

Kind = Literal[
    "png", "jpeg", "webp", "heic", "avif", "gif", "tiff", "bmp", "jp2", "psd", "ppm", "qoi", "sgi", "pcx", "tga"
]
"""What can be opened here. The first three are sent; all others only as a copy in one of these."""

MIN_SIDE = 128
"""Pixels that width and height must have at least [M]."""
LEAST_SENT_SIDE = 720
"""Ours: no picture is made smaller than this on its short side, unless a request could not be sent otherwise."""
MAX_RATIO = 4
"""Between 1:4 and 4:1 [M]; exactly on the border is amber, outside is refused."""
MAX_FILE_BYTES = 50_000_000
"""The safe reading of "50 MB a file" [M]."""
_MAX_PIXELS = 100_000_000
"""Ours: what opens within a bounded memory and time. Some formats bear less (lib.services.media.picture.decoding)."""


WHITE = "#ffffff"
"""What transparent parts are sent on, unless people choose another colour."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def ground_of(kept: object) -> str:
    """A colour as it was kept or chosen ("#rrggbb"); white for what is none."""
    colour = kept.lower() if isinstance(kept, str) else ""
    return colour if _COLOUR.fullmatch(colour) else WHITE


@dataclass(frozen=True)
class Picture:
    """Facts about one file. Width and height in pixels, as people see it: turned upright."""

    sha256: str
    kind: Kind
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True)
class Traits:
    """What was reckoned of a picture when it came, for hints (lib/domain/picture_hints.py)."""

    sharpness: float | None = None
    """None: nothing is in it that could be sharp."""
    likeness: str = ""
    """64 bits, of which few differ between two that look alike; empty: they would say nothing."""


Remarks = Annotated[tuple[PictureRemark, ...], BeforeValidator(remarks_in)]
Ground = Annotated[str, BeforeValidator(ground_of)]


@dataclass(frozen=True)
class Fitted:
    """An original and what is sent for it: upright, 8 bit, sRGB on one ground, one frame, free of metadata."""

    original: Picture
    sending: Picture
    notes: Remarks = ()
    """What else people would want to know, such as an animation of which one frame is used."""
    warnings: Remarks = ()
    """What people should look at before it is sent (amber), such as a part that is missing."""
    traits: Traits | None = None
    """None: it came to an earlier version."""
    ground: Ground = WHITE
    """What its transparent parts are sent on, "#rrggbb"; it has none where nothing says so."""

    @property
    def shown(self) -> str:
        """The sha256 of the file that looks like what is sent."""
        return self.original.sha256 if self.ground == WHITE else self.sending.sha256

    @property
    def is_changed(self) -> bool:
        """Whether anybody would notice that it is not the original that is sent."""
        same_shape = (self.original.width, self.original.height) == (self.sending.width, self.sending.height)
        # A copy without loss may be larger, one without metadata smaller.
        return not same_shape or self.sending.size_bytes <= 0.9 * self.original.size_bytes


@dataclass(frozen=True)
class Verdict:
    """What forbids a picture (red), and what is only worth knowing (amber)."""

    refused: tuple[PictureRemark, ...] = ()
    advised: tuple[PictureRemark, ...] = ()


def judge(width: int, height: int, size_bytes: int) -> Verdict:
    """What contract 1.1 says about a picture of this many pixels (upright) and bytes. Both parts empty: fine."""
    found = (_shape(width, height), too_large(size_bytes), _too_many_pixels(width, height))
    refused = tuple(one for one in found if one)
    if not refused and MAX_RATIO * min(width, height) == max(width, height):
        return Verdict(advised=(_of_size(RemarkKind.EDGE_OF_SHAPE, width, height, most=MAX_RATIO),))
    return Verdict(refused)


def _shape(width: int, height: int) -> PictureRemark | None:
    short, long = min(width, height), max(width, height)
    if short < MIN_SIDE:
        return _of_size(RemarkKind.TOO_SMALL, width, height, least=MIN_SIDE)
    if long <= MAX_RATIO * short:
        return None
    kind = RemarkKind.TOO_WIDE if width > height else RemarkKind.TOO_TALL
    return _of_size(kind, width, height, most=MAX_RATIO)


def too_large(size_bytes: int) -> PictureRemark | None:
    """What the limit of a file says about this many bytes; None if they are possible."""
    if size_bytes <= MAX_FILE_BYTES:
        return None
    return PictureRemark(RemarkKind.FILE_TOO_LARGE, {"size_bytes": size_bytes, "most_bytes": MAX_FILE_BYTES})


def _too_many_pixels(width: int, height: int) -> PictureRemark | None:
    if width * height <= _MAX_PIXELS:
        return None
    return _of_size(RemarkKind.TOO_MANY_PIXELS, width, height, most=_MAX_PIXELS // 1_000_000)


def _of_size(kind: RemarkKind, width: int, height: int, **limit: int) -> PictureRemark:
    return PictureRemark(kind, {"width": width, "height": height, **limit})


def sent_bytes(size_bytes: int) -> int:
    """Characters a file of this size takes in the body: a data URI, base64 with its longest prefix."""
    return len("data:image/jpeg;base64,") + 4 * -(-size_bytes // 3)


def shrink_plan(pictures: Sequence[Picture], room_bytes: int) -> dict[str, int]:
    """Which files must become smaller, by sha256, and the bytes each may keep, so that all data URIs fit the room.

    Sizes to come down to lie on steps, two an octave, so that one picture more does not mean that all others are drawn
    anew. All that are larger come down to the highest step on which everything fits; then, in the order of the request,
    one step up for each for which there is room. A picture that is in the request twice counts twice. Empty: everything
    fits. The size may be 0: no room at all.
    """
    if _total(pictures, {}) <= room_bytes:
        return {}
    steps = [int(2 ** (number / 2)) for number in range(_LOWEST_STEP, 2 * max(_bits(pictures), _LOWEST_STEP) + 1)]
    fitting = [step for step in steps if _total(pictures, _down_to(step, pictures)) <= room_bytes]
    plan = _down_to(fitting[-1] if fitting else 0, pictures)
    above = steps[steps.index(fitting[-1]) + 1] if fitting else 0
    for picture in pictures:
        if picture.sha256 in plan and fitting:
            raised = {**plan, picture.sha256: min(above, picture.size_bytes)}
            plan = raised if _total(pictures, raised) <= room_bytes else plan
    return {
        picture.sha256: plan[picture.sha256]
        for picture in pictures
        if picture.size_bytes > plan.get(picture.sha256, picture.size_bytes)
    }


_LOWEST_STEP = 20
"""1 kB: nothing that can be sent is smaller."""


def _bits(pictures: Sequence[Picture]) -> int:
    return max(picture.size_bytes for picture in pictures).bit_length()


def _down_to(size_bytes: int, pictures: Sequence[Picture]) -> dict[str, int]:
    return {picture.sha256: size_bytes for picture in pictures if picture.size_bytes > size_bytes}


def _total(pictures: Sequence[Picture], plan: dict[str, int]) -> int:
    return sum(sent_bytes(plan.get(picture.sha256, picture.size_bytes)) for picture in pictures)
