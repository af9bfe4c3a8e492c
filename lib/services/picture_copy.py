"""The copy of a picture that is sent: upright, 8 bit, sRGB, one frame, no metadata, and as small as asked for.

Memory stays bounded: the cost of decoding is reckoned from the header before a pixel is touched.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass

from PIL import Image, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

from lib.domain import pictures as rules
from lib.domain.errors import PictureUnusable
from lib.domain.pictures import Kind
from lib.services.picture_bytes import Contents, contents, kind_of, other_format
from lib.services.picture_colour import UNREADABLE, foreign_profile, has_alpha, plain

WORK_PIXELS = 25_000_000
"""A picture that must be drawn anew comes out with no more than this: 100 MB decoded, and again while it is turned."""
ALPHA_WORK_PIXELS = 6_000_000
"""The same with transparency: storing 16 megapixels of it as WebP took 680 MB and 8 s."""
DECODE_BUDGET_BYTES = 330_000_000
"""What decoding may take at once; leaves room below the 400 MB that one upload may cost."""
UPLOAD_BUDGET_BYTES = 390_000_000
"""The same with the file itself and its copy without metadata, which are there all the while."""
QUALITY = 92

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
# Pillow's own guard, set to our rule: it refuses at twice this before anything is read, ours follows.
Image.MAX_IMAGE_PIXELS = rules.MAX_PIXELS
# Texts inside a PNG are unpacked while it is read, and of no use here; Pillow would let them have 64 MB.
PngImagePlugin.MAX_TEXT_MEMORY = 8_000_000


@dataclass(frozen=True)
class Drawn:
    """A finished file: bytes, format, width and height in pixels."""

    data: bytes
    kind: Kind
    width: int
    height: int


@dataclass(frozen=True)
class Checked:
    """A usable upload: upright facts, the copy to send, and sentences about what else was changed."""

    kind: Kind
    width: int
    height: int
    copy: Drawn
    notes: tuple[str, ...]


def check_and_copy(data: bytes) -> Checked:
    """Judge an upload by its content and make its sending copy. Raises PictureUnusable with the sentence for people.

    A file that is fine as it is comes back without its metadata but otherwise byte by byte. One that must be drawn anew
    (turned, CMYK, 16 bit, another colour profile) keeps its format.
    """
    found = _contents(data)
    with _opened(data) as image:
        _refuse_costly(image, found, min(DECODE_BUDGET_BYTES, UPLOAD_BUDGET_BYTES - 2 * len(data)))
        try:
            turned = _orientation(image)
            width, height = (image.height, image.width) if turned >= 5 else image.size
            _refuse(width, height, len(data))
            notes = _notes(image, found)
            copy = _bare(image, found) if _is_plain(image, found, turned) else _redrawn(image, found.kind, turned)
        except UNREADABLE as exc:
            raise _unusable(exc) from exc
    return Checked(found.kind, width, height, copy, notes)


def _contents(data: bytes) -> Contents:
    if not data:
        raise PictureUnusable(detail="This file is empty.")
    kind = kind_of(data)
    if kind is None:
        name = other_format(data) or "not a picture that can be read here"
        raise PictureUnusable(detail=f"This is {name}. Use png, jpeg or webp.")
    if len(data) > rules.MAX_FILE_BYTES:
        raise PictureUnusable(detail=" ".join(rules.judge(rules.MIN_SIDE, rules.MIN_SIDE, len(data)).refused))
    found = contents(data, kind)
    if not found.complete:
        raise _incomplete()
    return found


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
    except Image.DecompressionBombError as exc:
        pixels = int((re.search(r"\d+", str(exc)) or ["0"])[0])
        raise PictureUnusable(
            detail=f"This picture has {pixels / 1e6:,.0f} megapixels; at most {rules.MAX_PIXELS // 1_000_000} "
            "can be opened. Make it smaller."
        ) from exc
    except (*UNREADABLE, UnidentifiedImageError) as exc:
        raise _unusable(exc) from exc


def _unusable(exc: Exception) -> PictureUnusable:
    if re.search("truncated|premature|unexpected end", str(exc), re.IGNORECASE):
        return _incomplete()
    return PictureUnusable(detail="This file is damaged and cannot be opened; export or download it again.")


def _incomplete() -> PictureUnusable:
    return PictureUnusable(detail="This file is incomplete; export or download it again.")


def _refuse(width: int, height: int, size_bytes: int) -> None:
    refused = rules.judge(width, height, size_bytes).refused
    if refused:
        raise PictureUnusable(detail=" ".join(refused))


def _refuse_costly(image: Image.Image, found: Contents, budget_bytes: int) -> None:
    pixels, each = image.width * image.height, _bytes_a_pixel(image, found)
    if pixels * each <= budget_bytes:
        return
    raise PictureUnusable(
        detail=f"This picture is {image.width} × {image.height} pixels, {pixels / 1e6:,.0f} megapixels; "
        f"{_KINDS[found.kind]} may have at most {math.floor(budget_bytes / each / 1e6)}. "
        "Make it smaller, or save it as a plain (not progressive) JPEG."
    )


_KINDS: dict[Kind, str] = {"jpeg": "a progressive JPEG like this", "png": "a PNG like this", "webp": "a WebP"}


def _bytes_a_pixel(image: Image.Image, found: Contents) -> float:
    """Memory per pixel at the peak of decoding, with what making the picture smaller afterwards takes. Measured."""
    if found.kind == "webp":
        # libwebp keeps two RGBA canvases, hands over a third as bytes, and Pillow copies that; turned, once more.
        return 24 if _orientation(image) != 1 else 20
    if found.kind == "jpeg":
        # One scan needs next to nothing: it is made smaller while it is decoded.
        return 1.06 * _coefficient_bytes(image) if found.scans > 1 else 0
    if has_alpha(image):
        # Scaling multiplies colours by alpha first, in a copy; a palette is spread to RGBA before that.
        return 10
    return {"1": 2.5, "L": 1.5, "P": 6, "I;16": 6}.get(image.mode, 5)


def _coefficient_bytes(image: Image.Image) -> float:
    """Per pixel, of a JPEG in more than one scan: the decoder holds two bytes for each value of each component."""
    areas = [across * down for _, across, down, _ in getattr(image, "layer", [])]
    return 2 * sum(areas) / max(areas) if areas else 0


def _orientation(image: Image.Image) -> int:
    """1 to 8 as EXIF counts; 1 when there is none or nobody can read it."""
    if image.format == "PNG":
        # Its EXIF may stand behind the pixels: reading it decodes them, and damage must not pass for a lack of it.
        image.load()
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except UNREADABLE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _notes(image: Image.Image, found: Contents) -> tuple[str, ...]:
    notes = []
    if found.animated:
        notes.append("This is an animation: only its first frame is used.")
    if image.mode == "CMYK":
        notes.append("Its print colours (CMYK) are turned into screen colours.")
    return tuple(notes)


def _is_plain(image: Image.Image, found: Contents, turned: int) -> bool:
    """Whether the file's own pixels can be sent as they are."""
    animated_webp = found.animated and found.kind == "webp"
    if turned != 1 or found.deep or animated_webp or image.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        return False
    return foreign_profile(image) is None


