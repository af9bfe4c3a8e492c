"""Damaged videos of every kind: an answer or a refusal of ours within bounded time and memory, never anything else.

1,000 files in a usual run; `--fuzz-rounds 100000` for a long one.
"""

from __future__ import annotations

import faulthandler
import resource
import time
from pathlib import Path

import numpy as np
import pytest

from lib.domain.causes import Cause, cause_of
from lib.domain.errors import VideoBroken
from lib.services.media.posters import make_poster
from lib.services.media.videos import inspect
from tests.video_kit import box, change, write

LONGEST_S = 5.0
"""A busy machine may take this long for a file of a few kilobytes; usually it is a hundredth of a second."""
HANGS_S = 120
"""A decoder that waits for ever holds no processor and cannot be interrupted: the whole run ends then, and fails."""
MOST_MB = 600
NUMBERS = [0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Small whole videos of several kinds."""
    folder = tmp_path_factory.mktemp("seeds")
    small = {"seconds": 0.5, "size": (64, 48), "sound": False}
    movflags = "+frag_keyframe+empty_moov+default_base_moof"
    return [
        write(folder / "last.mp4", seconds=0.5, size=(64, 48)).read_bytes(),
        write(folder / "first.mp4", **small, options={"movflags": "+faststart"}).read_bytes(),
        write(folder / "parts.mp4", **small, g=4, options={"movflags": movflags}).read_bytes(),
        write(folder / "vp9.webm", **small, codec="libvpx-vp9", deadline="realtime").read_bytes(),
        write(folder / "mpeg4.mp4", **small, codec="mpeg4").read_bytes(),
        write(folder / "it.gif", **small, codec="gif", pixels="rgb8").read_bytes(),
        write(folder / "hevc.mp4", **small, codec="libx265", **{"x265-params": "log-level=none"}).read_bytes(),
    ]


def mutated(data: bytes, dice: np.random.Generator) -> bytes:
    """A file with one to four things wrong with it."""
    found = bytearray(data)
    for _ in range(int(dice.integers(1, 5))):
        found = found or bytearray(b"\0")
        at = _place(found, dice)
        match int(dice.integers(7)):
            case 0:
                found[at] = int(dice.integers(256))
            case 1:
                size = int(dice.choice([1, 2, 4, 8]))
                number = int(dice.choice(NUMBERS)) & (256**size - 1)
                found[at : at + size] = number.to_bytes(size, "big")
            case 2:
                del found[at : at + int(dice.integers(1, 60))]
            case 3:
                found[at:at] = box(dice.bytes(4), dice.bytes(int(dice.integers(40))))
            case 4:
                del found[max(8, at) :]
            case 5:
                found[at : at + 64] = bytes(64)
            case 6:
                other = _place(found, dice)
                found[at : at + 40] = found[other : other + 40]
    return bytes(found) or b"\0"


def _place(data: bytearray, dice: np.random.Generator) -> int:
    """Anywhere; more often where a file says what it holds."""
    index = data.find(b"moov")
    if index >= 0 and dice.random() < 0.7:
        return min(int(index + dice.integers(1500)), max(0, len(data) - 1))
    return int(dice.integers(min(len(data), 400) if dice.random() < 0.5 else len(data))) if data else 0


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_whatever_is_wrong_with_a_file_there_is_an_answer(
    seeds: list[bytes], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rounds = request.config.getoption("--fuzz-rounds")
    path, poster, before_mb = tmp_path / "it.mp4", tmp_path / "it.jpg", peak_mb()
    answers = {"kept": 0, "refused": 0}
    for number in range(rounds):
        dice = np.random.default_rng([11, number])
        path.write_bytes(mutated(seeds[number % len(seeds)], dice))
        begun = time.process_time()
        faulthandler.dump_traceback_later(HANGS_S, exit=True)
        try:
            facts = inspect(path)
            make_poster(path, poster)
            assert facts.width > 0 and facts.height > 0 and facts.duration_s >= 0
            answers["kept"] += 1
        except VideoBroken as error:
            assert cause_of(error.code)
            answers["refused"] += 1
        finally:
            faulthandler.cancel_dump_traceback_later()
        took_s = time.process_time() - begun
        assert took_s < LONGEST_S, f"file {number} took {took_s:.1f} s"
        assert peak_mb() - before_mb < MOST_MB, f"file {number} took {peak_mb() - before_mb:.0f} MB"
    assert min(answers.values()) > rounds / 20, answers


def test_an_index_that_counts_millions_of_pictures_takes_no_memory(seeds: list[bytes], tmp_path: Path) -> None:
    before_mb = peak_mb()
    for data, name, at in ((seeds[0], b"stsz", 8), (seeds[0], b"stts", 8), (seeds[2], b"trun", 4)):
        counted = change(data, name, lambda found, at=at: found[:at] + b"\2\0\0\0" + found[at + 4 :])
        (tmp_path / "it").write_bytes(counted)
        with pytest.raises(VideoBroken, match=Cause.INDEX_DAMAGED):
            inspect(tmp_path / "it")
    assert peak_mb() - before_mb < 100


def test_the_seeds_themselves_are_whole(seeds: list[bytes], tmp_path: Path) -> None:
    for data in seeds:
        (tmp_path / "it").write_bytes(data)
        assert inspect(tmp_path / "it").duration_s == pytest.approx(0.5, abs=0.1)
