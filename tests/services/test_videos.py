"""Real, small videos: whole ones are described and get a poster, cut and damaged ones are told apart."""

import time

import av
import numpy as np
import pytest
from PIL import Image, ImageStat

from lib.domain.causes import cause_of
from lib.domain.errors import DiskTrouble, VideoBroken
from lib.services.media.posters import make_poster
from lib.services.media.videos import inspect
from lib.text.cause_sentences import detail_text
from tests.video_kit import FPS, add_tone, write


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Index last, index first, silent with a keyframe a second, and a webm."""
    folder = tmp_path_factory.mktemp("videos")
    return {
        "index last": write(folder / "last.mp4"),
        "index first": write(folder / "first.mp4", options={"movflags": "+faststart"}),
        "silent": write(folder / "silent.mp4", sound=False, seconds=3, g=FPS),
        "webm": write(folder / "vp9.webm", sound=False, codec="libvpx-vp9", deadline="realtime"),
    }


def broken(path, data):
    path.write_bytes(data)
    with pytest.raises(VideoBroken) as caught:
        inspect(path)
    return detail_text(caught.value.code, caught.value.detail)


@pytest.mark.parametrize(
    ("name", "seconds", "sound"),
    [("index last", 2, True), ("index first", 2, True), ("silent", 3, False), ("webm", 2, False)],
)
def test_a_whole_video_is_described(shelf, name, seconds, sound):
    facts = inspect(shelf[name])
    assert facts.duration_s == pytest.approx(seconds, abs=0.05)
    assert (facts.width, facts.height, round(facts.fps)) == (320, 180, FPS)
    assert facts.has_sound is sound
    assert facts.size_bytes == shelf[name].stat().st_size
    assert len(facts.sha256) == 64


@pytest.mark.parametrize("missing", [1, 100, 5_000, 0.5, 0.95], ids=lambda part: f"{part} missing")
@pytest.mark.parametrize("name", ["index last", "index first"])
def test_a_cut_video_is_broken_wherever_it_was_cut(shelf, tmp_path, name, missing):
    data = shelf[name].read_bytes()
    cut = missing if missing >= 1 else int(missing * len(data))
    assert broken(tmp_path / "cut.mp4", data[:-cut])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><title>502</title>", "Received text instead of a video"),
        (b'\n{"error": "expired"}', "Received text instead of a video"),
        (bytes(5000), "cannot be played"),
        (b"\x01\x02\x03" * 2000, "cannot be played"),
        (b"\0\0\0\x18ftypmp42" + bytes(12), "ends too early"),
    ],
    ids=["nothing", "html", "json", "zeros", "garbage", "only a head"],
)
def test_what_is_no_video_is_told_apart(tmp_path, data, words):
    assert words in broken(tmp_path / "it.mp4", data)


def test_a_hole_in_the_pictures_is_found_without_decoding_them(shelf, tmp_path):
    data = bytearray(shelf["silent"].read_bytes())
    middle = len(data) // 2
    data[middle : middle + 300] = bytes(300)
    assert "Data is missing after" in broken(tmp_path / "hole.mp4", bytes(data))


def test_sound_alone_is_no_video(tmp_path):
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as container:
        add_tone(container, container.add_stream("aac", rate=48000, layout="mono"), 1)
    with pytest.raises(VideoBroken, match="no_moving_picture"):
        inspect(path)


def test_damage_to_the_index_gives_a_reason_and_never_a_crash(shelf, tmp_path):
    data = shelf["index first"].read_bytes()
    dice = np.random.default_rng(4)
    for _ in range(40):
        damaged = bytearray(data)
        for at in dice.integers(40, 2500, 30):
            damaged[at] = int(dice.integers(256))
        (tmp_path / "it.mp4").write_bytes(damaged)
        try:
            assert inspect(tmp_path / "it.mp4").duration_s > 0
        except VideoBroken as exc:
            assert cause_of(exc.code)


def test_a_video_that_is_not_there_is_disk_trouble(tmp_path):
    with pytest.raises(DiskTrouble):
        inspect(tmp_path / "none.mp4")
    with pytest.raises(DiskTrouble):
        make_poster(tmp_path / "none.mp4", tmp_path / "none.jpg")


@pytest.mark.parametrize("name", ["index last", "silent", "webm"])
def test_a_poster_shows_the_video_at_most_as_wide_as_asked(shelf, tmp_path, name):
    make_poster(shelf[name], tmp_path / "posters" / "it.jpg", width=200)
    poster = Image.open(tmp_path / "posters" / "it.jpg")
    assert poster.format == "JPEG"
    assert poster.size == (200, 112)
    assert [path.name for path in (tmp_path / "posters").iterdir()] == ["it.jpg"]


def test_a_small_video_is_not_blown_up_for_its_poster(shelf, tmp_path):
    make_poster(shelf["silent"], tmp_path / "it.jpg")
    assert Image.open(tmp_path / "it.jpg").size == (320, 180)


def test_a_black_beginning_does_not_become_the_poster(tmp_path):
    video = write(tmp_path / "fade.mp4", seconds=4, black=40, sound=False, g=12)
    make_poster(video, tmp_path / "it.jpg")
    assert ImageStat.Stat(Image.open(tmp_path / "it.jpg").convert("L")).mean[0] > 40


def test_a_black_video_still_has_a_poster(tmp_path):
    make_poster(write(tmp_path / "night.mp4", seconds=1, black=99, sound=False), tmp_path / "it.jpg")
    assert Image.open(tmp_path / "it.jpg").size == (320, 180)


def test_no_poster_is_left_behind_by_a_broken_video(tmp_path):
    (tmp_path / "it.mp4").write_bytes(b"<html>")
    with pytest.raises(VideoBroken):
        make_poster(tmp_path / "it.mp4", tmp_path / "it.jpg")
    assert not list(tmp_path.glob("*.jpg*"))


def test_a_full_size_video_is_checked_and_pictured_quickly(tmp_path):
    video = write(tmp_path / "big.mp4", seconds=1, size=(1920, 1080), sound=False, preset="ultrafast", qp=24)
    # The processor's time over all threads, so that a busy machine changes little; usually a third of this.
    start = time.process_time()
    inspect(video)
    make_poster(video, tmp_path / "big.jpg")
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("frames_after_last_keyframe", [1, 2, 5, 11, 12, 13])
def test_a_video_that_ends_soon_after_a_keyframe_is_whole(tmp_path, frames_after_last_keyframe):
    """Before, a last group shorter than what is looked at made a good video count as broken."""
    film = write(tmp_path / "film.mp4", seconds=2, sound=False, g=2 * FPS - frames_after_last_keyframe, sc_threshold=0)
    assert inspect(film).duration_s == pytest.approx(2, abs=0.05)
    make_poster(film, tmp_path / "poster.jpg")
