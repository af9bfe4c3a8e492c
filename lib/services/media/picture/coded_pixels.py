"""Whether the coded pixels of a HEIC or AVIF are all there: their decoders draw what is missing without a word."""

from __future__ import annotations

import io

import av
import pyvips
from av.error import FFmpegError
from av.video.frame import VideoFrame

from lib.domain.picture_rules import Kind

_HOLES = (bytes(8), b"\xff" * 16)
"""HEVC never has so many zeros on end, not with the length of a unit before it either: ISO/IEC 23008-2, 7.4.1.1. Nor
has arithmetic coding so many ones."""
_CORNER = 8
_MOST_AVIF_PIXELS = 16_000_000
"""libaom holds all of a picture at once: 22 million with transparency took an upload to 428 MB; 400 are allowed."""


def has_gaps(data: bytes, kind: Kind) -> bool:
    """Whether part of what should be pixels is something else, as far as that can be told."""
    return _avif_has(data) if kind == "avif" else _heic_has(data)


def _avif_has(data: bytes) -> bool:
    """By libaom, which wants each tile to end where its data end; dav1d, which Pillow asks, does not look.

    A larger one than memory allows is not looked at.
    """
    try:
        image = pyvips.Image.heifload_buffer(data, access="sequential", fail_on="error")
    except pyvips.Error:
        return False
    if image.width * image.height > _MOST_AVIF_PIXELS:
        return False
    try:
        image.avg()
    except pyvips.Error:
        return True
    return False


def _heic_has(data: bytes) -> bool:
    """By FFmpeg, told to be strict: libde265 goes on whatever it meets."""
    try:
        with av.open(io.BytesIO(data), "r", format="mov") as file:
            streams = [one for one in file.streams.video if one.codec_context is not None]
            for stream in streams:
                stream.codec_context.thread_count = 1
                stream.codec_context.options = {"err_detect": "explode"}
            for packet in file.demux(*streams):
                if packet.is_corrupt or any(hole in bytes(packet) for hole in _HOLES):
                    return True
                try:
                    frames = packet.decode()
                except FFmpegError:
                    return True
                if any(isinstance(frame, VideoFrame) and _ends_early(frame) for frame in frames):
                    return True
    except (FFmpegError, ValueError):
        return False  # What it cannot open tells nothing.
    return False


def _ends_early(frame: VideoFrame) -> bool:
    """Whether its last pixels were never drawn: no colour is without blue and red difference at once."""
    if len(frame.planes) < 3:
        return False
    for plane in frame.planes[1:3]:
        end = plane.line_size * (plane.height - 1) + plane.width
        if any(memoryview(plane)[end - _CORNER : end]):
            return False
    return True
