"""What a file is, by its first bytes: one of the three formats the service takes, or another with a way on."""

from __future__ import annotations

import re

from lib.domain.picture_rules import Kind


def kind_of(data: bytes) -> Kind | None:
    """The format by the file's first bytes, None for anything but png, jpeg and webp."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


_SAVE_AS = "Open it in a picture editor, save it as png, jpeg or webp, and add that."
_PHONE = (
    "To get a JPEG from an iPhone, share the photo with Options > Most Compatible; for new photos choose "
    "Settings > Camera > Formats > Most Compatible. On a Mac, open it in Preview and choose File > Export."
)
_FRAME = "Save the frame you want as png, jpeg or webp, and add that."
_SCREENSHOT = "Use png, jpeg or webp: a screenshot will do."
_OTHERS: tuple[tuple[str, str, re.Pattern[bytes]], ...] = (
    ("a GIF", _FRAME, re.compile(rb"GIF8[79]a")),
    ("a HEIC", _PHONE, re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.DOTALL)),
    ("an AVIF", _SAVE_AS, re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    ("a TIFF or camera raw file", _SAVE_AS, re.compile(rb"II[*+]\0|MM\0[*+]|FUJIFILMCCD-RAW|....ftypcrx ", re.DOTALL)),
    ("a BMP", _SAVE_AS, re.compile(rb"BM.{8}[\x00-\xff]{2}\0\0", re.DOTALL)),
    ("a JPEG XL", _SAVE_AS, re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    ("a JPEG 2000", _SAVE_AS, re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    ("a Photoshop file", _SAVE_AS, re.compile(rb"8BPS")),
    ("a PDF", _SCREENSHOT, re.compile(rb"%PDF-")),
    ("a video", _FRAME, re.compile(rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", re.DOTALL)),
    (
        "an SVG",
        _SCREENSHOT,
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,500}?)?(?:<!--.{0,500}?-->\s*)?<svg", re.DOTALL),
    ),
    (
        "a web page",
        "Save the picture itself, not the page it is on.",
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE),
    ),
    ("a zip file", "Unpack it, and add the pictures in it.", re.compile(rb"PK\x03\x04")),
)


def said_of_others(data: bytes) -> str:
    """What a file that is no png, jpeg or webp is, and how to get one from it; for people."""
    for name, way_on, pattern in _OTHERS:
        if pattern.match(data[:2000]):
            return f"This is {name}, which the video service does not take. {way_on}"
    return "This is not a picture that can be read here. Use png, jpeg or webp."
