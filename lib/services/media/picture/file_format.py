"""What a file is, by its content: a picture that can be opened here, or something else that has a name."""

from __future__ import annotations

import io
import re
import zipfile

from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import Kind
from lib.services.media.picture.iso_boxes import brands
from lib.services.media.picture.tiff import is_raw

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_PICTURES: tuple[tuple[Kind, re.Pattern[bytes]], ...] = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("tiff", re.compile(rb"II[*+]\0|MM\0[*+]")),
    ("bmp", re.compile(rb"BM.{8}[\x00-\xff]{2}\0\0", re.DOTALL)),
    ("jp2", re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    ("psd", re.compile(rb"8BPS\0\x01")),
    ("ppm", re.compile(rb"P[1-6][ \t\r\n#]")),
    ("qoi", re.compile(rb"qoif")),
    ("sgi", re.compile(rb"\x01\xda[\0\x01][\x01\x02]")),
    ("pcx", re.compile(rb"\x0a[\0\x02\x03\x05]\x01[\x01\x02\x04\x08]")),
)
_TGA_END = b"TRUEVISION-XFILE.\0"


def kind_of(data: bytes) -> Kind | None:
    """The format by the file's content, None for what cannot be opened here."""
    if found := brands(data):
        if not found.isdisjoint((b"avif", b"avis")):
            return "avif"
        return None if found.isdisjoint(_HEIC) else "heic"
    kind = next((kind for kind, pattern in _PICTURES if pattern.match(data)), None)
    if kind == "tiff" and is_raw(data):
        return None
    return "tga" if kind is None and data.endswith(_TGA_END) else kind


_OTHERS: tuple[tuple[RemarkKind, re.Pattern[bytes]], ...] = (
    # A TIFF that was no picture is the file of a camera.
    (
        RemarkKind.RAW_PHOTO,
        re.compile(rb"II[*+U]\0|MM\0[*+]|IIR[OS]|MMOR|FUJIFILMCCD-RAW|FOVb|....ftypcrx ", re.DOTALL),
    ),
    (RemarkKind.JPEG_XL, re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    (RemarkKind.PHOTOSHOP, re.compile(rb"8BPS")),
    (RemarkKind.ICON, re.compile(rb"\0\0[\x01\x02]\0.\0.{5}\0|icns", re.DOTALL)),
    (RemarkKind.PDF, re.compile(rb"\s*%PDF-|%!PS")),
    (
        RemarkKind.SOUND,
        re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|RIFF....WAVE|OggS|fLaC|....ftypM4A", re.DOTALL),
    ),
    (
        RemarkKind.VIDEO,
        re.compile(rb"....(?:ftyp|moov|mdat)|\x1a\x45\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]|FLV\x01", re.DOTALL),
    ),
    (
        RemarkKind.SVG,
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,500}?)?(?:<!.{0,500}?>\s*)*<svg", re.DOTALL | re.IGNORECASE),
    ),
    (
        RemarkKind.WEB_PAGE,
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,500}?)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype html|html|head|body)",
            re.DOTALL | re.IGNORECASE,
        ),
    ),
    (RemarkKind.OFFICE, re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf")),
    (RemarkKind.ZIP, re.compile(rb"PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b")),
)
_IN_A_ZIP = (
    (RemarkKind.WORD, ("word/",)),
    (RemarkKind.SPREADSHEET, ("xl/",)),
    (RemarkKind.SLIDES, ("ppt/",)),
)
_BY_STREAM = (
    (RemarkKind.WORD, "WordDocument"),
    (RemarkKind.SPREADSHEET, "Workbook"),
    (RemarkKind.SLIDES, "PowerPoint Document"),
)
_LOOKED_AT = 2000


def kind_of_other(data: bytes) -> RemarkKind:
    """What a file is that cannot be opened here as a picture."""
    kind = next((kind for kind, pattern in _OTHERS if pattern.match(data[:_LOOKED_AT])), None)
    if kind is RemarkKind.ZIP and data.startswith(b"PK"):
        return _of_zip(data)
    if kind is RemarkKind.OFFICE:
        return _of_office(data)
    if kind is None:
        return RemarkKind.TEXT_FILE if _is_text(data[:_LOOKED_AT]) else RemarkKind.NO_PICTURE
    return kind


def _of_zip(data: bytes) -> RemarkKind:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return RemarkKind.ZIP
    for kind, beginnings in _IN_A_ZIP:
        if any(name.startswith(beginnings) for name in names):
            return kind
    return RemarkKind.OFFICE if "mimetype" in names else RemarkKind.ZIP


def _of_office(data: bytes) -> RemarkKind:
    if data.startswith(b"{"):
        return RemarkKind.WORD
    return next((kind for kind, name in _BY_STREAM if name.encode("utf-16-le") in data), RemarkKind.OFFICE)


def _is_text(start: bytes) -> bool:
    """Whether people could read it: no control characters but those of lines."""
    try:
        # What was cut within a character is no mistake.
        text = start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "strict")
    except UnicodeDecodeError as error:
        if error.end < len(start) - 3 or len(start) < _LOOKED_AT:
            return False
        text = start[: error.start].decode("utf-8", "ignore")
    return all(sign.isprintable() or sign in "\t\r\n\f\ufeff" for sign in text)
