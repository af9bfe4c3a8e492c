"""What a file is, by its first bytes: one of the three formats the service takes, or another."""

from __future__ import annotations

import re

from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import Kind


def kind_of(data: bytes) -> Kind | None:
    """The format by the file's first bytes, None for anything but png, jpeg and webp."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


_OTHERS: tuple[tuple[RemarkKind, re.Pattern[bytes]], ...] = (
    (RemarkKind.GIF, re.compile(rb"GIF8[79]a")),
    (RemarkKind.HEIC, re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.DOTALL)),
    (RemarkKind.AVIF, re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    (RemarkKind.TIFF, re.compile(rb"II[*+]\0|MM\0[*+]|FUJIFILMCCD-RAW|....ftypcrx ", re.DOTALL)),
    (RemarkKind.BMP, re.compile(rb"BM.{8}[\x00-\xff]{2}\0\0", re.DOTALL)),
    (RemarkKind.JPEG_XL, re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    (RemarkKind.JPEG_2000, re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    (RemarkKind.PHOTOSHOP, re.compile(rb"8BPS")),
    (RemarkKind.PDF, re.compile(rb"%PDF-")),
    (RemarkKind.VIDEO, re.compile(rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", re.DOTALL)),
    (
        RemarkKind.SVG,
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,500}?)?(?:<!--.{0,500}?-->\s*)?<svg", re.DOTALL),
    ),
    (RemarkKind.WEB_PAGE, re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)),
    (RemarkKind.ZIP, re.compile(rb"PK\x03\x04")),
)


def kind_of_other(data: bytes) -> RemarkKind:
    """What a file is that is no png, jpeg or webp."""
    return next((kind for kind, pattern in _OTHERS if pattern.match(data[:2000])), RemarkKind.NO_PICTURE)
