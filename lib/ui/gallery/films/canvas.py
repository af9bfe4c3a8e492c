"""A canvas for flat illustrations: shapes in parts of its size, drawn twice as large and then made smooth."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1152, 648
"""Of the finished picture, in pixels; coordinates count 160 to 90."""
_UNIT = WIDTH / 160 * 2

Colour = str | tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """Coordinates: x 0 to 160 from the left, y 0 to 90 from the top."""

    def __init__(self, top: str, bottom: str) -> None:
        self._size = (WIDTH * 2, HEIGHT * 2)
        mask = Image.linear_gradient("L").resize(self._size, Image.Resampling.BICUBIC)
        self._image = Image.composite(Image.new("RGB", self._size, bottom), Image.new("RGB", self._size, top), mask)
        self._draw = ImageDraw.Draw(self._image)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """An ellipse around (x, y)."""
        self._draw.ellipse(_scaled([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A disc around (x, y)."""
        self.ellipse(x, y, radius, radius, colour)

    def polygon(self, colour: Colour, *points: Point) -> None:
        """A shape with corners."""
        self._draw.polygon(_scaled(points), fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, round_by: float = 0) -> None:
        """A rectangle from its top left corner."""
        self._draw.rounded_rectangle(_scaled([(x, y), (x + width, y + height)]), round_by * _UNIT, fill=colour)

    def line(self, colour: Colour, thickness: float, *points: Point) -> None:
        """A line with round ends."""
        self._draw.line(_scaled(points), fill=colour, width=round(thickness * _UNIT), joint="curve")
        for x, y in points:
            self.dot(x, y, thickness / 2, colour)

    def arc(self, x: float, y: float, radius: float, span: tuple[float, float], colour: Colour, thick: float) -> None:
        """A part of a circle, in degrees clockwise from the right."""
        box = _scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.arc(box, *span, fill=colour, width=round(thick * _UNIT))

    def hills(self, y: float, height: float, waves: float, shift: float, colour: Colour) -> None:
        """A wavy ground from this height down."""
        steps = [n * 2.0 for n in range(82)]
        crest = [(x - 2, y - height * math.sin(x / 160 * waves * math.pi + shift)) for x in steps]
        self.polygon(colour, *crest, (162, 92), (-2, 92))

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """A soft light around (x, y)."""
        light = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        unit = WIDTH / 160 / 4
        box = ((x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit)
        ImageDraw.Draw(light).ellipse(box, fill=round(255 * strength))
        soft = light.filter(ImageFilter.GaussianBlur(radius * unit / 2.2)).resize(self._size, Image.Resampling.BICUBIC)
        self._image.paste(colour, (0, 0), soft)

    def png(self) -> bytes:
        """The finished picture."""
        file = io.BytesIO()
        self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", compress_level=3)
        return file.getvalue()


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _UNIT, y * _UNIT) for x, y in points]
