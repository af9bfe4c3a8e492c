"""The part of a picture that is used: how often it is turned, and then a rectangle of it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.picture_remark import PictureRemark
from lib.domain.picture_rules import judge


@dataclass(frozen=True)
class Crop:
    """Turned first; then the rectangle, in fractions of the turned picture. As it stands: the whole picture.

    Raises ValueError for what is no part of a picture.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    turns: int = 0
    """Quarter turns clockwise, 0 to 3, of the upright picture."""

    def __post_init__(self) -> None:
        sides = ((self.left, self.width), (self.top, self.height))
        inside = all(start >= 0 and length > 0 and start + length <= 1 + 1e-9 for start, length in sides)
        if not inside or self.turns not in range(4):  # NaN is not inside either.
            raise ValueError(f"no part of a picture: {self}")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out and nothing turned."""
        return self == Crop()


@dataclass(frozen=True)
class Box:
    """Pixels of the turned picture."""

    left: int
    top: int
    width: int
    height: int


def box_of(crop: Crop, width: int, height: int) -> Box:
    """In an upright picture of this size, before it is turned."""
    across, down = (height, width) if crop.turns % 2 else (width, height)
    left, right = _pixels(crop.left, crop.width, across)
    top, bottom = _pixels(crop.top, crop.height, down)
    return Box(left, top, right - left, bottom - top)


def crop_problem(crop: Crop, width: int, height: int) -> PictureRemark | None:
    """Why this part of an upright picture of this size cannot be sent; None if it can."""
    box = box_of(crop, width, height)
    return next(iter(judge(box.width, box.height, 0).refused), None)


def crop_in(reported: object) -> Crop | None:
    """As the browser tells it; None for anything else."""
    match reported:
        case {"left": left, "top": top, "width": width, "height": height, "turns": int(turns)}:
            try:
                # A hair over the edge is the edge.
                return Crop(float(left), float(top), min(width, 1 - left), min(height, 1 - top), turns)
            except (TypeError, ValueError):
                return None
    return None


def _pixels(start: float, length: float, side: int) -> tuple[int, int]:
    first = min(round(start * side), side - 1)
    return first, max(first + 1, min(side, round((start + length) * side)))
