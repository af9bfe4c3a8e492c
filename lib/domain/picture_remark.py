"""What there is to say of a picture, as values: of one that is used, and why another cannot be."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from lib.domain.errors import PictureUnusable

Param = str | int | float


class RemarkKind(StrEnum):
    """Their values are kept with drafts, pictures and jobs, and never change."""

    # Why one cannot be used
    TOO_SMALL = "too_small"
    TOO_WIDE = "too_wide"
    TOO_TALL = "too_tall"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    HEAVY_PNG = "heavy_png"
    """Interlaced or animated, and too large to be opened whole."""
    HEAVY_JPEG = "heavy_jpeg"
    HEAVY_WEBP = "heavy_webp"
    HEAVY_STILL = "heavy_still"
    """In any other format."""
    EMPTY = "empty"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"
    NOT_REDRAWN = "not_redrawn"
    NO_ROOM = "no_room"
    """All pictures of a request together, at their smallest."""
    ONE_TOO_MANY = "one_too_many"
    """Of those that one subject can have."""
    GONE = "gone"
    UNKNOWN = "unknown"
    NO_ADDRESS = "no_address"
    LONG_ADDRESS = "long_address"
    PRIVATE_ADDRESS = "private_address"
    # What it is instead
    JPEG_XL = "jpeg_xl"
    PHOTOSHOP = "photoshop"
    """Of layers alone, without the picture that they make."""
    RAW_PHOTO = "raw_photo"
    ICON = "icon"
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    OFFICE = "office"
    """A document of an office program, it is not known of which."""
    SOUND = "sound"
    TEXT_FILE = "text_file"
    PDF = "pdf"
    VIDEO = "video"
    SVG = "svg"
    WEB_PAGE = "web_page"
    ZIP = "zip"
    NO_PICTURE = "no_picture"
    # What earlier versions did not take
    GIF = "gif"
    HEIC = "heic"
    AVIF = "avif"
    TIFF = "tiff"
    """Also a RAW photo."""
    BMP = "bmp"
    JPEG_2000 = "jpeg_2000"
    # What is worth knowing of one that is used
    EDGE_OF_SHAPE = "edge_of_shape"
    """Exactly as wide or as tall as may be."""
    PARTLY = "partly"
    ON_WHITE = "on_white"
    ON_COLOUR = "on_colour"
    """Its transparent parts, on the colour that people chose."""
    FIRST_FRAME = "first_frame"
    FIRST_PAGE = "first_page"
    PRINT_COLOURS = "print_colours"
    HDR_COLOURS = "hdr_colours"
    TEXT = "text"
    """A sentence, as earlier versions kept it."""


_SIZE = ("width", "height")
_WITH_MOST = (*_SIZE, "most")
PARAMS: dict[RemarkKind, tuple[str, ...]] = {
    RemarkKind.TOO_SMALL: (*_SIZE, "least"),
    RemarkKind.TOO_WIDE: _WITH_MOST,
    RemarkKind.TOO_TALL: _WITH_MOST,
    RemarkKind.FILE_TOO_LARGE: ("size_bytes", "most_bytes"),
    RemarkKind.TOO_MANY_PIXELS: _WITH_MOST,
    RemarkKind.HEAVY_PNG: _WITH_MOST,
    RemarkKind.HEAVY_JPEG: _WITH_MOST,
    RemarkKind.HEAVY_WEBP: _WITH_MOST,
    RemarkKind.HEAVY_STILL: _WITH_MOST,
    RemarkKind.ONE_TOO_MANY: ("most",),
    RemarkKind.LONG_ADDRESS: ("count", "most"),
    RemarkKind.EDGE_OF_SHAPE: _WITH_MOST,
    RemarkKind.TEXT: ("text",),
}
"""What belongs to a remark: numbers, but for `text`. Sides in pixels; `most` in the unit of its rule."""
_CODE = "castboard.picture."
_EARLIER_SENTENCES = {
    "Part of this file is damaged": RemarkKind.PARTLY,
    "Its transparent parts are sent on white": RemarkKind.ON_WHITE,
    "This is an animation": RemarkKind.FIRST_FRAME,
    "Its print colours (CMYK) are turned into screen": RemarkKind.PRINT_COLOURS,
}
"""How the sentences begin that earlier versions kept with their pictures."""


@dataclass(frozen=True)
class PictureRemark:
    """One remark. Raises ValueError without what belongs to it."""

    kind: RemarkKind
    params: dict[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in PARAMS.get(self.kind, ()):
            if isinstance(self.params.get(name), str if name == "text" else int | float):
                continue
            raise ValueError(f"{self.kind} without {name}")


def unusable(remark: PictureRemark) -> PictureUnusable:
    """The error of a picture that cannot be used for this reason, in a form that a job can keep."""
    detail = json.dumps(remark.params, ensure_ascii=False) if remark.params else ""
    return PictureUnusable(code=f"{_CODE}{remark.kind}", detail=detail)


def remark_of(code: str, detail: str) -> PictureRemark | None:
    """Why a picture could not be used, from the code and detail of the error or of what a job kept of it.

    None for an error that says nothing of it.
    """
    if not code.startswith(_CODE):
        return None
    try:
        params = json.loads(detail) if detail else {}
    except ValueError:
        return None
    return _remark_in({"kind": code.removeprefix(_CODE), "params": params})


def remarks_in(kept: object) -> tuple[PictureRemark, ...]:
    """As they were kept: sentences by earlier versions; what this version does not know is left out.

    Raises ValueError for no list at all.
    """
    if not isinstance(kept, list | tuple):
        raise ValueError("no list of remarks")  # what pydantic turns into an error of its own
    return tuple(remark for remark in map(_remark_in, kept) if remark)


def _remark_in(kept: object) -> PictureRemark | None:
    if isinstance(kept, PictureRemark):
        return kept
    if isinstance(kept, str):
        known = (kind for beginning, kind in _EARLIER_SENTENCES.items() if kept.startswith(beginning))
        return next(map(PictureRemark, known), PictureRemark(RemarkKind.TEXT, {"text": kept}))
    try:
        match kept:
            case {"kind": str(kind), "params": dict(params)}:
                return PictureRemark(RemarkKind(kind), params)
    except ValueError:
        return None
    return None
