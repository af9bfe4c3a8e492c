"""A file that is cut is told from a whole one wherever it was cut, whatever its build; two kinds cannot tell."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from lib.domain.causes import cause_of
from lib.domain.errors import VideoBroken
from lib.services.media.videos import inspect
from tests.video_kit import box, place_of, split, write
from tests.video_variants import SECONDS

TELLS = (
    "vp9.webm",
    "vp8.webm",
    "h264.mkv",
    "live.mkv",
    "h264.mov",
    "hevc.mp4",
    "mpeg4.mp4",
    "mpeg4.avi",
    "animated.gif",
)
CUTS = 6


def kept(path: Path, data: bytes) -> float | None:
    """The length of a file in seconds, None if it is refused."""
    path.write_bytes(data)
    try:
        return inspect(path).duration_s
    except VideoBroken as error:
        assert cause_of(error.code)
        return None


def needed(data: bytes) -> int:
    """Where the last box ends that a player needs."""
    at = end = 0
    for name, payload in split(data):
        at += len(payload) + 8
        end = at if name in (b"moov", b"mdat") else end
    return min(end, len(data))


def test_a_cut_mp4_is_refused_wherever_and_whatever_it_is(mp4_variants: dict[str, bytes], tmp_path: Path) -> None:
    dice = np.random.default_rng(5)
    wrong = []
    for name, data in mp4_variants.items():
        if "fragment" in name:
            continue
        end = needed(data)
        offsets = {1, 4, 9, 30, end - 1, end - 7, end - 100, *(int(at) for at in dice.integers(40, end, CUTS))}
        wrong += [(name, at) for at in offsets if kept(tmp_path / "cut.mp4", data[:at]) is not None]
    assert wrong == []


def test_a_fragmented_mp4_is_refused_but_where_a_fragment_ends(mp4_variants: dict[str, bytes], tmp_path: Path) -> None:
    data = mp4_variants["fragmented"]
    ends, at = [], 0
    for name, payload in split(data):
        at += len(payload) + 8
        ends += [at] if name == b"mdat" else []
    assert len(ends) > 2
    offsets = {*range(1, len(data), 211), *(end + by for end in ends for by in (-8, -1, 1, 7, 8, 9, 40))}
    refused = [cut for cut in sorted(offsets) if cut < ends[-1] and kept(tmp_path / "cut.mp4", data[:cut]) is None]
    # Up to seven bytes of the next box say nothing of what it was.
    assert set(offsets) - set(refused) <= {cut for end in ends for cut in range(end, end + 8)} | {
        *range(ends[-1], len(data))
    }
    lengths = [kept(tmp_path / "cut.mp4", data[:end]) for end in ends]
    assert lengths == sorted(lengths) and lengths[0] < 1 and lengths[-1] == pytest.approx(SECONDS, abs=0.05)
    start = place_of(data, b"moof")
    assert kept(tmp_path / "cut.mp4", data[:start]) is None


def test_an_index_tells_what_is_missing_where_no_box_does(mp4_variants: dict[str, bytes], tmp_path: Path) -> None:
    """The last box goes on to the end, wherever that is, and the file ends between two pictures."""
    data = mp4_variants["a last box that goes on to the end"]
    (tmp_path / "whole.mp4").write_bytes(data)
    with av.open(str(tmp_path / "whole.mp4")) as container:
        begins = sorted(entry.pos for entry in container.streams.video[0].index_entries)
    assert len(begins) == 48
    assert [at for at in begins[1:] if kept(tmp_path / "cut.mp4", data[:at]) is not None] == []


@pytest.mark.parametrize("name", [b"free", b"AIGC", b"uuid"])
def test_a_cut_in_a_box_behind_the_video_is_a_cut(mp4_variants: dict[str, bytes], tmp_path: Path, name: bytes) -> None:
    data = mp4_variants["index last"] + box(name, bytes(range(200)))
    assert kept(tmp_path / "it.mp4", data) is not None
    assert [at for at in range(1, 190, 9) if kept(tmp_path / "cut.mp4", data[:-at]) is not None] == []


def test_other_formats_tell_too(video_formats: dict[str, bytes], tmp_path: Path) -> None:
    wrong = []
    for name in TELLS:
        data = video_formats[name]
        offsets = {1, 4, 30, *np.linspace(40, len(data) - 1, 40, dtype=int)}
        # Between two blocks of a stream without lengths nothing is cut, as far as anybody can tell: one byte less is.
        parts = [(at, data[:at], data[: at - 1]) for at in offsets]
        wrong += [(name, at) for at, *cuts in parts if all(kept(tmp_path / "cut.bin", cut) is not None for cut in cuts)]
    assert wrong == []


@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"\x55"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["index first", "one keyframe", "fragmented"])
def test_a_file_of_full_length_whose_end_never_came_is_refused(
    mp4_variants: dict[str, bytes], tmp_path: Path, kind: str, share: float, filling: bytes
) -> None:
    data = write(tmp_path / "film.mp4", seconds=SECONDS, sound=False, options={"movflags": "+faststart"}).read_bytes()
    if kind != "index first":
        data = mp4_variants[kind]
    start = place_of(data, b"mdat") + 8
    end = start + len(dict(split(data))[b"mdat"])
    if kind == "one keyframe":
        at = int(start + (end - start) * share)
        data = data[:at] + filling * (end - at) + data[end:]
    else:
        at = int(start + (len(data) - start) * share)
        data = data[:at] + filling * (len(data) - at)
    assert kept(tmp_path / "it.mp4", data) is None
