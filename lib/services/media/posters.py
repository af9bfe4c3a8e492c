"""A good frame of a video as its poster, upright as players show it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from lib.domain.causes import Cause
from lib.domain.errors import VideoBroken
from lib.services.media.video.checking import (
    ON_ITS_SIDE,
    frames_from_here,
    main_stream,
    opened,
    reading,
    shown_size,
    turn_of,
)

POSTER_AT = (0.25, 0.15, 0.4, 0.6, 0.8, 0.0)
"""Parts of the length at which a poster is looked for; each only if no frame before was a good one.

Where a quarter falls into a cross-fade, an earlier frame still shows what the film opens with.
"""
AROUND_S = 0.3
"""How far before and after such a place: a frame shows by its neighbours whether it is one of a cross-fade."""
_TALLEST = 4
"""Height of a poster at most, against the width that was asked for."""
_ENOUGH_CONTRAST = 12.0
"""Standard deviation of brightness, 0 to 255, above which a frame shows something."""
_ENOUGH_LIGHT = 32.0
"""Mean brightness, 0 to 255, from which a frame is not dark."""
_STILL = 0.35
"""Difference of two pictures against their contrast up to which nothing is faded between them: the camera moves."""
_MIXED = 0.3
"""Share of that difference by which the picture between two others is not their mean, up to which it is their mix."""
_DECODE_BYTES = 1_000_000
"""How much is decoded on the way from a keyframe: these may lie ten seconds apart, and a core reads about 10 MB/s."""


Shape = NDArray[np.float32]


def make_poster(video: Path, poster: Path, width: int = 640) -> None:
    """Write a JPEG of a good frame, at most `width` pixels wide. Raises VideoBroken, DiskTrouble."""
    with reading():
        with opened(video) as container:
            image = _best_frame(container, main_stream(container), width)
        if image is None:
            # A format in which no place can be sought.
            with opened(video) as container:
                image = _first_frame(container, main_stream(container), width)
        poster.parent.mkdir(parents=True, exist_ok=True)
        part = poster.with_name(f"{poster.name}.{secrets.token_hex(4)}.part")
        try:
            image.save(part, "JPEG", quality=84)
            part.replace(poster)
        finally:
            part.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Candidate:
    """A frame near one of the places, and what a small picture of it tells. `rank`: the higher, the better."""

    frame: VideoFrame
    light: float
    contrast: float
    faded: bool

    @property
    def good(self) -> bool:
        return self.contrast >= _ENOUGH_CONTRAST and self.light >= _ENOUGH_LIGHT and not self.faded

    @property
    def rank(self) -> tuple[bool, bool, float]:
        return (self.contrast >= _ENOUGH_CONTRAST, self.light >= _ENOUGH_LIGHT and not self.faded, self.contrast)


def _best_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image | None:
    # Frames that no other depends on are not needed on the way.
    stream.codec_context.skip_frame = "NONREF"
    found: list[_Candidate] = []
    for part in POSTER_AT:
        candidate = _candidate(container, stream, part * _length_s(container, stream))
        found += [candidate] if candidate else []
        if candidate and candidate.good:
            break
    return _small(max(found, key=lambda one: one.rank).frame, stream, width) if found else None


def _first_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image:
    for frame in frames_from_here(container, stream, _DECODE_BYTES):
        return _small(frame, stream, width)
    raise VideoBroken.because(Cause.NOTHING_DECODED)


def _length_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _candidate(container: InputContainer, stream: VideoStream, at_s: float) -> _Candidate | None:
    """The frame at this time, or an earlier one if the way there from the last keyframe is too long."""
    base = float(stream.time_base or 1)
    ticks, around = (stream.start_time or 0) + int(at_s / base), int(AROUND_S / base)
    container.seek(max(ticks - around, stream.start_time or 0), stream=stream, backward=True)
    before = shown = after = None
    for frame in frames_from_here(container, stream, _DECODE_BYTES, until=ticks + around):
        # Never more than three: one frame of 8K takes 50 MB.
        if before is None or _time(frame) <= ticks - around:
            before = frame
        if shown is None or _time(frame) <= ticks:
            shown = frame
        after = frame
    if before is None or shown is None or after is None:
        return None
    shape = _shape(shown)
    faded = _is_faded(_shape(before), shape, _shape(after))
    return _Candidate(shown, float(shape.mean()), float(shape.std()), faded)


def _time(frame: VideoFrame) -> int:
    return frame.pts or 0


def _is_faded(first: Shape, shown: Shape, last: Shape) -> bool:
    """Whether a frame is a mix of those around it, as in a cross-fade or on the way to black.

    What moves is at another place in each of them; a cut leaves it like one of the two.
    """
    difference = float(np.abs(first - last).mean())
    if difference <= _STILL * float(max(first.std(), last.std())):
        return False
    # As much of the last as fits best: the frame need not stand in the middle between the two.
    way = last - first
    share = float((way * (shown - first)).sum() / (way * way).sum())
    return 0.05 < share < 0.95 and float(np.abs(first + share * way - shown).mean()) <= _MIXED * difference


def _shape(frame: VideoFrame) -> Shape:
    """The brightness of a frame, 0 to 255, in a few points."""
    return frame.reformat(width=64, height=36, format="gray", interpolation="AREA").to_ndarray().astype(np.float32)


def _small(frame: VideoFrame, stream: VideoStream, width: int) -> Image.Image:
    """The frame upright, with square pixels, at most `width` wide."""
    shown_width, shown_height = shown_size(frame, stream)
    scale = min(1.0, width / shown_width, _TALLEST * width / shown_height)
    size = max(1, round(shown_width * scale)), max(1, round(shown_height * scale))
    turn = turn_of(frame)
    across, down = size[::-1] if turn in ON_ITS_SIDE else size
    image: Image.Image = frame.to_image(width=across, height=down, interpolation="AREA")  # type: ignore[no-untyped-call]
    return image if turn is None else image.transpose(turn)
