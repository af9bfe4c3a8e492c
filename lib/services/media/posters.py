"""A good frame of a video as its poster, upright as players show it."""

from __future__ import annotations

import secrets
from collections import deque
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageStat

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

_POSTER_AT = (0.25, 0.5, 0.75, 0.0)
"""Parts of the length at which a poster is looked for; later ones only if the frame before was plain or black."""
_TALLEST = 4
"""Height of a poster at most, against the width that was asked for."""
_ENOUGH_CONTRAST = 12.0
"""Standard deviation of brightness, 0 to 255, above which a frame shows something."""
_DECODE_BYTES = 1_000_000
"""How much is decoded on the way from a keyframe: these may lie ten seconds apart, and a core reads about 10 MB/s."""


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


def _best_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image | None:
    # Frames that no other depends on are not needed on the way.
    stream.codec_context.skip_frame = "NONREF"
    found: list[tuple[float, Image.Image]] = []
    for part in _POSTER_AT:
        frame = _frame_near(container, stream, part * _length_s(container, stream))
        if frame is None:
            continue
        image = _small(frame, stream, width)
        found.append((ImageStat.Stat(image.convert("L")).stddev[0], image))
        if found[-1][0] >= _ENOUGH_CONTRAST:
            break
    return max(found, key=lambda one: one[0])[1] if found else None


def _first_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image:
    for frame in frames_from_here(container, stream, _DECODE_BYTES):
        return _small(frame, stream, width)
    raise VideoBroken.because(Cause.NOTHING_DECODED)


def _length_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _frame_near(container: InputContainer, stream: VideoStream, at_s: float) -> VideoFrame | None:
    """The frame at this time, or an earlier one if the way there from the last keyframe is too long."""
    ticks = (stream.start_time or 0) + int(at_s / float(stream.time_base or 1))
    container.seek(ticks, stream=stream, backward=True)
    last = deque(frames_from_here(container, stream, _DECODE_BYTES, until=ticks), maxlen=1)
    return last[0] if last else None


def _small(frame: VideoFrame, stream: VideoStream, width: int) -> Image.Image:
    """The frame upright, with square pixels, at most `width` wide."""
    shown_width, shown_height = shown_size(frame, stream)
    scale = min(1.0, width / shown_width, _TALLEST * width / shown_height)
    size = max(1, round(shown_width * scale)), max(1, round(shown_height * scale))
    turn = turn_of(frame)
    across, down = size[::-1] if turn in ON_ITS_SIDE else size
    image: Image.Image = frame.to_image(width=across, height=down, interpolation="AREA")  # type: ignore[no-untyped-call]
    return image if turn is None else image.transpose(turn)
