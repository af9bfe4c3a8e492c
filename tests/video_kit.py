"""Videos as services send them: drawn with PyAV, then changed box by box where no encoder writes such a file."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

FPS = 24
HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf")
"""Boxes made of boxes."""


def write(
    path, *, seconds=2.0, size=(320, 180), sound=True, black=0, options=None, codec="libx264", pixels="yuv420p",
    silent_s=0.0, irregular=False, **encoder,
):  # fmt: skip
    """A drifting pattern after `black` black frames; `options` go to the file format, `encoder` to the codec.

    `silent_s`: by how much the sound goes on after the last picture. `irregular`: pictures come when they like.
    """
    width, height = size
    dots = np.random.default_rng(1).integers(0, 255, (max(1, height // 10), max(1, width // 10), 3), dtype=np.uint8)
    pattern = np.zeros((height, width, 3), np.uint8)
    drawn = dots.repeat(10, 0).repeat(10, 1)[:height, :width]
    pattern[: drawn.shape[0], : drawn.shape[1]] = drawn
    with av.open(str(path), "w", options=options or {}) as container:
        video = container.add_stream(codec, rate=FPS)
        video.width, video.height, video.pix_fmt = width, height, pixels
        if irregular:
            video.codec_context.time_base = Fraction(1, 1000 * FPS)
        video.options = {key: str(value) for key, value in encoder.items()}
        audio = container.add_stream(_sound_codec(path), rate=48000, layout="mono") if sound else None
        for number in range(int(FPS * seconds)):
            picture = np.roll(pattern, number * 3, axis=1) if number >= black else np.zeros_like(pattern)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            if irregular:
                frame.pts, frame.time_base = number * 1000 + 400 * (number % 3), Fraction(1, 1000 * FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode())
        if audio:
            add_tone(container, audio, seconds + silent_s)
    return path


def _sound_codec(path: Path) -> str:
    return "libopus" if path.suffix in (".webm", ".mkv") else "aac"


def add_tone(container, audio, seconds):
    resampler = av.AudioResampler(format=audio.format, layout="mono", rate=audio.rate)
    for start in range(0, int(audio.rate * seconds), 960):
        wave = (0.3 * np.sin(np.arange(start, start + 960) / 20)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(wave[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = audio.rate, start
        for ready in resampler.resample(frame):
            container.mux(audio.encode(ready))
    container.mux(audio.encode())


def remuxed(source: Path, target: Path, alter=None, *, twice=False, **metadata: str) -> Path:
    """The same pictures and sound in another file. `alter` gives other bytes for a picture, by its number.

    `twice`: the pictures in two tracks.
    """
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        made.metadata.update(metadata)
        streams = {one.index: made.add_stream_from_template(one) for one in given.streams}
        second = made.add_stream_from_template(given.streams.video[0]) if twice else None
        number = 0
        for packet in given.demux():
            if not packet.size:
                continue
            is_picture, to = packet.stream.type == "video", streams[packet.stream.index]
            if is_picture and second:
                made.mux(_copied(packet, bytes(packet), second))
            data = alter(number, bytes(packet)) if alter and is_picture else bytes(packet)
            made.mux(_copied(packet, data, to))
            number += is_picture
    return target


def _copied(packet: av.Packet, data: bytes, stream) -> av.Packet:
    copy = av.Packet(data)
    copy.pts, copy.dts, copy.time_base, copy.duration = packet.pts, packet.dts, packet.time_base, packet.duration
    copy.is_keyframe, copy.stream = packet.is_keyframe, stream
    return copy


def with_a_note(_number: int, picture: bytes) -> bytes:
    """An H.264 picture with a note before it (SEI) that holds many zeros, as no careful encoder writes it."""
    note = b"\x06\x05\x40" + b"0123456789abcdef" + bytes(48) + b"\x80"
    return len(note).to_bytes(4, "big") + note + picture


# Boxes


def box(name: bytes, payload: bytes = b"") -> bytes:
    return (len(payload) + 8).to_bytes(4, "big") + name + payload


def long_box(name: bytes, payload: bytes = b"") -> bytes:
    """With its length in 64 bits."""
    return b"\0\0\0\1" + name + (len(payload) + 16).to_bytes(8, "big") + payload


def split(data: bytes) -> list[tuple[bytes, bytes]]:
    """The boxes in a row, as names and payloads."""
    at, found = 0, []
    while at + 8 <= len(data):
        length, head = int.from_bytes(data[at : at + 4], "big"), 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        length = length or len(data) - at
        found.append((data[at + 4 : at + 8], data[at + head : at + length]))
        at += length
    return found


def joined(parts: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(box(name, payload) for name, payload in parts)


def change(data: bytes, name: bytes, to: Callable[[bytes], bytes]) -> bytes:
    """The file with the payload of every box of this name changed, at any depth."""
    parts = []
    for found, payload in split(data):
        if found == name:
            payload = to(payload)
        elif found in HOLDERS:
            payload = change(payload, name, to)
        parts.append((found, payload))
    return joined(parts)


def moved_by(data: bytes, offset: int) -> bytes:
    """The file with every address in its index moved."""

    def short(payload: bytes) -> bytes:
        values = struct.unpack(f">{(len(payload) - 8) // 4}I", payload[8:])
        return payload[:8] + struct.pack(f">{len(values)}I", *(value + offset for value in values))

    return change(data, b"stco", short)


def before(data: bytes, name: bytes, extra: bytes) -> bytes:
    """The file with bytes of ours in front of its first box of this name."""
    at = place_of(data, name)
    if at < place_of(data, b"mdat"):
        data = moved_by(data, len(extra))
    return data[:at] + extra + data[at:]


def place_of(data: bytes, name: bytes) -> int:
    """Where the first box of this name begins."""
    at = 0
    for found, payload in split(data):
        if found == name:
            return at
        at += len(payload) + 8
    raise AssertionError(f"no {name!r}")


# What players heed


def turned(data: bytes, a: int, b: int, c: int, d: int) -> bytes:
    """With this display matrix in every track."""
    matrix = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    return change(data, b"tkhd", lambda payload: payload[:40] + matrix + payload[76:])


def with_edits(data: bytes, *edits: tuple[int, int]) -> bytes:
    """With an edit list in every track: (length in ms, begin in the track's own time; -1 for nothing shown)."""
    rows = b"".join(struct.pack(">IiHH", length_ms, begin, 1, 0) for length_ms, begin in edits)
    edts = box(b"edts", box(b"elst", bytes(4) + struct.pack(">I", len(edits)) + rows))

    def edited(trak: bytes) -> bytes:
        parts = [(name, payload) for name, payload in split(trak) if name != b"edts"]
        return joined(parts[:1]) + edts + joined(parts[1:])

    return change(data, b"trak", edited)


def jpeg(size: tuple[int, int] = (64, 64), kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "orange").save(file, kind)
    return file.getvalue()


def with_cover(source: Path, target: Path, *, kind: str = "JPEG", first: bool = False) -> Path:
    """The same video with an embedded cover picture."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        cover = made.add_stream("mjpeg" if kind == "JPEG" else "png", rate=1) if first else None
        streams = {one.index: made.add_stream_from_template(one) for one in given.streams}
        cover = cover or made.add_stream("mjpeg" if kind == "JPEG" else "png", rate=1)
        cover.width = cover.height = 64
        cover.pix_fmt = "yuvj420p" if kind == "JPEG" else "rgb24"
        cover.disposition = av.stream.Disposition.attached_pic
        picture = av.Packet(jpeg(kind=kind))
        picture.stream, picture.pts, picture.dts, picture.is_keyframe = cover, 0, 0, True
        made.start_encoding()
        made.mux(picture)
        for packet in given.demux():
            if packet.size:
                packet.stream = streams[packet.stream.index]
                made.mux(packet)
    return target
