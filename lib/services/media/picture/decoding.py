"""Reading a picture: decoded as a browser shows it, upright, in sRGB, on one ground, within a bounded memory.

libvips decodes in strips; what cannot be had in strips is reckoned from the header before a pixel is touched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import pyvips

from lib.domain import picture_rules as rules
from lib.domain.errors import PictureUnusable
from lib.domain.picture_remark import PictureRemark, RemarkKind, remark_of, unusable
from lib.domain.picture_rules import Kind
from lib.services.media.picture.coded_pixels import has_gaps
from lib.services.media.picture.colour import has_profile, in_colour, in_srgb, is_high_range, with_profile
from lib.services.media.picture.converting import noticing_damage, opened
from lib.services.media.picture.file_format import kind_of, kind_of_other
from lib.services.media.picture.jpeg import ends_early, profile_in
from lib.services.media.picture.png import (
    colour_chunks,
    hidden_start,
    is_animated,
    is_whole,
    without_extras,
)
from lib.services.media.picture.reading_cost import held_bytes, scale_to_read
from lib.services.media.picture.tiff import orientation_in

# Pictures come once each: keeping what was computed for the next call would only hold memory.
pyvips.cache_set_max(0)
logging.getLogger("pyvips").setLevel(logging.ERROR)

_STRICT = {"png": "error", "jpeg": "warning", "webp": "error"}
_END = b"\xff\xd9"
_WARNS_OF_NOTHING = re.compile("Invalid SOS parameters|Unknown Adobe color transform|Inconsistent progression")
"""What libjpeg says about files in which no pixel is in doubt."""


@dataclass(frozen=True)
class Reading:
    """A picture in memory: grey or RGB, 8 bits a channel, upright."""

    image: pyvips.Image
    kind: Kind
    width: int
    height: int
    """Of the file, upright; the image may be smaller."""
    notes: tuple[PictureRemark, ...]
    warnings: tuple[PictureRemark, ...]


def read(data: bytes, ground: str = rules.WHITE) -> Reading:
    """Judge a file by its content and decode it, its transparent parts on `ground` ("#rrggbb").

    Raises PictureUnusable with its remark.
    """
    kind = _kind(data)
    if kind not in _STRICT:
        return _converted(data, kind, ground)
    if kind == "webp" and not _ends(data, kind):
        return _shorter_than_it_says(data, ground)
    header = _opened(data, kind, "none")
    turned = _orientation(header)
    width, height = _judged(header.width, header.height, turned, len(data))
    if kind == "png":
        data = without_extras(data)
    held = held_bytes(header, data, kind)
    scale = scale_to_read(header.width, header.height, held, len(data), kind, turned=turned != 1)
    image, warnings = _sound(data, kind, lambda level, whole: _drawn(whole, kind, level, scale, ground).copy_memory())
    return Reading(_upright(image, turned), kind, width, height, _notes(header, data, kind, ground), warnings)


def _shorter_than_it_says(data: bytes, ground: str) -> Reading:
    """A WebP of which a part may be missing, or only its length be wrong: what it holds has lengths of its own."""
    try:
        found = read(data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:], ground)
    except PictureUnusable as error:
        remark = remark_of(error.code, error.detail)
        if remark and remark.kind is not RemarkKind.DAMAGED:
            raise
        raise unusable(PictureRemark(RemarkKind.INCOMPLETE)) from error
    if found.warnings:
        raise unusable(PictureRemark(RemarkKind.INCOMPLETE))
    return found


def _converted(data: bytes, kind: Kind, ground: str) -> Reading:
    """A picture in a format that is not sent."""
    with noticing_damage():
        still = opened(data, kind)
        width, height = _judged(still.width, still.height, still.turned, len(data))
        turned = still.turned != 1
        scale = scale_to_read(still.width, still.height, still.held_bytes, len(data), kind, turned=turned)
        # Before the pixels are held.
        lacking = (PictureRemark(RemarkKind.PARTLY),) if kind in ("heic", "avif") and has_gaps(data, kind) else ()
        image = still.decoded()
        notes = [*still.notes]
        if image.interpretation == "cmyk":
            notes.append(RemarkKind.PRINT_COLOURS)
        if image.hasalpha() and _is_see_through(still.decoded()):
            notes.append(_on(ground))
        said = {} if has_profile(image) else still.colours
        if is_high_range(image, said):
            notes.append(RemarkKind.HDR_COLOURS)
        image = _on_ground(in_srgb(image, said), ground)
        image = (image if scale > 0.999 else image.resize(scale)).copy_memory()
    return Reading(_upright(image, still.turned), kind, width, height, tuple(map(PictureRemark, notes)), lacking)


def _judged(width: int, height: int, turned: int, size_bytes: int) -> tuple[int, int]:
    """Both sides as people see them. Raises PictureUnusable with what forbids such a picture."""
    if turned >= 5:
        width, height = height, width
    refused = rules.judge(width, height, size_bytes).refused
    if refused:
        raise unusable(refused[0])
    return width, height


def _kind(data: bytes) -> Kind:
    if not data:
        raise unusable(PictureRemark(RemarkKind.EMPTY))
    if too_large := rules.too_large(len(data)):
        raise unusable(too_large)
    kind = kind_of(data)
    if kind is None:
        raise unusable(PictureRemark(kind_of_other(data)))
    return kind


def _opened(data: bytes, kind: Kind, level: str, shrink: int = 1) -> pyvips.Image:
    try:
        if kind == "png":
            return pyvips.Image.pngload_buffer(data, access="sequential", fail_on=level)
        if kind == "jpeg":
            load = pyvips.Image.jpegload_buffer
            image = load(data, access="sequential", fail_on=level, unlimited=True, shrink=shrink)
            # libvips joins whatever parts of a profile it finds.
            return with_profile(image, profile_in(data))
        image = pyvips.Image.webpload_buffer(data, access="sequential", fail_on=level)
        # Of an animation browsers heed no profile.
        return with_profile(image, b"") if _is_animation(image) else image
    except pyvips.Error as exc:
        damage = RemarkKind.DAMAGED if _ends(data, kind) else RemarkKind.INCOMPLETE
        raise unusable(PictureRemark(damage)) from exc


def _is_animation(image: pyvips.Image) -> bool:
    return bool(image.get_typeof("n-pages") and image.get("n-pages") > 1)


def _ends(data: bytes, kind: Kind) -> bool:
    """Whether the file is as long as it says, or has its own end mark."""
    if kind == "png":
        return is_whole(data)
    if kind == "jpeg":
        return b"\xff\xd9" in data[-65_536:]
    return 8 + int.from_bytes(data[4:8], "little") <= len(data)


def _orientation(header: pyvips.Image) -> int:
    """1 to 8 as EXIF counts; 1 when there is none."""
    return orientation_in(bytes(header.get("exif-data"))) if header.get_typeof("exif-data") else 1


def _upright(image: pyvips.Image, turned: int) -> pyvips.Image:
    if turned == 1:
        return image
    marked = image.copy()
    marked.set_type(pyvips.GValue.gint_type, "orientation", turned)
    # At once: turning strip by strip, for each file that is tried, took four times as long.
    return marked.autorot().copy_memory()


# Damage


def _sound(
    data: bytes, kind: Kind, decode: Callable[[str, bytes], pyvips.Image]
) -> tuple[pyvips.Image, tuple[PictureRemark, ...]]:
    """Decoded, and what to say about its damage. Strictly first; what fails that is taken as far as it goes."""
    try:
        return decode(_STRICT[kind], data), _missing(data, kind)
    except pyvips.Error as exc:
        trouble = str(exc)
    if kind == "jpeg" and not data.rstrip(b"\0").endswith(_END):
        # Only the end mark may be missing. libjpeg supplies one where the data stop, and complains about that alone.
        try:
            return decode(_STRICT[kind], data + _END), _missing(data, kind)
        except pyvips.Error as exc:
            trouble = str(exc)
    if not _ends(data, kind):
        raise unusable(PictureRemark(RemarkKind.INCOMPLETE))
    try:
        # Where lines of a PNG are missing libvips leaves what the memory held before: maybe another picture.
        image = decode("truncated" if kind == "png" else "none", data)
    except pyvips.Error as exc:
        raise unusable(PictureRemark(RemarkKind.DAMAGED)) from exc
    if _WARNS_OF_NOTHING.search(trouble):
        return image, ()
    rest = image.crop(0, image.height // 10, image.width, image.height - image.height // 10)
    if rest.min() == rest.max():
        # Next to nothing was there.
        raise unusable(PictureRemark(RemarkKind.DAMAGED))
    return image, (PictureRemark(RemarkKind.PARTLY),)


def _missing(data: bytes, kind: Kind) -> tuple[PictureRemark, ...]:
    """What there is to say of a picture of which no decoder complains."""
    return (PictureRemark(RemarkKind.PARTLY),) if kind == "jpeg" and ends_early(data) else ()


def _drawn(data: bytes, kind: Kind, level: str, scale: float, ground: str) -> pyvips.Image:
    """In sRGB on its ground, not yet turned, and not yet decoded: its pixels come when they are asked for."""
    halvings = max((step for step in (1, 2, 4, 8) if step <= 1.001 / scale), default=1)
    image = _opened(data, kind, level, halvings if kind == "jpeg" else 1)
    width = image.width
    if kind == "png":
        image = _first_frame(image, data, level)
    image = _on_ground(in_srgb(image, colour_chunks(data) if kind == "png" else {}), ground)
    left = scale * (halvings if kind == "jpeg" else 1)
    return image if left > 0.999 or width < 2 else image.resize(left)


def _on_ground(image: pyvips.Image, ground: str) -> pyvips.Image:
    if not image.hasalpha():
        return image
    red, green, blue = bytes.fromhex(ground[1:])
    if image.bands > 2:
        return image.flatten(background=[red, green, blue])
    if red == green == blue:
        return image.flatten(background=[red])
    return in_colour(image).flatten(background=[red, green, blue])


def _first_frame(image: pyvips.Image, data: bytes, level: str) -> pyvips.Image:
    """What a browser shows first of an animation: its own picture, unless that is only for programs that know none."""
    frame = hidden_start(data)
    if frame is None:
        return image
    shown = _opened(frame.data, "png", level)
    if not shown.hasalpha():
        shown = shown.bandjoin(65535 if shown.format == "ushort" else 255)
    # Where the frame does not reach, nothing was drawn yet.
    return shown.embed(frame.left, frame.top, image.width, image.height)


def _notes(header: pyvips.Image, data: bytes, kind: Kind, ground: str) -> tuple[PictureRemark, ...]:
    notes = []
    if is_animated(data) if kind == "png" else _is_animation(header):
        notes.append(RemarkKind.FIRST_FRAME)
    if header.interpretation == "cmyk":
        notes.append(RemarkKind.PRINT_COLOURS)
    if is_high_range(header, colour_chunks(data) if kind == "png" else {}):
        notes.append(RemarkKind.HDR_COLOURS)
    if header.hasalpha() and _is_transparent(data, kind):
        notes.append(_on(ground))
    return tuple(PictureRemark(kind) for kind in notes)


def _is_transparent(data: bytes, kind: Kind) -> bool:
    image = _opened(data, kind, "none")
    if kind == "png":
        image = _first_frame(image, data, "none")
    return _is_see_through(image)


def _is_see_through(image: pyvips.Image) -> bool:
    opaque = 65535 if image.format == "ushort" else 255
    return bool(image[image.bands - 1].min() < opaque)


def _on(ground: str) -> RemarkKind:
    return RemarkKind.ON_WHITE if ground == rules.WHITE else RemarkKind.ON_COLOUR
