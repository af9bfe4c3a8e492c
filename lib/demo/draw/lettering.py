"""The words in the picture: the lower third with name and scene, the DEMO mark, the watermark."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFilter

from lib.demo.draw.fonts import draw_text, fitted, font_for, wrapped
from lib.demo.draw.order import Order

MARK_TEXT, MARK_LATIN = "内容由 AI 生成", "AI-generated"
_PAPER = (246, 244, 240)
_ACCENT = (255, 176, 92)
_MARGIN = 0.055


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
        bottom = height * (1 - _MARGIN * 1.35) - (height * 0.075 if order.corner == 4 else 0)
        small, line = round(height * 0.0285), height * 0.041
        font, lines = wrapped(order.scene, small, round(order.width * 0.44), 2) if order.scene else (None, [])
        top = bottom - line * len(lines)
        self.scene = self._layer([(text, font, top + n * line, 205) for n, text in enumerate(lines)]) if font else None
        self._name_y = top - height * (0.020 if lines else 0.0)
        self.names = [self._name(role.name) for role in order.roles]

    def _name(self, name: str) -> Layer:
        width, height = self._size
        font, shown = fitted(name, round(height * 0.062), round(width * 0.44))
        return self._layer([(shown, font, self._name_y - height * 0.068, 255)], rule=True)

    def _layer(self, lines: list[tuple[str, object, float, int]], *, rule: bool = False) -> Layer:
        """Lines of (text, font, y, opacity) with a soft shadow of their own; `rule`: a short accent line above."""
        width, height = self._size
        x, top = width * _MARGIN, lines[0][2]
        ink = Image.new("L", self._size, 0)
        draw = ImageDraw.Draw(ink)
        for text, font, y, opacity in lines:
            draw_text(draw, (x, y), text, font, opacity)  # type: ignore[arg-type]
        colour = Image.new("RGB", self._size, _PAPER)
        if rule:
            bar = (round(x), round(top - height * 0.020), round(x + height * 0.052), round(top - height * 0.0165))
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
    """A small outlined DEMO, top right, or top left where the watermark takes that corner."""
    height = order.height
    size = round(height * 0.021)
    font, text = font_for("DEMO", size)
    spacing = size * 0.22
    text_w = sum(font.getlength(char) + spacing for char in text) - spacing
    pad_x, box_h = size * 0.85, round(size * 1.9)
    width = round(text_w + 2 * pad_x)
    ink = Image.new("L", (order.width, height), 0)
    draw = ImageDraw.Draw(ink)
    margin = order.width * _MARGIN * 0.62
    left = round(margin if order.corner == 2 else order.width - margin - width)
    top = round(margin)
    draw.rounded_rectangle((left, top, left + width, top + box_h), box_h / 2, outline=120, width=max(height // 540, 1))
    x = left + pad_x
    for char in text:
        draw_text(draw, (x, top + box_h / 2), char, font, 190, anchor="lm")
        x += font.getlength(char) + spacing
    return _with_shadow(Image.new("RGB", ink.size, _PAPER), ink, height)


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
    margin = width * _MARGIN * 0.62
    x = margin if order.corner in (1, 4) else width - margin
    y = margin if order.corner in (1, 2) else height - margin
    anchor = ("l" if order.corner in (1, 4) else "r") + ("a" if order.corner in (1, 2) else "d")
    ink = Image.new("L", (width, height), 0)
    draw_text(ImageDraw.Draw(ink), (x, y), shown, font, 215, anchor=anchor)
    return _with_shadow(Image.new("RGB", ink.size, _PAPER), ink, height)
