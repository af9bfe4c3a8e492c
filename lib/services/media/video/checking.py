"""Opening a video, finding the moving picture in it, and decoding it: what checking, posters and previews share."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from lib.domain.causes import Cause
from lib.domain.errors import DiskTrouble, VideoBroken
from lib.services.media.video.mp4_boxes import is_boxed

_FORMATS = "mov,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf,gif,apng"
"""Files of one piece. Others, like playlists, would have the reader open whatever else they name."""
MOST_BYTES = 2_000_000_000
"""No video is larger (lib/services/gateway/download.py)."""
_MOST_PIXELS = 40_000_000
"""8K has 33 million; a damaged header may claim any number, and the memory for it."""
_WIDEST_PIXEL = 16
"""No camera has wider ones; a damaged header may say anything."""
_QUICK = {"probesize": "32", "skip_frame": "all"}
_Transpose = Image.Transpose
_TURNS: dict[tuple[int, int, int, int], _Transpose | None] = {
    (1, 0, 0, 1): None,
    (0, 1, -1, 0): _Transpose.ROTATE_270,
    (-1, 0, 0, -1): _Transpose.ROTATE_180,
    (0, -1, 1, 0): _Transpose.ROTATE_90,
    (-1, 0, 0, 1): _Transpose.FLIP_LEFT_RIGHT,
    (1, 0, 0, -1): _Transpose.FLIP_TOP_BOTTOM,
    (0, 1, 1, 0): _Transpose.TRANSPOSE,
    (0, -1, -1, 0): _Transpose.TRANSVERSE,
}
"""By the signs of a display matrix's a, b, c, d: a point (x, y) is shown at (ax + cy, bx + dy), y downwards."""
ON_ITS_SIDE = frozenset({_Transpose.ROTATE_90, _Transpose.ROTATE_270, _Transpose.TRANSPOSE, _Transpose.TRANSVERSE})


@contextmanager
def reading() -> Iterator[None]:
    """Turn what the library raises into VideoBroken, and what the disk does into DiskTrouble."""
    # FFmpegError first: some of its classes are OSErrors or ValueErrors too.
    try:
        yield
    except FFmpegError as exc:
        raise VideoBroken.because(Cause.UNPLAYABLE, seen=str(exc.strerror)) from exc
    except ValueError as exc:
        # PyAV's own, for an index that names its streams or texts in no way it can read.
        raise VideoBroken.because(Cause.INDEX_DAMAGED) from exc
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc


def opened(path: Path) -> InputContainer:
    """A video to read from; the caller closes it."""
    if is_boxed(path):
        # An mp4 says all in its index. Without these, opening decodes seven frames to guess their order: up to 100 ms.
        container = _open(path, **_QUICK)
        if _shows_nothing(container):
            container.close()  # Players show something all the same.
            container = _open(path, **_QUICK, ignore_editlist="1")
        if all(one.codec_context is not None and one.width for one in _moving(container)):
            return container
        container.close()  # Some older kinds say how large they are only in their pictures.
    return _open(path)


def _shows_nothing(container: InputContainer) -> bool:
    """Whether an edit list leaves out every picture: one of no length, or about a time at which there is none."""
    moving = [one for one in _moving(container) if one.frames]
    return bool(moving) and all(entry.is_discard for one in moving for entry in one.index_entries)


def _open(path: Path, **options: str) -> InputContainer:
    safe = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    return av.open(str(path), options=safe | options, metadata_errors="replace")


def _moving(container: InputContainer) -> list[VideoStream]:
    return [one for one in container.streams.video if not one.disposition & Disposition.attached_pic]


def main_stream(container: InputContainer) -> VideoStream:
    """The moving picture that players show: the first one, but no cover, and a still only if there is nothing else."""
    streams = _moving(container)
    if not streams:
        raise VideoBroken.because(Cause.NO_MOVING_PICTURE)
    known = [one for one in streams if one.codec_context is not None and one.width and one.height]
    if not known:
        raise VideoBroken.because(Cause.UNKNOWN_STORAGE)
    stream = next((one for one in known if one.frames != 1), known[0])
    # Several threads wait for each other for ever over some damaged pictures (HEVC).
    stream.codec_context.thread_count = 1
    stream.codec_context.options = {"max_pixels": str(_MOST_PIXELS)}
    return stream


def frames_from_here(
    container: InputContainer, stream: VideoStream, most_bytes: int, until: int | None = None
) -> Iterator[VideoFrame]:
    """The frames from the place that was sought, as they are shown: to the end, `most_bytes` or the time stamp `until`.

    Ends the decoder: seek before the next call.
    """
    read_bytes = 0
    for packet in container.demux(stream):
        if not packet.size:
            continue  # A picture that only lasts on, or the end: what PyAV sends there empties the decoder.
        yield from stream.codec_context.decode(packet)
        read_bytes += packet.size
        late = until is not None and packet.pts is not None and packet.pts >= until
        if late or read_bytes >= most_bytes:
            break
    # What the decoder still holds back: it waits for frames that are shown earlier.
    yield from stream.codec_context.decode(None)


def turn_of(frame: VideoFrame) -> Image.Transpose | None:
    """How a frame is turned to be shown; None: as it is."""
    matrix: Any = frame.side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return None
    a, b, _, c, d = struct.unpack("=5i", bytes(matrix)[:20])
    largest = max(abs(a), abs(b), abs(c), abs(d)) or 1
    signs = tuple(round(value / largest) for value in (a, b, c, d))
    return _TURNS.get((signs[0], signs[1], signs[2], signs[3]))


def shown_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height as a player shows them: upright, and with square pixels."""
    aspect = stream.sample_aspect_ratio or 1
    if not 1 / _WIDEST_PIXEL <= aspect <= _WIDEST_PIXEL:
        aspect = 1
    width, height = (frame.width * aspect, frame.height) if aspect >= 1 else (frame.width, frame.height / aspect)
    size = max(1, round(width)), max(1, round(height))
    return size[::-1] if turn_of(frame) in ON_ITS_SIDE else size
