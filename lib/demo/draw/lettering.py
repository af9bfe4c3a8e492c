"""The words in the picture: the lower third with name and scene, the DEMO mark, the watermark."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFilter

from lib.demo.draw.fonts import Face, Font, draw_text, face_for, fitted, wrapped
from lib.demo.draw.order import Order

MARK_TEXT, MARK_LATIN = "内容由 AI 生成", "AI-generated"
_DEMO = "DEMO"
_DEMO_SHARE = 0.062
"""Of the height: on a card of 260 pixels the letters are nine pixels high."""
_PAPER = (246, 244, 240)
_ACCENT = (255, 176, 92)
_MARGIN = 0.045


@dataclass(frozen=True)
class Layer:
    """A piece of lettering: its colours, what of them shows, and where its top left corner stands."""

    colour: Image.Image
    mask: Image.Image
    x: int
    y: int

    def over(self, frame: Image.Image, strength: float = 1.0, rise: float = 0.0) -> None:
        """Lay it over a frame; `strength` 0 to 1, `rise` in pixels below its place."""
        if strength <= 0:
            return
        mask = self.mask if strength >= 1 else self.mask.point([round(v * strength) for v in range(256)])
        frame.paste(self.colour, (self.x, self.y + round(rise)), mask)


class LowerThird:
    """Name and scene at the lower left, above a watermark that sits there."""

    def __init__(self, order: Order) -> None:
        self._size = (order.width, order.height)
        height = order.height
        # One face for all of a film's words where one has them all: two side by side look like an accident.
        together = face_for("".join([order.scene, *(role.name for role in order.roles)]))
        font, lines = wrapped(order.scene, round(height * 0.030), round(order.width * 0.43), 2, together)
        bottom = height - order.width * _MARGIN - (height * 0.072 if order.corner == 4 else 0)
        bases = [bottom - height * 0.043 * n for n in range(len(lines))][::-1]
        self.scene = self._layer([(*both, font, 205) for both in zip(lines, bases, strict=True)]) if lines else None
        self._name_base = bases[0] - height * 0.060 if bases else bottom
        self.names = [self._name(role.name, together) for role in order.roles]

    def _name(self, name: str, together: Face) -> Layer:
        width, height = self._size
        face = together if together.drawable(name) == name else face_for(name)
        font, shown = fitted(name, round(height * 0.066), round(width * 0.43), face)
        return self._layer([(shown, self._name_base, font, 255)], rule=True)

    def _layer(self, lines: list[tuple[str, float, Font, int]], *, rule: bool = False) -> Layer:
        """Lines of (text, base line, font, opacity) with a soft shadow; `rule`: a short accent line above them."""
        height = self._size[1]
        x = self._size[0] * _MARGIN
        ink, colour = Image.new("L", self._size, 0), Image.new("RGB", self._size, _PAPER)
        draw = ImageDraw.Draw(ink)
        for text, base, font, opacity in lines:
            draw_text(draw, (x, base), text, font, opacity, anchor="ls")
        if rule:
            y = lines[0][1] - height * 0.084
            bar = (round(x), round(y), round(x + height * 0.052), round(y + height * 0.004))
            draw.rectangle(bar, fill=255)
            ImageDraw.Draw(colour).rectangle(bar, fill=_ACCENT)
        return _with_shadow(colour, ink, height)


def _with_shadow(colour: Image.Image, ink: Image.Image, height: int) -> Layer:
    """Cut to what is inked, on a soft shadow that keeps it readable on white."""
    reach = max(round(height * 0.012), 2)
    box = ink.getbbox() or (0, 0, 1, 1)
    box = (max(box[0] - reach, 0), max(box[1] - reach, 0), box[2] + reach, box[3] + reach)
    ink, colour = ink.crop(box), colour.crop(box)
    soft = ink.filter(ImageFilter.GaussianBlur(reach / 2.5)).point([min(round(v * 0.55), 255) for v in range(256)])
    ground = Image.new("RGB", ink.size, (8, 8, 10))
    ground.paste(colour, (0, 0), ink)
    both = soft.copy()
    both.paste(255, (0, 0), ink)
    return Layer(ground, both, box[0], box[1])


def demo_mark(order: Order) -> Layer:
    """A DEMO plate, top right, or top left where the watermark takes that corner. It can be read on a small card."""
    height = order.height
    size = max(round(height * _DEMO_SHARE), 9)
    font = Face().at(size)
    spacing, pad_x, box_h = size * 0.12, size * 0.62, round(size * 1.6)
    width = round(sum(font.getlength(char) + spacing for char in _DEMO) - spacing + 2 * pad_x)
    colour, mask = Image.new("RGB", (width * 2, box_h * 2), (12, 13, 16)), Image.new("L", (width * 2, box_h * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 2 - 1, box_h * 2 - 1), box_h, fill=150)
    colour, mask = colour.resize((width, box_h)), mask.resize((width, box_h), Image.Resampling.LANCZOS)
    ink = Image.new("L", mask.size, 0)
    x = pad_x
    for char in _DEMO:
        draw_text(ImageDraw.Draw(ink), (x, box_h / 2), char, font, 245, anchor="lm")
        x += font.getlength(char) + spacing
    colour.paste(_PAPER, (0, 0), ink)
    mask.paste(245, (0, 0), ink)
    margin = round(order.width * _MARGIN)
    return Layer(colour, mask, margin if order.corner == 2 else order.width - margin - width, round(margin * 0.8))


def watermark(order: Order) -> Layer | None:
    """The service's mark at its corner: the text, or a plate with the address of the picture that is not fetched."""
    if order.corner is None:
        return None
    width, height = order.width, order.height
    text = MARK_TEXT
    if order.mark_url:
        parts = urlsplit(order.mark_url)
        text = f"{parts.netloc}{'/…/' if parts.path.count('/') > 1 else '/'}{parts.path.rpartition('/')[2]}"
    font, shown = fitted(text, round(height * 0.030), round(width * 0.3))
    if not order.mark_url and shown != text:
        font, shown = fitted(MARK_LATIN, round(height * 0.030), round(width * 0.3))
    margin = width * _MARGIN
    x = margin if order.corner in (1, 4) else width - margin
    y = margin * 0.86 if order.corner in (1, 2) else height - margin
    anchor = ("l" if order.corner in (1, 4) else "r") + ("a" if order.corner in (1, 2) else "d")
    ink = Image.new("L", (width, height), 0)
    draw_text(ImageDraw.Draw(ink), (x, y), shown, font, 215, anchor=anchor)
    return _with_shadow(Image.new("RGB", ink.size, _PAPER), ink, height)
