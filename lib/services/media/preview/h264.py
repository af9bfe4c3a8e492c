"""A video drawn anew in H.264 and AAC: upright, with square pixels, 8 bits, at most 1920 pixels at its longer side."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.filter import Graph
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from lib.domain.causes import Cause
from lib.domain.errors import VideoBroken
from lib.services.media.video.checking import (
    MOST_BYTES,
    frames_from_here,
    main_stream,
    opened,
    reading,
    shown_size,
    turn_of,
)

_LONGEST_EDGE = 1920
_SOUND_RATE = 48_000
_TICKS = Fraction(1, 90_000)
"""Fine enough for any rate of pictures, and for one that changes."""
_QUALITY = {"preset": "veryfast", "crf": "18", "threads": "2"}
_FILTERS: dict[Image.Transpose | None, tuple[tuple[str, str], ...]] = {
    None: (),
    Image.Transpose.ROTATE_90: (("transpose", "cclock"),),
    Image.Transpose.ROTATE_180: (("hflip", ""), ("vflip", "")),
    Image.Transpose.ROTATE_270: (("transpose", "clock"),),
    Image.Transpose.FLIP_LEFT_RIGHT: (("hflip", ""),),
    Image.Transpose.FLIP_TOP_BOTTOM: (("vflip", ""),),
    Image.Transpose.TRANSPOSE: (("transpose", "cclock_flip"),),
    Image.Transpose.TRANSVERSE: (("transpose", "clock_flip"),),
}


def make_preview(source: Path, target: Path) -> None:
    """Write the preview of a video. Raises VideoBroken, DiskTrouble; a target that was begun stays."""
    options = {"movflags": "+faststart"}
    with reading():
        # Sizes and colours stand in the head of a file, which is written before any picture.
        with opened(source) as given:
            first = next(frames_from_here(given, main_stream(given), MOST_BYTES), None)
        if first is None:
            raise VideoBroken.because(Cause.NOTHING_DECODED)
        with opened(source) as given, av.open(str(target), "w", format="mp4", options=options) as made:
            preview = _Preview(given, made, first)
            for packet in given.demux(*preview.streams):
                preview.take(packet)
            preview.end()


class _Preview:
    """One preview on its way. Its first picture, or sound, is at 0, wherever the source begins to count."""

    def __init__(self, given: InputContainer, made: OutputContainer, first: VideoFrame) -> None:
        self._made = made
        self._pictures = main_stream(given)
        self._sound = next((one for one in given.streams.audio if one.codec_context is not None), None)
        self._begin_s = Fraction(given.start_time or 0, av.time_base)
        rate = self._pictures.average_rate or Fraction(25)
        self._step = round(1 / rate / _TICKS)
        self._video = made.add_stream("libx264", rate=rate, options=dict(_QUALITY))
        self._video.width, self._video.height = _size(first, self._pictures)
        self._video.pix_fmt = "yuv420p"
        self._video.codec_context.time_base = _TICKS
        if not first.format.is_rgb:
            _copy_colours(first, self._video)
        self._audio = made.add_stream("aac", rate=_SOUND_RATE, layout="stereo") if self._sound else None
        self._graph: tuple[tuple[object, ...], Graph] | None = None
        self._last_pts = -self._step

    @property
    def streams(self) -> list[VideoStream | AudioStream]:
        return [self._pictures, *([self._sound] if self._sound else [])]

    def take(self, packet: Packet[Any]) -> None:
        """Draw what a packet of the source holds."""
        if not packet.size:
            return  # The end of the file: see `end`.
        if packet.stream.index == self._pictures.index:
            for picture in self._pictures.codec_context.decode(packet):
                self._draw(picture)
        elif self._sound and self._audio:
            try:
                for sound in self._sound.codec_context.decode(packet):
                    self._play(sound, self._audio)
            except FFmpegError:
                self._sound = None  # The pictures go on without it.

    def end(self) -> None:
        """Draw what decoder and encoder still hold."""
        for picture in self._pictures.codec_context.decode(None):
            self._draw(picture)
        self._made.mux(self._video.encode(None))
        if self._audio:
            self._made.mux(self._audio.encode(None))

    def _draw(self, picture: VideoFrame) -> None:
        kind = (picture.width, picture.height, picture.format.name, turn_of(picture))
        if self._graph is None or self._graph[0] != kind:
            self._graph = kind, _graph_for(picture, self._video)
        graph = self._graph[1]
        graph.vpush(picture)
        drawn = graph.vpull()
        drawn.pts, drawn.time_base = self._pts(picture), _TICKS
        drawn.pict_type = PictureType.NONE
        self._made.mux(self._video.encode(drawn))

    def _pts(self, picture: VideoFrame) -> int:
        """When a picture is shown. An encoder wants times that grow; some formats tell none."""
        if picture.pts is None or picture.time_base is None:
            self._last_pts += self._step
        else:
            at_s = picture.pts * picture.time_base - self._begin_s
            self._last_pts = max(round(at_s / _TICKS), self._last_pts + 1, 0)
        return self._last_pts

    def _play(self, sound: AudioFrame, audio: AudioStream) -> None:
        if sound.pts is not None and sound.time_base:
            sound.pts -= round(self._begin_s / sound.time_base)
        self._made.mux(audio.encode(sound))


def _size(first: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Even numbers: the pixel format wants them."""
    width, height = shown_size(first, stream)
    scale = min(1.0, _LONGEST_EDGE / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _graph_for(picture: VideoFrame, video: VideoStream) -> Graph:
    """Turns and scales pictures like this one."""
    graph = Graph()
    nodes = [graph.add_buffer(width=picture.width, height=picture.height, format=picture.format, time_base=_TICKS)]
    nodes += [graph.add(name, args) for name, args in _FILTERS[turn_of(picture)]]
    nodes += [
        graph.add("scale", f"{video.width}:{video.height}"),
        graph.add("setsar", "1"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*nodes).configure()
    return graph


def _copy_colours(picture: VideoFrame, to: VideoStream) -> None:
    context = to.codec_context
    context.colorspace, context.color_range = picture.colorspace, picture.color_range
    context.color_primaries, context.color_trc = picture.color_primaries, picture.color_trc
