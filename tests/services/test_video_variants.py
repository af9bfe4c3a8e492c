"""Playable videos of unusual build are kept, described as they are shown, and get a poster."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lib.domain.errors import VideoBroken
from lib.services.media.posters import make_poster
from lib.services.media.videos import VideoFacts, inspect
from tests.video_kit import box, change, moved_by, place_of, split, turned, with_edits, write
from tests.video_variants import SECONDS, TURNS, edited_variants


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "it.mp4"


def looked_at(path: Path, data: bytes) -> tuple[VideoFacts, Image.Image]:
    """What is said of a file, and its poster."""
    path.write_bytes(data)
    poster = path.with_suffix(".jpg")
    make_poster(path, poster)
    with Image.open(poster) as picture:
        return inspect(path), picture.convert("RGB")


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    return float(np.abs(np.asarray(one, float) - np.asarray(other, float)).mean())


def test_every_unusual_build_is_kept_with_length_and_poster(mp4_variants: dict[str, bytes], scratch: Path) -> None:
    assert len(mp4_variants) > 80
    wrong = {}
    for name, data in mp4_variants.items():
        try:
            facts, poster = looked_at(scratch, data)
        except VideoBroken as error:
            wrong[name] = error.code
            continue
        if abs(facts.duration_s - SECONDS) > 0.05 or (facts.width, facts.height) != poster.size != (320, 180):
            wrong[name] = f"{facts} {poster.size}"
    assert wrong == {}


def test_an_edit_list_says_how_long_it_is(mp4_variants: dict[str, bytes], scratch: Path) -> None:
    for name, (data, seconds) in edited_variants(mp4_variants["index last"]).items():
        facts, poster = looked_at(scratch, data)
        assert (name, facts.duration_s) == (name, pytest.approx(seconds, abs=0.1))
        assert poster.size == (320, 180)


@pytest.mark.parametrize("edit", [(80, 0), (2000, -1), (1000, 60_000)])
def test_an_edit_list_that_leaves_nothing_is_not_heeded(
    mp4_variants: dict[str, bytes], scratch: Path, edit: tuple[int, int]
) -> None:
    facts, poster = looked_at(scratch, with_edits(mp4_variants["index last"], edit))
    assert (facts.duration_s, poster.size) == (pytest.approx(SECONDS, abs=0.1), (320, 180))


def test_a_poster_is_no_picture_that_the_edit_list_leaves_out(tmp_path: Path, scratch: Path) -> None:
    film = write(tmp_path / "half.mp4", seconds=2, black=24, sound=False, g=12).read_bytes()
    dark, _ = edited_variants(film)["ends earlier"]
    assert np.asarray(looked_at(scratch, dark)[1]).mean() < 5
    assert np.asarray(looked_at(scratch, film)[1]).mean() > 40


@pytest.mark.parametrize("name", TURNS)
def test_size_and_poster_are_upright(mp4_variants: dict[str, bytes], scratch: Path, name: str) -> None:
    _, stored = looked_at(scratch, mp4_variants["index last"])
    matrix, transpose = TURNS[name]
    facts, poster = looked_at(scratch, turned(mp4_variants["index last"], *matrix))
    upright = stored if transpose is None else stored.transpose(transpose)
    assert (facts.width, facts.height) == poster.size == upright.size
    assert likeness(poster, upright) < 6


def test_pixels_that_are_not_square_are_shown_wide(mp4_variants: dict[str, bytes], scratch: Path) -> None:
    pasp = box(b"pasp", (4).to_bytes(4, "big") + (3).to_bytes(4, "big"))

    def wider(stsd: bytes) -> bytes:
        (name, entry), *_ = split(stsd[8:])
        kept = [(one, payload) for one, payload in split(entry[78:]) if one != b"pasp"]
        inner = entry[:78] + b"".join(box(one, payload) for one, payload in kept) + pasp
        return stsd[:8] + box(name, inner)

    def of_pictures(trak: bytes) -> bytes:
        return change(trak, b"stsd", wider) if b"vmhd" in trak else trak

    facts, poster = looked_at(scratch, change(mp4_variants["index last"], b"trak", of_pictures))
    assert (facts.width, facts.height) == (427, 180)
    assert poster.size == (427, 180)


def test_other_formats_are_kept_if_they_decode(video_formats: dict[str, bytes], scratch: Path) -> None:
    seen = {}
    for name, data in video_formats.items():
        facts, poster = looked_at(scratch, data)
        seen[name] = (facts.duration_s, poster.size)
    assert seen == dict.fromkeys(seen, (pytest.approx(SECONDS, abs=0.1), (320, 180)))


names = st.binary(min_size=4, max_size=4).filter(lambda name: name not in (b"moov", b"moof", b"mdat", b"ftyp", b"mfra"))


@settings(max_examples=60, deadline=None)
@given(name=names, payload=st.binary(max_size=200), place=st.sampled_from([b"ftyp", b"moov", b"mdat"]), data=st.data())
def test_a_box_of_any_name_may_stand_anywhere(
    mp4_variants: dict[str, bytes], scratch: Path, name: bytes, payload: bytes, place: bytes, data: st.DataObject
) -> None:
    film = mp4_variants[data.draw(st.sampled_from(["index last", "index first"]))]
    extra = box(name, payload)
    at = place_of(film, place)
    # The format wants its own name in front; behind it, anything goes.
    at = at if at else len(split(film)[0][1]) + 8
    if at <= place_of(film, b"mdat"):
        film = moved_by(film, len(extra))
    scratch.write_bytes(film[:at] + extra + film[at:])
    assert inspect(scratch).duration_s == pytest.approx(SECONDS, abs=0.05)
