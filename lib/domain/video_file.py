"""A video as a file: what kind it is, whether every browser plays it, and how its length compares with the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Preview = Literal["none", "wanted", "made", "failed"]
"""Whether a video has a copy that every browser plays: "none" if it plays everywhere itself."""

HEAD_BYTES = 64
"""How much of a file tells its kind."""


@dataclass(frozen=True)
class FileKind:
    """`ending` of a file's name, without the dot."""

    ending: str
    media_type: str


MP4 = FileKind("mp4", "video/mp4")
_MOV = FileKind("mov", "video/quicktime")
_WEBM = FileKind("webm", "video/webm")
_BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"RIFF", FileKind("avi", "video/x-msvideo")),
    (b"FLV", FileKind("flv", "video/x-flv")),
    (b"OggS", FileKind("ogv", "video/ogg")),
    (b"GIF8", FileKind("gif", "image/gif")),
    (b"\x89PNG", FileKind("png", "image/apng")),
    (b"\x30\x26\xb2\x75", FileKind("wmv", "video/x-ms-wmv")),
    (b"\0\0\1\xba", FileKind("mpg", "video/mpeg")),
    (b"\x47", FileKind("ts", "video/mp2t")),
)
PLAYED_EVERYWHERE = {"h264": ("yuv420p", "yuvj420p"), "vp8": ("yuv420p",), "vp9": ("yuv420p",)}
"""Codecs that every browser of today decodes, and the pixel formats in which it does."""
PLAYED_FILES = ("mp4", "mov", "webm")
_NAMES = {
    "av1": "AV1",
    "gif": "GIF",
    "h264": "H.264",
    "hevc": "HEVC (H.265)",
    "mjpeg": "Motion JPEG",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4 Part 2",
    "prores": "ProRes",
    "vp8": "VP8",
    "vp9": "VP9",
    "vvc": "VVC (H.266)",
}
_SHORTER_BY_S = 0.5
"""A service may give a little less than was asked for: only a difference that people see is shown."""


def kind_of(head: bytes) -> FileKind:
    """The kind of a file that begins like this; an MP4 for anything unknown."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _WEBM if b"webm" in head else FileKind("mkv", "video/x-matroska")
    if head[4:8] == b"ftyp" and head[8:12] == b"qt  ":
        return _MOV
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return _MOV  # Without a name in front, as QuickTime wrote them before there was MP4.
    return next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), MP4)


def plays_everywhere(kind: FileKind, codec: str, pixels: str) -> bool:
    """Whether every browser plays it. `codec` and `pixels` as FFmpeg calls them."""
    return kind.ending in PLAYED_FILES and pixels in PLAYED_EVERYWHERE.get(codec, ())


def codec_name(codec: str) -> str:
    """What people call a codec."""
    return _NAMES.get(codec, codec.upper())


def is_shorter(asked_s: float | None, real_s: float | None) -> bool:
    """Whether a video is visibly shorter than was asked for: a part of it may not have been sent."""
    return asked_s is not None and real_s is not None and asked_s - real_s > _SHORTER_BY_S
