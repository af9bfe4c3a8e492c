"""The camera over one picture: slow, sub-pixel moves, full frame or as a card before a soft fill."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PIL import Image, ImageDraw, ImageFilter

from lib.demo.draw.shots import Move, Shot
from lib.demo.draw.stills import blurred

_FULL_FRAME_FROM = 1.2
"""Pictures at least this wide for their height fill the frame; narrower ones would lose too much of themselves."""
_CARD_SHARE = 0.76
_CARD_AT = 0.69


class View(Protocol):
    """What one shot shows."""

    def frame(self, at: float) -> Image.Image:
        """The picture at a point of the shot, 0 to 1, in the size of the film."""


def view_of(shot: Shot, still: Image.Image, size: tuple[int, int]) -> View:
    """The view that suits this picture: small and narrow ones become cards, unless the camera is close."""
    wide = still.width / still.height >= _FULL_FRAME_FROM
    large = still.height >= size[1] * 0.45
    if (wide and large) or shot.framing == "close":
        return FullFrame(still, size, shot.move)
    return Card(still, size, shot.move)


class FullFrame:
    """The frame cut out of the picture. Tall pictures are seen a little above their middle, where faces are."""

    def __init__(self, still: Image.Image, size: tuple[int, int], move: Move) -> None:
        self._size, self._move = size, _tamed(move, still.width / still.height)
        cover = min(still.width / size[0], still.height / size[1])
        nearest = max(self._move.zoom_from, self._move.zoom_to)
        scale = nearest / cover
        if scale < 1:
            still = still.resize((round(still.width * scale), round(still.height * scale)), reducing_gap=3.0)
            cover *= scale
        self._still, self._cover = still, cover

    def frame(self, at: float) -> Image.Image:
        """See View."""
        move, (width, height) = self._move, self._size
        zoom = move.zoom_from * (move.zoom_to / move.zoom_from) ** at
        box_w, box_h = width * self._cover / zoom, height * self._cover / zoom
        x = self._inside(0.5 + 0.22 * move.side, move.drift_x * (at - 0.5), box_w, self._still.width)
        y = self._inside(0.36, move.drift_y * (at - 0.5), box_h, self._still.height)
        return self._still.resize(self._size, Image.Resampling.BICUBIC, box=(x, y, x + box_w, y + box_h))

    @staticmethod
    def _inside(focus: float, drift: float, box: float, whole: int) -> float:
        """The box's edge: at `focus` of the free room, moved by a share of the box, never over the picture's edge."""
        return min(max(focus * (whole - box) + drift * box, 0.0), max(whole - box, 0.0))


def _tamed(move: Move, ratio: float) -> Move:
    """Filling the frame is a close-up already for a tall picture: there the camera comes less near."""
    farthest = min(move.zoom_from, move.zoom_to)
    factor = max(min(ratio / 1.6, 1.0), 1.03 / farthest)
    return replace(move, zoom_from=move.zoom_from * factor, zoom_to=move.zoom_to * factor)


class Card:
    """The whole picture as a card with a soft shadow, before a fill made of itself that moves the other way."""

    def __init__(self, still: Image.Image, size: tuple[int, int], move: Move) -> None:
        self._size, self._move = size, move
        self._fill = blurred(still, size)
        ratio = still.width / still.height
        height = round(min(size[1] * _CARD_SHARE, size[0] * 0.5 / ratio))
        card = still.resize((max(round(height * ratio), 2), height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        pad = round(size[1] * 0.10)
        self._layer, self._mask = _card_layer(card, pad)

    def frame(self, at: float) -> Image.Image:
        """See View."""
        move, (width, height) = self._move, self._size
        out = self._fill_at(at)
        zoom = 1 + (move.zoom_to / move.zoom_from - 1) * 0.5 * (at - 0.5)
        layer_w, layer_h = self._layer.size
        centre_x = width * (_CARD_AT + 0.02 * move.side + move.drift_x * (at - 0.5))
        centre_y = height * (0.47 + move.drift_y * (at - 0.5))
        left, top = centre_x - layer_w * zoom / 2, centre_y - layer_h * zoom / 2
        # Whole pixels on the screen, the fraction in the box: so the move has no steps.
        x, y = int(left), int(top)
        shown_w, shown_h = int(layer_w * zoom) - 1, int(layer_h * zoom) - 1
        off_x, off_y = (1 - (left - x)) / zoom, (1 - (top - y)) / zoom
        box = (off_x, off_y, off_x + shown_w / zoom, off_y + shown_h / zoom)
        box = (box[0], box[1], min(box[2], layer_w), min(box[3], layer_h))
        colour = self._layer.resize((shown_w, shown_h), Image.Resampling.BICUBIC, box=box)
        out.paste(colour, (x + 1, y + 1), self._mask.resize((shown_w, shown_h), Image.Resampling.BILINEAR, box=box))
        return out

    def _fill_at(self, at: float) -> Image.Image:
        fill_w, fill_h = self._fill.size
        zoom = 1.18 + 0.05 * (at - 0.5)
        box_w, box_h = fill_w / zoom, fill_h / zoom
        x = (fill_w - box_w) / 2 - self._move.drift_x * fill_w * (at - 0.5)
        y = (fill_h - box_h) / 2 - self._move.drift_y * fill_h * (at - 0.5)
        return self._fill.resize(self._size, Image.Resampling.BILINEAR, box=(x, y, x + box_w, y + box_h))


def _card_layer(card: Image.Image, pad: int) -> tuple[Image.Image, Image.Image]:
    """The card with room for its shadow: colours, and what of them covers the ground."""
    size = (card.width + 2 * pad, card.height + 2 * pad)
    layer = Image.new("RGB", size, (6, 7, 9))
    layer.paste(card, (pad, pad))
    edge = (pad, pad, pad + card.width - 1, pad + card.height - 1)
    radius = max(pad // 9, 2)
    shadow = Image.new("L", size, 0)
    drop = pad // 6
    ImageDraw.Draw(shadow).rounded_rectangle((edge[0], edge[1] + drop, edge[2], edge[3] + drop), radius, fill=150)
    shadow = shadow.filter(ImageFilter.GaussianBlur(pad / 3.2))
    sharp = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(sharp).rounded_rectangle(tuple(2 * v for v in edge), radius * 2, fill=255)
    shape = sharp.resize(size, Image.Resampling.LANCZOS)
    shadow.paste(255, (0, 0), shape)
    return layer, shadow
