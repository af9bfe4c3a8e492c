"""Pictures in formats that are not sent: opened with what they mean by their numbers, and decoded once that is safe.

HEIC by libheif, GIF and TIFF by libvips, the rest by Pillow: AVIF, too, whose halved colours libvips draws in blocks.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pillow_heif
import pyvips
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    PcxImagePlugin,
    PpmImagePlugin,
    PsdImagePlugin,
    QoiImagePlugin,
    SgiImagePlugin,
    TgaImagePlugin,
)

from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import Kind
from lib.services.media.picture.gif import first_frame, with_whole_tables
from lib.services.media.picture.iso_boxes import colours_said, is_sequence
from lib.services.media.picture.tiff import pages

# Asked directly: what Pillow's own `open` says of a giant is no sentence, and it takes more formats than these.
_PLUGINS: dict[Kind, type[ImageFile.ImageFile]] = {
    "avif": AvifImagePlugin.AvifImageFile,
    "bmp": BmpImagePlugin.BmpImageFile,
    "jp2": Jpeg2KImagePlugin.Jpeg2KImageFile,
    "psd": PsdImagePlugin.PsdImageFile,
    "ppm": PpmImagePlugin.PpmImageFile,
    "qoi": QoiImagePlugin.QoiImageFile,
    "sgi": SgiImagePlugin.SgiImageFile,
    "pcx": PcxImagePlugin.PcxImageFile,
    "tga": TgaImagePlugin.TgaImageFile,
}
_TROUBLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow and pillow_heif raise for files that are not what they should be."""


@dataclass(frozen=True)
class Still:
    """A picture that was opened and not yet decoded. Sides in pixels, as stored: `turned` as EXIF counts."""

    width: int
    height: int
    held_bytes: float
    """What decoding holds of each pixel at once, beside what is drawn."""
    decoded: Callable[[], pyvips.Image]
    """Grey, RGB or CMYK, with or without alpha, with its profile; its pixels may come when they are asked for, once."""
    turned: int = 1
    notes: tuple[RemarkKind, ...] = ()
    colours: dict[bytes, bytes] = field(default_factory=dict)
    """What is said of them beside a profile, as chunks of a PNG."""


def opened(data: bytes, kind: Kind) -> Still:
    """A file of another kind than those that are sent. Here and when it is decoded: only in `noticing_damage`."""
    if kind == "heic":
        return _heic(data)
    return _by_pillow(data, kind) if kind in _PLUGINS else _by_vips(data, kind)


@contextmanager
def noticing_damage() -> Iterator[None]:
    """Raises PictureUnusable for what the decoders say of a file that is not as it should be."""
    try:
        yield
    except (pyvips.Error, *_TROUBLE) as exc:
        words = str(exc).lower()
        cut = any(word in words for word in ("truncated", "unexpected end", "end of file", "bad seek", "not enough"))
        raise unusable(PictureRemark(RemarkKind.INCOMPLETE if cut else RemarkKind.DAMAGED)) from exc


# GIF and TIFF

_LOADERS = {
    "gif": pyvips.Image.gifload_buffer,
    "tiff": pyvips.Image.tiffload_buffer,
}
_HELD_BY_VIPS = {"gif": 9.0, "tiff": 1.2}
"""Of each pixel: the canvas beside its frame; of each value: what a TIFF may have in a single strip."""


def _by_vips(data: bytes, kind: Kind) -> Still:
    load = _LOADERS[kind]
    if kind == "gif":
        data = with_whole_tables(data)
    header = load(data, access="sequential", fail_on="none")

    def decoded() -> pyvips.Image:
        image = _plain(load(data, access="sequential", fail_on="error"))
        return _where_it_stands(image, *first_frame(data)) if kind == "gif" else image

    deep = {"uchar": 1, "ushort": 2}.get(header.format, 4)
    each = header.bands * deep if kind == "tiff" else deep
    several = pages(data) > 1 if kind == "tiff" else header.get("n-pages") > 1
    note = RemarkKind.FIRST_PAGE if kind == "tiff" else RemarkKind.FIRST_FRAME
    turned = header.get("orientation") if header.get_typeof("orientation") else 1
    held = _HELD_BY_VIPS[kind] * each
    return Still(header.width, header.height, held, decoded, _orientation(turned), (note,) if several else ())


