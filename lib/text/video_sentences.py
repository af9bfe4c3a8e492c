"""What there is to say of a video's file."""

from __future__ import annotations

from lib.domain.video_file import PLAYED_EVERYWHERE, PLAYED_FILES, FileKind, codec_name, is_shorter


def format_sentence(kind: FileKind, codec: str) -> str:
    """How a video is stored that not every browser plays: the beginning of a sentence."""
    if kind.ending not in PLAYED_FILES:
        return f"This video comes as {kind.ending.upper()}"
    rare = "a rare kind of " if codec in PLAYED_EVERYWHERE else ""
    return f"This video is stored as {rare}{codec_name(codec)}"


def shorter_sentence(asked_s: float | None, real_s: float | None) -> str:
    """A sentence on a video that is shorter than was asked for; empty if it is not."""
    if asked_s is None or real_s is None or not is_shorter(asked_s, real_s):
        return ""
    real = f"{real_s:.1f}".removesuffix(".0")
    return f"It is shorter than asked for: {real} of {asked_s:g} s. The service may have sent only a part of it."
