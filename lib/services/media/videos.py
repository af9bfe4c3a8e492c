"""Whether a video file is complete and playable: only what is certainly cut short or does not decode is refused."""

from __future__ import annotations

import hashlib
import math
import re
from collections import deque
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from lib.domain.causes import Cause
from lib.domain.errors import VideoBroken
from lib.services.media.video.checking import MOST_BYTES, frames_from_here, main_stream, opened, reading, shown_size
from lib.services.media.video.mp4_boxes import refuse_cut

_WEB_PAGE = re.compile(rb"\s*(?:<!doctype|<html|<\?xml|<head|\{)", re.IGNORECASE)
_FEW_FRAMES = 3
_SLACK_S = 0.5
"""By how much a file of another format than MP4 may end before the length that it announces."""
_DECODE_BYTES = 40_000_000
"""How much is decoded from the last keyframe on: a core reads about 10 MB/s, and most videos are smaller than this."""
_HOLE = bytes(16)
"""H.264 and H.265 hold no three zeros in a row except in lengths (emulation prevention): more may be missing data."""
_NO_HOLES = frozenset({"h264", "hevc"})
_LATE_TICKS = 2**62
"""Later than any picture, in any time base: seeking backward from here finds the last keyframe."""


@dataclass(frozen=True)
class VideoFacts:
    """What a complete, playable file holds. Width and height in pixels as it is shown: upright."""

    duration_s: float
    width: int
    height: int
    fps: float
    has_sound: bool
    size_bytes: int
    sha256: str
    codec: str
    """As FFmpeg calls it: "h264", "hevc"."""
    pixels: str
    """FFmpeg's name of the pixel format: "yuv420p"."""


def inspect(path: Path) -> VideoFacts:
    """Facts about a video that is complete and playable. Raises VideoBroken (with its cause), DiskTrouble.

    Noticed: nothing or a web page in place of a video, a missing index, missing data at any place of the file, holes of
    zeros in the pictures, a start or an end that does not decode. Not noticed: other damage within pictures in the
    middle, or in the sound; finding that means decoding everything, which takes seconds instead of a fraction of one.
    Nor can a fragmented MP4 (or a live WebM) that lacks whole fragments at its end be distinguished from a shorter one.
    """
    with reading():
        size_bytes = path.stat().st_size
        _refuse_what_is_no_video(path, size_bytes)
        refuse_cut(path, size_bytes)
        with opened(path) as container:
            stream = main_stream(container)
            frame = _first_frame(container, stream)
            width, height = shown_size(frame, stream)
        # Anew: not every format finds its beginning again.
        with opened(path) as container:
            stream = main_stream(container)
            seen = _read_all(container, stream, size_bytes)
            if seen.has_hole or not _end_decodes(container, stream):
                _decode_all(path, has_hole=seen.has_hole)
            fps, sound = float(stream.average_rate or 0), bool(container.streams.audio)
            codec = stream.codec_context.codec.canonical_name
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return VideoFacts(
        seen.length_s, width, height, fps, sound, size_bytes, sha256, codec=codec, pixels=frame.format.name
    )


def stored_as(path: Path) -> tuple[str, str]:
    """Codec and pixel format of a video that was checked before. Raises VideoBroken, DiskTrouble."""
    with reading(), opened(path) as container:
        stream = main_stream(container)
        return stream.codec_context.codec.canonical_name, _first_frame(container, stream).format.name


def _refuse_what_is_no_video(path: Path, size_bytes: int) -> None:
    if size_bytes == 0:
        raise VideoBroken.because(Cause.EMPTY_FILE)
    with path.open("rb") as file:
        if _WEB_PAGE.match(file.read(64)):
            raise VideoBroken.because(Cause.TEXT_CAME)


@dataclass
class _Seen:
    """What was read of the moving picture, in seconds, and of all streams."""

    start_s: float = math.inf
    end_s: float = 0.0
    whole_end_s: float = 0.0
    """Of whichever stream ends last."""
    has_hole: bool = False

    @property
    def length_s(self) -> float:
        return max(0.0, self.end_s - self.start_s)


def _read_all(container: InputContainer, stream: VideoStream, size_bytes: int) -> _Seen:
    """Read every packet without decoding it. Raises VideoBroken when data is missing."""
    seen = _Seen()
    holes = stream.codec_context.name in _NO_HOLES
    for packet in container.demux():
        if packet.is_corrupt:
            raise VideoBroken.because(Cause.DATA_MISSING, after_s=round(seen.end_s, 1))
        if not packet.size or packet.pts is None or packet.is_discard or packet.time_base is None:
            continue
        start_s = float(packet.pts * packet.time_base)
        end_s = start_s + float((packet.duration or 0) * packet.time_base)
        seen.whole_end_s = max(seen.whole_end_s, end_s)
        if packet.stream.index == stream.index:
            seen.start_s, seen.end_s = min(seen.start_s, start_s), max(seen.end_s, end_s)
            seen.has_hole = seen.has_hole or (holes and _HOLE in bytes(packet))
    _refuse_missing_samples(container, size_bytes)
    _refuse_early_end(container, seen)
    return seen


def _refuse_missing_samples(container: InputContainer, size_bytes: int) -> None:
    """An index tells where each picture and sound lies. Fragments have theirs with them: ask when all was read."""
    for stream in [*container.streams.video, *container.streams.audio]:
        if any(entry.pos + entry.size > size_bytes for entry in stream.index_entries):
            raise VideoBroken.because(Cause.ENDS_EARLY, size_bytes=size_bytes)


def _refuse_early_end(container: InputContainer, seen: _Seen) -> None:
    # The lengths in an MP4 are for display, and its index says what must be there.
    if seen.length_s <= 0 and seen.end_s <= 0:
        raise VideoBroken.because(Cause.NO_MOVING_PICTURE)
    announced_s = 0 if "mp4" in container.format.name else (container.duration or 0) / av.time_base
    if announced_s - seen.whole_end_s > _SLACK_S:
        said_s, found_s = round(announced_s, 1), round(seen.whole_end_s, 1)
        raise VideoBroken.because(Cause.SHORTER_THAN_SAID, said_s=said_s, found_s=found_s)


def _first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame:
    """The first frame. Raises VideoBroken when the first pictures do not decode."""
    first = list(islice(frames_from_here(container, stream, _DECODE_BYTES), _FEW_FRAMES))
    if not first:
        raise VideoBroken.because(Cause.NOTHING_DECODED)
    if all(frame.is_corrupt for frame in first):
        raise VideoBroken.because(Cause.START_DAMAGED)
    return first[0]


def _end_decodes(container: InputContainer, stream: VideoStream) -> bool:
    """Whether the last pictures decode from the last keyframe on.

    In a good file they may not: some encoders refresh the picture bit by bit, and need what came before the keyframe.
    """
    container.seek(_LATE_TICKS, stream=stream, backward=True)
    try:
        last = deque(frames_from_here(container, stream, _DECODE_BYTES), _FEW_FRAMES)
    except FFmpegError:
        return False
    return any(not frame.is_corrupt for frame in last)


def _decode_all(path: Path, *, has_hole: bool) -> None:
    """The last word where something looks wrong. Raises VideoBroken."""
    last: deque[bool] = deque(maxlen=_FEW_FRAMES)
    with opened(path) as container:
        for frame in frames_from_here(container, main_stream(container), MOST_BYTES):
            last.append(frame.is_corrupt)
            if has_hole and frame.is_corrupt:
                raise VideoBroken.because(Cause.DATA_MISSING, after_s=round(frame.time or 0, 1))
    if all(last):
        raise VideoBroken.because(Cause.END_DAMAGED)
