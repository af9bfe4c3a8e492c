"""Frame after frame of one order, and the MP4 they become: H.264, AAC where there is sound, playable while it loads."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from PIL import Image

from lib.demo.draw.camera import View, view_of
from lib.demo.draw.lettering import LowerThird, demo_mark, watermark
from lib.demo.draw.light import Glow, shade
from lib.demo.draw.order import FPS, Order
from lib.demo.draw.shots import Shot, plan
from lib.demo.draw.sound import RATE, Wave, soundtrack
from lib.demo.draw.stills import open_still

_SAMPLES = 1024
"""Samples in one AAC frame."""
_BT709 = 1
_HANDS = 2


class Film:
    """The pictures of one order, frame by frame. Same order, same frames.

    In full light from the first, which a player shows before it plays, to the last, at which it stops.
    """

    def __init__(self, order: Order) -> None:
        self._order, self._size = order, (order.width, order.height)
        chance = random.Random(order.lot)
        self._shots, self._cut = plan(order, chance)
        self._glow = Glow(self._size, chance)
        self._lower = LowerThird(order)
        self._shade = shade(self._size)
        self._marks = [layer for layer in (demo_mark(order), watermark(order)) if layer]
        self._views: dict[int, View] = {}
        self.sound_chance = chance

    def frames(self) -> Iterator[Image.Image]:
        """Every frame in order, RGB. Two are drawn at a time: Pillow lets go of the interpreter while it works."""
        waiting: deque[Future[Image.Image]] = deque()
        with ThreadPoolExecutor(_HANDS) as hands:
            for number in range(self._order.frames):
                seen = [n for n, shot in enumerate(self._shots) if shot.first <= number < shot.last]
                waiting.append(hands.submit(self._frame, number, [(n, self._view(n, seen)) for n in seen]))
                if len(waiting) > _HANDS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _frame(self, number: int, views: list[tuple[int, View]]) -> Image.Image:
        (first, view), *others = views
        frame = view.frame(self._shots[first].progress(number))
        for n, view in others:
            shot = self._shots[n]
            frame = Image.blend(frame, view.frame(shot.progress(number)), self._mix(shot, number))
        self._glow.over(frame, number / self._order.frames)
        frame.paste((0, 0, 0), (0, 0), self._shade)
        self._letters(frame, number)
        return frame

    def _view(self, n: int, seen: list[int]) -> View:
        """The view of a shot, made when it comes on screen and let go with it: one or two at a time are in memory."""
        if n not in self._views:
            self._views = {one: view for one, view in self._views.items() if one in seen}
            shot = self._shots[n]
            still = open_still(self._order.roles[shot.role].pictures[shot.picture], self._size)
            self._views[n] = view_of(shot, still, self._size)
        return self._views[n]

    def _mix(self, shot: Shot, number: int) -> float:
        return _smooth((number - shot.first + 1) / (self._cut + 1))

    def _letters(self, frame: Image.Image, number: int) -> None:
        """The name of whoever is on screen, the scene, and the marks, which stand from the first frame on."""
        for n, shot in enumerate(self._shots):
            if shot.first <= number < shot.last:
                self._name(frame, n, number)
        if self._lower.scene:
            self._lower.scene.over(frame, _smooth((number - 0.25 * FPS) / (0.6 * FPS)))
        for layer in self._marks:
            layer.over(frame)

    def _name(self, frame: Image.Image, n: int, number: int) -> None:
        """A name comes and goes with its subject, and stays through a cut from one of its pictures to another."""
        shots, shot = self._shots, self._shots[n]
        stayed = n > 0 and shots[n - 1].role == shot.role
        if stayed and number < shots[n - 1].last:
            return
        stays = n + 1 == len(shots) or shots[n + 1].role == shot.role
        came = 1.0 if stayed else _smooth((number - shot.first - self._cut * 0.5) / (0.45 * FPS))
        goes = 1.0 if stays else _smooth((shot.last - self._cut * 0.45 - number) / (0.3 * FPS))
        self._lower.names[shot.role].over(frame, min(came, goes), self._order.height * 0.012 * (1 - came))


def _smooth(at: float) -> float:
    """0 to 1 with a soft start and end."""
    at = min(max(at, 0.0), 1.0)
    return at * at * (3 - 2 * at)


def make_film(order: Order, file: Path, progress: Callable[[float], None]) -> None:
    """Draw and write the video. `progress` gets 0 to 100 now and then. Raises UnreadablePicture."""
    film = Film(order)
    part = file.with_name("video.part")
    with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = _video_stream(container, order)
        sound = _Sound(container, order, film) if order.sound or order.music else None
        for number, picture in enumerate(film.frames()):
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24").reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
            )
            frame.pts = number
            container.mux(video.encode(frame))
            if sound:
                sound.write_until((number + 1) / FPS)
            if number % 6 == 5:
                progress(100 * (number + 1) / order.frames)
        container.mux(video.encode(None))
        if sound:
            sound.end()
    part.replace(file)


def _video_stream(container: OutputContainer, order: Order) -> VideoStream:
    stream = container.add_stream("libx264", rate=FPS)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = order.width, order.height, "yuv420p"
    stream.codec_context.time_base = Fraction(1, FPS)
    # Without these a browser guesses, and large videos come out with other colours than small ones.
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = ColorRange.MPEG
    stream.options = {"preset": "veryfast", "crf": "20", "g": str(2 * FPS), "rc-lookahead": "8", "threads": "2"}
    return stream


class _Sound:
    """The soundtrack, written along with the picture so that the file stays well mixed."""

    def __init__(self, container: OutputContainer, order: Order, film: Film) -> None:
        self._container = container
        stream = container.add_stream("aac", rate=RATE)
        assert isinstance(stream, AudioStream)
        stream.codec_context.layout = "stereo"
        stream.codec_context.bit_rate = 128_000
        self._stream = stream
        self._wave: Wave = soundtrack(order.seconds, pad=order.sound, music=order.music, chance=film.sound_chance)
        self._at = 0

    def write_until(self, seconds: float) -> None:
        """Write whole AAC frames up to this time; at the end of the film also the last, shorter one."""
        end = round(seconds * RATE)
        while self._at < end and (self._at + _SAMPLES <= end or end == self._wave.shape[1]):
            piece = np.ascontiguousarray(self._wave[:, self._at : self._at + _SAMPLES])
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
            self._container.mux(self._stream.encode(frame))
            self._at += piece.shape[1]

    def end(self) -> None:
        """Write what the encoder still holds."""
        self._container.mux(self._stream.encode(None))
