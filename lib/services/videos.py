"""Whether a video file is complete and playable, and a good frame of it as a poster."""

from __future__ import annotations

import hashlib
import math
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageStat

from lib.domain.errors import DiskTrouble, VideoBroken

_WEB_PAGE = re.compile(rb"\s*(?:<!doctype|<html|<\?xml|<head|\{)", re.IGNORECASE)
_FIRST_FRAMES, _LAST_FRAMES = 3, 12
_SLACK_S = 0.5
"""By how much the last picture may end before the length that the file announces."""
_DECODE_BYTES = 1_000_000
"""How much is decoded on the way from a keyframe: these may lie ten seconds apart, and a core reads about 10 MB/s."""
_HOLE = bytes(16)
"""H.264 and H.265 hold no three zeros in a row except in lengths (emulation prevention): more are missing data."""
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"meta", b"uuid", b"sidx", b"styp"})
_MOST_FRAMES = 36
_LATE_TICKS = 2**62
"""Later than any picture, in any time base: seeking backward from here finds the last keyframe."""
_NO_HOLES = frozenset({"h264", "hevc"})
_POSTER_AT = (0.25, 0.5, 0.75)
"""Parts of the length at which a poster is looked for; later ones only if the frame before was plain or black."""
_ENOUGH_CONTRAST = 12.0
"""Standard deviation of brightness, 0 to 255, above which a frame shows something."""


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
    zeros in the pictures, pictures or sound that end early, a start or a last keyframe that does not decode.
    Not noticed: other damage within pictures in the middle, or in the sound; finding that means decoding everything,
    which takes seconds instead of a fraction of one.
    """
    with _reading():
        size_bytes = _plausible_size(path)
        with _opened(path) as container:
            stream = _video_stream(container)
            duration_s = _complete_length_s(container, stream)
            _decode_both_ends(container, stream)
            fps, sound = float(stream.average_rate or 0), bool(container.streams.audio)
            width, height = stream.width, stream.height
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return VideoFacts(duration_s, width, height, fps, sound, size_bytes, sha256)


def make_poster(video: Path, poster: Path, width: int = 640) -> None:
    """Write a JPEG of a good frame, at most `width` pixels wide. Raises VideoBroken, DiskTrouble."""
    with _reading():
        with _opened(video) as container:
            image = _best_frame(container, _video_stream(container), width)
        poster.parent.mkdir(parents=True, exist_ok=True)
        part = poster.with_name(f"{poster.name}.{secrets.token_hex(4)}.part")
        try:
            image.save(part, "JPEG", quality=84)
            part.replace(poster)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _reading() -> Iterator[None]:
    # FFmpegError first: some of its classes are OSErrors or ValueErrors too.
    try:
        yield
    except FFmpegError as exc:
        raise VideoBroken(detail=f"The file cannot be played to its end: {exc.strerror}.") from exc
    except ValueError as exc:
        # PyAV's own, for an index that names its streams or texts in no way it can read.
        raise VideoBroken(detail="The index of the file is damaged.") from exc
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc


def _opened(path: Path) -> InputContainer:
    with path.open("rb") as file:
        is_mp4 = file.read(8)[4:] == b"ftyp"
    if not is_mp4:
        return av.open(str(path))
    # An mp4 says all in its index. Without these, opening decodes seven frames to guess their order: up to 100 ms.
    # The type of `stream_options` is wrong in PyAV's stubs.
    return av.open(str(path), options={"probesize": "32"}, stream_options=[{"skip_frame": "all"}] * 2)  # type: ignore[list-item]


def _plausible_size(path: Path) -> int:
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(64)
    if size_bytes == 0:
        raise VideoBroken(detail="The file is empty.")
    if _WEB_PAGE.match(start):
        raise VideoBroken(detail="A web page or a message came in place of the video.")
    if start[4:8] == b"ftyp":
        _refuse_missing_boxes(path, size_bytes)
    return size_bytes


def _refuse_missing_boxes(path: Path, size_bytes: int) -> None:
    """An mp4 is a row of boxes that begin with their length: if one reaches beyond the file, a part is missing."""
    at, names = 0, set()
    with path.open("rb") as file:
        while at + 8 <= size_bytes:
            file.seek(at)
            head = file.read(16)
            length, name = int.from_bytes(head[:4], "big"), head[4:8]
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            if name not in _BOXES or length == 0:
                # Not a box of ours, or one that goes on to the end: nothing can be said about what follows.
                break
            names.add(name)
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
    seen: dict[int, _Span] = {}
    for packet in container.demux():
        span = seen.setdefault(packet.stream.index, _Span())
        if packet.is_corrupt or (packet.stream.index == stream.index and _has_hole(stream, bytes(packet))):
            raise VideoBroken(detail=f"Data is missing after {span.end_s:.1f} s.")
        if packet.size and packet.pts is not None:
            span.take(float(packet.pts * packet.time_base), float((packet.duration or 0) * packet.time_base))
    for index, announced_s in _announced(container):
        _refuse_early_end(announced_s, seen.get(index, _Span()).length_s)
    # Some formats announce one length for all.
    whole_s = max((span.end_s for span in seen.values()), default=0.0)
    _refuse_early_end((container.duration or 0) / av.time_base, whole_s)
    return seen.get(stream.index, _Span()).length_s


@dataclass
class _Span:
    """What was seen of one stream, in seconds."""

    start_s: float = math.inf
    end_s: float = 0.0

    def take(self, at_s: float, duration_s: float) -> None:
        self.start_s = min(self.start_s, at_s)
        self.end_s = max(self.end_s, at_s + duration_s)

    @property
    def length_s(self) -> float:
        return max(0.0, self.end_s - self.start_s)


def _has_hole(stream: VideoStream, data: bytes) -> bool:
    # A download that reserved its space and never filled all of it.
    return stream.codec_context.name in _NO_HOLES and _HOLE in data


def _announced(container: InputContainer) -> Iterator[tuple[int, float]]:
    """Number and length in seconds of the streams that say it themselves."""
    for stream in [*container.streams.video, *container.streams.audio]:
        if stream.duration and stream.time_base:
            yield stream.index, float(stream.duration * stream.time_base)


def _refuse_early_end(announced_s: float, seen_s: float) -> None:
    if seen_s <= 0 or announced_s - seen_s > _SLACK_S:
        raise VideoBroken(detail=f"The file announces {announced_s:.1f} s and holds {seen_s:.1f} s.")


def _announced_s(container: InputContainer, stream: VideoStream) -> float:
    return dict(_announced(container)).get(stream.index, (container.duration or 0) / av.time_base)


def _decode_both_ends(container: InputContainer, stream: VideoStream) -> None:
    stream.thread_type = "AUTO"
    stream.codec_context.skip_frame = "DEFAULT"
    container.seek(0)
    for frame in _some_frames(container, stream, _FIRST_FRAMES):
        if frame.is_corrupt:
            raise VideoBroken(detail="The first pictures are damaged.")
    container.seek(_LATE_TICKS, stream=stream, backward=True)
    # Not all of them: after a jump, frames that lean on earlier ones may count as damaged in a good file.
    if all(frame.is_corrupt for frame in _some_frames(container, stream, _LAST_FRAMES)):
        raise VideoBroken(detail="The last pictures are damaged.")


def _some_frames(container: InputContainer, stream: VideoStream, count: int) -> list[VideoFrame]:
    frames = _decoded(container, stream, count)
    if not frames:
        raise VideoBroken(detail="No picture could be decoded.")
    return frames


def _decoded(container: InputContainer, stream: VideoStream, count: int, until: int | None = None) -> list[VideoFrame]:
    """The frames of the next `count` packets, fewer if those are large, or up to the time stamp `until`."""
    frames: list[VideoFrame] = []
    read_bytes = 0
    for number, packet in enumerate(container.demux(stream), start=1):
        if not packet.size:
            break  # The end of the file: what PyAV sends here empties the decoder, which must happen only once.
        frames += stream.codec_context.decode(packet)
        read_bytes += packet.size
        late = until is not None and packet.pts is not None and packet.pts >= until
        if late or number >= count or read_bytes >= _DECODE_BYTES:
            break
    # What the decoder still holds back: it waits for frames that are shown earlier.
    return frames + stream.codec_context.decode(None)


def _best_frame(container: InputContainer, stream: VideoStream, width: int) -> Image.Image:
    stream.thread_type = "AUTO"
    # Frames that no other depends on are not needed on the way.
    stream.codec_context.skip_frame = "NONREF"
    found: list[tuple[float, Image.Image]] = []
    for part in _POSTER_AT:
        frame = _frame_near(container, stream, part * _announced_s(container, stream))
        if frame is None:
            continue
        image = _small(frame, width)
        found.append((ImageStat.Stat(image.convert("L")).stddev[0], image))
        if found[-1][0] >= _ENOUGH_CONTRAST:
            break
    if not found:
        raise VideoBroken(detail="No picture could be decoded.")
    return max(found, key=lambda one: one[0])[1]


def _frame_near(container: InputContainer, stream: VideoStream, at_s: float) -> VideoFrame | None:
    """The frame at this time, or an earlier one if the way there from the last keyframe is too long."""
    ticks = (stream.start_time or 0) + int(at_s / float(stream.time_base or 1))
    container.seek(ticks, stream=stream, backward=True)
    frames = _decoded(container, stream, _MOST_FRAMES, until=ticks)
    return frames[-1] if frames else None


def _small(frame: VideoFrame, width: int) -> Image.Image:
    target = min(width, frame.width)
    height = max(2, round(frame.height * target / frame.width))
    image: Image.Image = frame.to_image(width=target, height=height, interpolation="AREA")  # type: ignore[no-untyped-call]
    return image