def _bare(image: Image.Image, found: Contents) -> Drawn:
    # Read to its end all the same: only that shows a cut or damaged file. An eighth of the size is enough for that.
    width, height = image.size
    image.draft(None, (width // 8, height // 8))
    image.load()
    return Drawn(found.bare, found.kind, width, height)


def _redrawn(image: Image.Image, kind: Kind, turned: int) -> Drawn:
    sampling = JpegImagePlugin.get_sampling(image) if kind == "jpeg" else 0
    drawn = plain(at_work_size(image))
    if turned in _TURNS:
        drawn = drawn.transpose(_TURNS[turned])
    return Drawn(encode(drawn, kind, QUALITY, coarse_colour=sampling == 2), kind, *drawn.size)


def at_work_size(image: Image.Image) -> Image.Image:
    """Decoded, with at most WORK_PIXELS: halved, quartered ... where it has more; JPEG does so while decoding."""
    width, factor = image.width, 1
    while image.width * image.height / factor**2 > _work_pixels(image):
        factor *= 2
    image.draft(None, (image.width // factor, image.height // factor))
    image.load()
    left = round(factor * image.width / width)
    if left <= 1:
        return image
    # A palette or single bits cannot be averaged. What was decoded is given back at once.
    reduced = (plain(image) if image.mode in {"P", "I;16", "1"} or has_alpha(image) else image).reduce(left)
    reduced.info = dict(image.info)
    image.close()
    return reduced


def _work_pixels(image: Image.Image) -> float:
    if has_alpha(image):
        return ALPHA_WORK_PIXELS
    if "progressive" not in image.info:
        return WORK_PIXELS
    left_bytes = DECODE_BUDGET_BYTES - _coefficient_bytes(image) * image.width * image.height
    return min(WORK_PIXELS, left_bytes / 4)


def encode(image: Image.Image, kind: Kind, quality: int, *, coarse_colour: bool) -> bytes:
    """The file of a plain picture. `coarse_colour` stores colour at half size (4:2:0), as phones do; JPEG only."""
    into = io.BytesIO()
    if kind == "jpeg":
        _on_white(image).save(into, "JPEG", quality=quality, subsampling=2 if coarse_colour else 0)
    elif kind == "webp":
        image.save(into, "WEBP", quality=quality, method=2)
    else:
        image.save(into, "PNG", compress_level=4)
    return into.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet
