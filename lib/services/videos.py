"""Whether a video file is complete and playable, and a good frame of it as a poster."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageStat

from lib.domain.errors import DiskTrouble, VideoBroken

_WEB_PAGE = re.compile(rb"\s*(?:<!doctype|<html|<\?xml|<head|\{)", re.IGNORECASE)
_FIRST_FRAMES = 3
_LAST_FRAMES = 12
_SLACK_S = 0.5
"""By how much the last picture may end before the length that the file announces."""


@dataclass(frozen=True)
class VideoFacts:
    """What a complete, playable file holds. Width and height in pixels."""

    duration_s: float
    width: int
    height: int
    fps: float
    has_sound: bool
    size_bytes: int
    sha256: str


def inspect(path: Path) -> VideoFacts:
    """Facts about a video that is complete and playable. Raises VideoBroken (detail: what was seen), DiskTrouble.

    Noticed: nothing or a web page in place of a video, a missing index, missing data at any place of the file, holes of
    zeros, pictures missing at the end, a start or an end that does not decode. Not noticed: damage within a picture in
    the middle; finding that means decoding all of it, seconds instead of a fraction of one.
    """
    with _reading():
        size_bytes, start = path.stat().st_size, _start_of(path)
        _refuse_what_is_no_video(size_bytes, start)
        if start[4:8] == b"ftyp":
            _refuse_missing_boxes(path, size_bytes)
        with av.open(str(path)) as container:
            stream = _video_stream(container)
            duration_s = _complete_length_s(container, stream)
            _decode_both_ends(container, stream)
            fps, sound = float(stream.average_rate or 0), bool(container.streams.audio)
            width, height = stream.width, stream.height
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return VideoFacts(duration_s, width, height, fps, sound, size_bytes, sha256)


@contextmanager
def _reading() -> Iterator[None]:
    # FFmpegError first: some of its classes are OSErrors too.
    try:
        yield
    except FFmpegError as exc:
        raise VideoBroken(detail=f"The file cannot be played to its end: {exc.strerror}.") from exc
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def _refuse_what_is_no_video(size_bytes: int, start: bytes) -> None:
    if size_bytes == 0:
        raise VideoBroken(detail="The file is empty.")
    if _WEB_PAGE.match(start):
        raise VideoBroken(detail="A web page or a message came in place of the video.")


def _refuse_missing_boxes(path: Path, size_bytes: int) -> None:
    """An mp4 is a row of boxes that begin with their length: together they are the file, or a part is missing."""
    at, names = 0, set()
    with path.open("rb") as file:
        while at < size_bytes:
            file.seek(at)
            head = file.read(16)
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            names.add(head[4:8])
            if length == 0 and len(head) >= 8:
                break
            at += max(length, 8)
    if at > size_bytes or b"moov" not in names:
        raise VideoBroken(detail=f"The file ends too early, after {size_bytes:,} bytes.")


def _video_stream(container: InputContainer) -> VideoStream:
    if not container.streams.video:
        raise VideoBroken(detail="The file holds no moving picture.")
    stream = container.streams.video[0]
    if stream.codec_context is None or not stream.width or not stream.height:
        raise VideoBroken(detail="The file does not say how its pictures are stored.")
    return stream


def _complete_length_s(container: InputContainer, stream: VideoStream) -> float:
    """Read every packet without decoding. Seconds from the first picture to the end of the last."""
    counts: dict[int, int] = {}
    first: float | None = None
    end = 0.0
    for packet in container.demux():
        if not packet.size:
            continue
        counts[packet.stream.index] = counts.get(packet.stream.index, 0) + 1
        if packet.is_corrupt or _is_blank(bytes(packet)):
            raise VideoBroken(detail=f"Data is missing after {end:.1f} s.")
        if packet.stream.index == stream.index and packet.pts is not None:
            at = float(packet.pts * packet.time_base)
            first = at if first is None else min(first, at)
            end = max(end, at + float((packet.duration or 0) * packet.time_base))
    _refuse_missing_packets(container, counts)
    return _length_s(container, stream, end - (first or 0.0))


def _is_blank(data: bytes) -> bool:
    # A download that reserved its space and never filled it. Real pictures begin with a length, sound with a head.
    return len(data) >= 64 and not data.strip(b"\0")


def _refuse_missing_packets(container: InputContainer, counts: dict[int, int]) -> None:
    for stream in container.streams:
        if stream.type in ("video", "audio") and stream.frames > counts.get(stream.index, 0):
            raise VideoBroken(detail=f"{counts.get(stream.index, 0)} of {stream.frames} pictures or sounds are there.")


def _length_s(container: InputContainer, stream: VideoStream, seen_s: float) -> float:
    announced_s = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    announced_s = announced_s or (container.duration or 0) / av.time_base
    if seen_s <= 0 or announced_s - seen_s > _SLACK_S:
        raise VideoBroken(detail=f"The file announces {announced_s:.1f} s and holds {seen_s:.1f} s.")
    return seen_s


def _decode_both_ends(container: InputContainer, stream: VideoStream) -> None:
    stream.thread_type = "AUTO"
    container.seek(0)
    _decode_some(container, stream, _FIRST_FRAMES)
    container.seek(_ticks(stream, 10**6), stream=stream, backward=True)
    _decode_some(container, stream, _LAST_FRAMES)


def _ticks(stream: VideoStream, seconds: float) -> int:
    base = stream.time_base or Fraction(1, av.time_base)
    return int(min(seconds / float(base), 2**62))


def _decode_some(container: InputContainer, stream: VideoStream, count: int) -> None:
    seen = 0
    for frame in container.decode(stream):
        if frame.is_corrupt:
            raise VideoBroken(detail=f"The picture at {frame.time or 0:.1f} s is damaged.")
        seen += 1
        if seen >= count:
            return
    if not seen:
        raise VideoBroken(detail="No picture could be decoded.")


POSTER_AT = (0.25, 0.5, 0.75)
"""Parts of the length at which a poster is looked for; later ones only if the frame before was plain or black."""
_ENOUGH_CONTRAST = 12.0
"""Standard deviation of brightness, 0 to 255, above which a frame shows something."""
_MOST_DECODED = 40
"""Frames decoded on the way from a keyframe; keyframes may lie ten seconds apart, too many to decode."""


def make_poster(video: Path, poster: Path, width: int = 640) -> None:
    """Write a JPEG of a good frame, at most `width` pixels wide. Raises VideoBroken, DiskTrouble."""
    with _reading():
        with av.open(str(video)) as container:
            image = _best_frame(container, _video_stream(container), width)
        poster.parent.mkdir(parents=True, exist_ok=True)
        part = poster.with_name(f"{poster.name}.{secrets.token_hex(4)}.part")
        try:
            image.save(part, "JPEG", quality=84)
            part.replace(poster)
        finally:
            part.unlink(missing_ok=True)


def _best_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image:
    stream.thread_type = "AUTO"
    length_s = _length_by_header_s(container, stream)
    found: list[tuple[float, Image.Image]] = []
    for part in POSTER_AT:
        frame = _frame_near(container, stream, part * length_s)
        if frame is None:
            continue
        image = _small(frame, width)
        found.append((ImageStat.Stat(image.convert("L")).stddev[0], image))
        if found[-1][0] >= _ENOUGH_CONTRAST:
            break
    if not found:
        raise VideoBroken(detail="No picture could be decoded.")
    return max(found, key=lambda one: one[0])[1]


def _length_by_header_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _frame_near(container: InputContainer, stream: VideoStream, at_s: float) -> VideoFrame | None:
    start = stream.start_time or 0
    container.seek(start + _ticks(stream, at_s), stream=stream, backward=True)
    last = None
    for number, frame in enumerate(container.decode(stream)):
        last = frame
        if (frame.time or 0.0) >= at_s or number + 1 >= _MOST_DECODED:
            break
    return last


def _small(frame: VideoFrame, width: int) -> Image.Image:
    target = min(width, frame.width)
    height = max(2, round(frame.height * target / frame.width))
    image: Image.Image = frame.to_image(width=target, height=height, interpolation="AREA")  # type: ignore[no-untyped-call]
    return image
