"""The pictures of the cast, ready to be filmed: decoded, upright, on a ground where they are transparent, graded."""

from __future__ import annotations

import base64
import io
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps, UnidentifiedImageError

from lib.demo.draw.fonts import draw_text, fitted

_GROUND_TOP, _GROUND_END = (112, 116, 124), (44, 47, 54)


class UnreadablePicture(Exception):  # noqa: N818 - it reads as what it is
    """A picture that passed the check of its first bytes and still cannot be decoded."""


def open_still(source: str, size: tuple[int, int]) -> Image.Image:
    """An RGB picture at least as large as a film of this size needs, where the source is; a card for an address."""
    if source[:5].lower() != "data:":
        return _address_card(source, size)
    try:
        data = base64.b64decode(source.partition(",")[2])
        picture: Image.Image = Image.open(io.BytesIO(data))
        picture.draft("RGB", (size[0] * 2, size[1] * 2))
        picture = ImageOps.exif_transpose(picture)
        return _graded(_on_ground(_bounded(picture, size)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePicture(str(error)) from error


def _bounded(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Never more pixels than the closest framing can show."""
    scale = max(size[0] * 1.8 / picture.width, size[1] * 1.8 / picture.height)
    if scale >= 1:
        return picture
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), reducing_gap=2.0)


def _on_ground(picture: Image.Image) -> Image.Image:
    """Cut-out subjects stand before a dark studio ground."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    cut_out = picture.convert("RGBA")
    ground = _gradient(cut_out.size, _GROUND_TOP, _GROUND_END)
    ground.paste(cut_out, (0, 0), cut_out)
    return ground


def _graded(picture: Image.Image) -> Image.Image:
    """One look for pictures from everywhere: a breath more contrast, a breath less colour."""
    return ImageEnhance.Color(ImageEnhance.Contrast(picture).enhance(1.04)).enhance(0.96)


def _gradient(size: tuple[int, int], top: tuple[int, int, int], end: tuple[int, int, int]) -> Image.Image:
    """A vertical run from one colour to another."""
    mask = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, top), mask)


def _address_card(address: str, size: tuple[int, int]) -> Image.Image:
    """What stands in for a picture on the web, which this service does not fetch."""
    width, height = size[0] * 5 // 4, size[1] * 5 // 4
    hue = sum(address.encode("utf-8", "replace")) % 40
    card = _gradient((width, height), (92 + hue // 2, 100, 122 - hue // 2), (44, 48, 58))
    light = Image.radial_gradient("L").resize((width, height)).point(lambda v: max(0, 90 - v) // 2)
    card.paste((150, 160, 180), (0, 0), light)
    parts = urlsplit(address)
    name = parts.path.rstrip("/").rpartition("/")[2]
    lines = [("PICTURE ON THE WEB", 0.020, 130), (parts.netloc, 0.052, 235), (name, 0.028, 170)]
    draw = ImageDraw.Draw(card)
    y = height * 0.40
    for text, share, tone in lines:
        font, shown = fitted(text, round(height * share), round(width * 0.6))
        draw_text(draw, (width / 2, y), shown, font, (tone, tone, tone), anchor="ma")
        y += height * (share + 0.028)
    return card


def blurred(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A field of the picture's own colours behind pictures of another shape; an eighth of the size is all it needs."""
    small = picture.resize((max(size[0] // 8, 2), max(size[1] // 8, 2)), reducing_gap=2.0)
    soft = small.filter(ImageFilter.GaussianBlur(size[1] / 8 / 6))
    return ImageEnhance.Brightness(soft).enhance(0.8)
