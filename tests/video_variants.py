"""Playable videos of unusual build, each of which a browser plays or a decoder reads: what no checker may refuse."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.video_kit import (
    before,
    box,
    change,
    long_box,
    moved_by,
    place_of,
    remuxed,
    split,
    with_a_note,
    with_cover,
    with_edits,
    write,
)

SECONDS = 2.0
AV1 = Path(__file__).parent / "services" / "data" / "av1.mp4"
EXTRAS = {
    "pdin": box(b"pdin", bytes(12)),
    "udta": box(b"udta", box(b"AIGC", b'{"Label":"1"}')),
    "AIGC": box(b"AIGC", b'{"Label":"1"}'),
    "uuid": box(b"uuid", b"0123456789abcdef" * 3),
    "wide": box(b"wide"),
    "free": box(b"free", bytes(100)),
    "a name nobody knows": box(b"zq7_", b"hello"),
    "a length in 64 bits": long_box(b"AIGC", b"{}"),
}
BEHIND = {
    "zeros": bytes(1000),
    "four zeros": bytes(4),
    "text": b"TAG and words behind it " * 9,
    "ones": b"\xff" * 100,
}
"""Bytes behind the last box that are no box."""


def mp4_variants(folder: Path) -> dict[str, bytes]:
    """Files by what is unusual about them; H.264, two seconds, 320 x 180."""
    last = write(folder / "last.mp4", seconds=SECONDS, g=12).read_bytes()
    first = write(folder / "first.mp4", seconds=SECONDS, options={"movflags": "+faststart"}).read_bytes()
    movflags = "+frag_keyframe+empty_moov+default_base_moof"
    parts = write(folder / "parts.mp4", seconds=SECONDS, g=12, options={"movflags": movflags}).read_bytes()
    made = {"index last": last, "index first": first, "fragmented": parts}
    for name, extra in EXTRAS.items():
        for kind, data in (("index last", last), ("index first", first)):
            made[f"{name} before moov, {kind}"] = before(data, b"moov", extra)
            made[f"{name} before everything, {kind}"] = before(data, b"ftyp", extra)
            made[f"{name} behind everything, {kind}"] = data + extra
        made[f"{name} between fragments"] = before(parts, b"moof", extra)
    for name, extra in BEHIND.items():
        made |= {
            f"{name} behind it, {kind}": made[kind] + extra for kind in ("index last", "index first", "fragmented")
        }
    return made | _indexes(last, first) | _covers(folder) | _streams(folder)


def _indexes(last: bytes, first: bytes) -> dict[str, bytes]:
    at = place_of(first, b"mdat")
    head = len(split(last)[0][1]) + 8
    return {
        "no name of the format in front, index last": moved_by(last, -head)[head:],
        "no name of the format in front, index first": moved_by(first, -head)[head:],
        "mdat with a length in 64 bits": b"".join(
            (long_box if name == b"mdat" else box)(name, payload) for name, payload in split(moved_by(first, 8))
        ),
        "a last box that goes on to the end": first[:at] + bytes(4) + first[at + 4 :],
        "a length in the index that is too long": change(last, b"mdhd", lambda p: p[:16] + b"\0\x0f\0\0" + p[20:]),
        "a length in the head that is too long": change(last, b"mvhd", lambda p: p[:16] + b"\0\x0f\0\0" + p[20:]),
    }


def _covers(folder: Path) -> dict[str, bytes]:
    return {
        f"a cover, {kind}, {'first' if first else 'last'}": with_cover(
            folder / "last.mp4", folder / "cover.mp4", kind=kind, first=first
        ).read_bytes()
        for kind in ("JPEG", "PNG")
        for first in (True, False)
    }


def _streams(folder: Path) -> dict[str, bytes]:
    options: dict[str, dict[str, object]] = {
        "pictures that lean on later ones": {"bf": 3, "sound": False},
        "refreshed bit by bit": {"x264-params": "intra-refresh=1:keyint=20"},
        "open groups": {"x264-params": "open-gop=1:keyint=20:bframes=3"},
        "sound that goes on": {"silent_s": 2.0},
        "one keyframe": {"g": 1000, "sc_threshold": 0},
        "pictures that come when they like": {"irregular": True, "sound": False},
    }
    made = {name: write(folder / "it.mp4", seconds=SECONDS, **more).read_bytes() for name, more in options.items()}
    last = folder / "last.mp4"
    return made | {
        "zeros in notes between the pictures": remuxed(last, folder / "it.mp4", with_a_note).read_bytes(),
        "two tracks of pictures": remuxed(last, folder / "it.mp4", twice=True).read_bytes(),
        "a track of time codes": remuxed(last, folder / "it.mov", timecode="01:00:00:00").read_bytes(),
    }


def edited_variants(last: bytes) -> dict[str, tuple[bytes, float]]:
    """Files with an edit list, and how many seconds of pictures it leaves."""
    return {
        "begins later": (with_edits(last, (1500, 6144)), 1.5),
        "begins with nothing": (with_edits(last, (500, -1), (2000, 0)), 2.0),
        "two pieces": (with_edits(last, (500, 0), (500, 12288)), 1.0),
        "ends earlier": (with_edits(last, (700, 0)), 0.7),
        "of no length": (with_edits(last, (0, 0)), 2.0),
    }


TURNS: dict[str, tuple[tuple[int, int, int, int], Image.Transpose | None]] = {
    "as it is": ((1, 0, 0, 1), None),
    "a quarter clockwise": ((0, 1, -1, 0), Image.Transpose.ROTATE_270),
    "upside down": ((-1, 0, 0, -1), Image.Transpose.ROTATE_180),
    "a quarter back": ((0, -1, 1, 0), Image.Transpose.ROTATE_90),
    "mirrored": ((-1, 0, 0, 1), Image.Transpose.FLIP_LEFT_RIGHT),
    "mirrored upside down": ((1, 0, 0, -1), Image.Transpose.FLIP_TOP_BOTTOM),
}
"""Display matrices, and what they do to the stored picture."""


def other_formats(folder: Path) -> dict[str, bytes]:
    """Files of other formats and codecs, by what they are."""
    hevc = {"codec": "libx265", "preset": "ultrafast", "x265-params": "log-level=none"}
    options: dict[str, dict[str, object]] = {
        "vp9.webm": {"codec": "libvpx-vp9", "deadline": "realtime"},
        "vp8.webm": {"codec": "libvpx", "deadline": "realtime"},
        "h264.mkv": {},
        "live.mkv": {"options": {"live": "1"}},
        "h264.mov": {},
        "hevc.mp4": hevc,
        "hevc 10 bit.mp4": {
            "codec": "libx265",
            "pixels": "yuv420p10le",
            "preset": "ultrafast",
            "x265-params": "log-level=none",
        },
        "h264 10 bit.mp4": {"pixels": "yuv420p10le"},
        "h264 444.mp4": {"pixels": "yuv444p"},
        "prores.mov": {"codec": "prores_ks", "pixels": "yuv422p10le"},
        "mpeg4.mp4": {"codec": "mpeg4"},
        "mjpeg.mov": {"codec": "mjpeg", "pixels": "yuvj420p"},
        "mpeg4.avi": {"codec": "mpeg4", "sound": False},
        "h264.ts": {},
        "h264.flv": {},
        "animated.gif": {"codec": "gif", "pixels": "rgb8", "sound": False},
    }
    made = {name: write(folder / name, seconds=SECONDS, **more).read_bytes() for name, more in options.items()}
    # Kept as a file: as root, SVT-AV1 gives the process that encodes real-time priority for good, over all others.
    behind = {"text behind it.webm": made["vp9.webm"] + b"and words behind it " * 9}
    return made | behind | {"av1.mp4": AV1.read_bytes()}
