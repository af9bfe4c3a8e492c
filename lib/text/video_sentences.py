"""What there is to say of a video's file."""

from __future__ import annotations

from lib.domain.video_file import PLAYED_EVERYWHERE, PLAYED_FILES, FileKind, codec_name, is_shorter
from lib.text import formats
from lib.text.language import _


def format_sentence(kind: FileKind, codec: str) -> str:
    """How a video is stored that not every browser plays: the beginning of a sentence."""
    if kind.ending not in PLAYED_FILES:
        return _("This video comes as {format}", format=kind.ending.upper())
    if codec in PLAYED_EVERYWHERE:
        return _("This video is stored as a rare kind of {codec}", codec=codec_name(codec))
    return _("This video is stored as {codec}", codec=codec_name(codec))


def shorter_sentence(asked_s: float | None, real_s: float | None) -> str:
    """A sentence on a video that is shorter than was asked for; empty if it is not."""
    if asked_s is None or real_s is None or not is_shorter(asked_s, real_s):
        return ""
    return _(
        "It is shorter than requested: {real} of {asked}. The service may have sent only a part of it.",
        real=formats.number(real_s, 1),
        asked=formats.seconds(asked_s),
    )