def _where_it_stands(image: pyvips.Image, left: int, top: int, width: int, height: int) -> pyvips.Image:
    """Without what lies around the first frame of an animation, where nothing was drawn."""
    right, bottom = min(left + width, image.width), min(top + height, image.height)
    if (left, top, right, bottom) == (0, 0, image.width, image.height) or image.hasalpha():
        return image
    frame = image.crop(left, top, right - left, bottom - top).bandjoin(255)
    return frame.embed(left, top, image.width, image.height)


def _orientation(value: int) -> int:
    return value if 1 <= value <= 8 else 1


def _plain(image: pyvips.Image) -> pyvips.Image:
    """Grey, RGB or CMYK of 8 or 16 bits, with one band of alpha at most."""
    if image.format not in ("uchar", "ushort") or image.interpretation in ("lab", "labs", "labq", "xyz", "scrgb"):
        image = image.colourspace("b-w" if image.bands < 3 else "srgb").cast("uchar")
    own = {"cmyk": 4, "b-w": 1, "grey16": 1}.get(image.interpretation, 1 if image.bands < 3 else 3)
    if own == 4:
        return image[0:4]  # What a print shop adds has no place on a screen.
    return image[0 : min(image.bands, own + 1)] if image.bands > own else image


# HEIC


def _heic(data: bytes) -> Still:
    file = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
    width, height = file.size

    def decoded() -> pyvips.Image:
        pixels = file.data
        return _of_memory(pixels, file.mode, file.size, file.info.get("icc_profile"))

    # Upright already: only what stands in its boxes counts, and libheif has done it.
    note = (RemarkKind.FIRST_FRAME,) if is_sequence(data) else ()
    deep = 2 if int(file.info.get("bit_depth", 8)) > 8 else 1
    planes = {420: 1.5, 422: 2.0}.get(file.info.get("chroma", 444), 3.0)
    held = deep * (planes + len(file.mode)) + 1
    return Still(width, height, held, decoded, 1, note, colours_said(data))


_BANDS = {"L": (1, "b-w"), "LA": (2, "b-w"), "RGB": (3, "srgb"), "RGBA": (4, "srgb"), "CMYK": (4, "cmyk")}


def _of_memory(
    pixels: bytes | memoryview, mode: str, size: tuple[int, int], profile: bytes | None, format_: str = "uchar"
) -> pyvips.Image:
    bands, interpretation = (1, "grey16") if format_ == "ushort" else _BANDS[mode.upper()]
    image = pyvips.Image.new_from_memory(pixels, *size, bands, format_).copy(interpretation=interpretation)
    if mode.endswith("a"):
        image = image.unpremultiply().cast("uchar")
    if profile:
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", bytes(profile))
    return image


# The rest

_HELD_BY_PILLOW = {"jp2": 24.0, "avif": 12.0}
_HELD_AS_A_RULE = 8.0
_ORIENTATION = 0x0112


def _by_pillow(data: bytes, kind: Kind) -> Still:
    image = _PLUGINS[kind](io.BytesIO(data))
    if kind == "psd" and _is_layers_only(data):
        raise unusable(PictureRemark(RemarkKind.PHOTOSHOP))

    def decoded() -> pyvips.Image:
        plain = _in_a_known_mode(image)
        profile = image.info.get("icc_profile")
        return _of_memory(
            plain.tobytes(), plain.mode, plain.size, profile, "ushort" if plain.mode == "I;16" else "uchar"
        )

    held = _HELD_BY_PILLOW.get(kind, _HELD_AS_A_RULE)
    if kind != "avif":
        return Still(*image.size, held, decoded)
    # From its boxes, which Pillow tells as if it were EXIF.
    turned = _orientation(image.getexif().get(_ORIENTATION, 1))
    note = (RemarkKind.FIRST_FRAME,) if is_sequence(data) else ()
    return Still(*image.size, held, decoded, turned, note, colours_said(data))


def _in_a_known_mode(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode in _BANDS or image.mode == "I;16":
        return image
    if image.mode in ("I", "I;16B", "I;16L"):
        return image.convert("I").convert("I;16")
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "PA" or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def _is_layers_only(data: bytes) -> bool:
    """Whether the picture as a whole was left out of a Photoshop file, to save space: what is there is blank."""
    at = 26 + 4 + int.from_bytes(data[26:30], "big")
    end = at + 4 + int.from_bytes(data[at : at + 4], "big")
    place = data.find(b"8BIM\x04\x21\0\0", at, end)
    return place >= 0 and data[place + 16 : place + 17] == b"\0"
