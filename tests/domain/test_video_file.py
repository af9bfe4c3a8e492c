"""Kinds of video files, which of them every browser plays, and lengths compared with orders."""

from __future__ import annotations

import pytest

from lib.domain.video_file import codec_name, is_shorter, kind_of, plays_everywhere


@pytest.mark.parametrize(
    ("head", "ending", "media_type"),
    [
        (b"\0\0\0\x20ftypisom\0\0\2\0", "mp4", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\2\0", "mov", "video/quicktime"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mov", "video/quicktime"),
        (b"\0\0\0\x0cpdin\0\0\0\0", "mp4", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01\x42\x82\x84webm", "webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01\x42\x82\x88matroska", "mkv", "video/x-matroska"),
        (b"RIFF\0\0\0\0AVI LIST", "avi", "video/x-msvideo"),
        (b"GIF89a", "gif", "image/gif"),
        (b"OggS\0\2", "ogv", "video/ogg"),
        (b"\x47\x40\x11\x10", "ts", "video/mp2t"),
        (b"FLV\1", "flv", "video/x-flv"),
        (b"", "mp4", "video/mp4"),
    ],
)
def test_a_file_is_named_by_what_it_is(head: bytes, ending: str, media_type: str) -> None:
    kind = kind_of(head)
    assert (kind.ending, kind.media_type) == (ending, media_type)


@pytest.mark.parametrize(
    ("head", "codec", "pixels", "plays"),
    [
        (b"\0\0\0\x20ftypisom", "h264", "yuv420p", True),
        (b"\0\0\0\x14ftypqt  ", "h264", "yuv420p", True),
        (b"\x1a\x45\xdf\xa3webm", "vp9", "yuv420p", True),
        (b"\x1a\x45\xdf\xa3webm", "vp8", "yuv420p", True),
        (b"\x1a\x45\xdf\xa3matroska", "h264", "yuv420p", False),
        (b"\0\0\0\x20ftypisom", "h264", "yuv420p10le", False),
        (b"\0\0\0\x20ftypisom", "h264", "yuv444p", False),
        (b"\0\0\0\x20ftypisom", "hevc", "yuv420p", False),
        (b"\0\0\0\x20ftypisom", "av1", "yuv420p", False),
        (b"\0\0\0\x20ftypisom", "mpeg4", "yuv420p", False),
        (b"\0\0\0\x14ftypqt  ", "prores", "yuv422p10le", False),
        (b"GIF89a", "gif", "bgra", False),
        (b"RIFF", "mpeg4", "yuv420p", False),
        (b"\0\0\0\x20ftypisom", "", "", False),
    ],
)
def test_only_what_every_browser_plays_counts_as_playing(head: bytes, codec: str, pixels: str, plays: bool) -> None:
    assert plays_everywhere(kind_of(head), codec, pixels) is plays


def test_people_read_the_name_of_a_codec_they_know() -> None:
    assert [codec_name(one) for one in ("hevc", "prores", "cinepak")] == ["HEVC (H.265)", "ProRes", "CINEPAK"]


@pytest.mark.parametrize(
    ("asked", "real", "shorter"),
    [
        (5, 5.04, False),
        (5, 4.6, False),
        (5, 4.5, False),
        (5, 4.4, True),
        (5, 2.0, True),
        (4, 8, False),
        (None, 1, False),
        (5, None, False),
    ],
)
def test_a_video_is_shorter_than_asked_when_people_would_see_it(
    asked: float | None, real: float | None, shorter: bool
) -> None:
    assert is_shorter(asked, real) is shorter
