"""The library: a video lies there complete, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from lib.domain.errors import DiskTrouble, LinkDead, VideoBroken
from lib.services.media.library import Library

JOB = "0123456789abcdef" * 2


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def writes(data: bytes) -> Callable[[BinaryIO], int]:
    return lambda target: target.write(data)


def everything(library: Library) -> list[str]:
    return sorted(path.relative_to(library.folder).as_posix() for path in library.folder.rglob("*") if path.is_file())


def test_a_kept_video_lies_there_byte_by_byte_with_its_facts(library: Library, film: Path) -> None:
    video = library.keep(JOB, writes(film.read_bytes()))
    assert library.video(JOB).read_bytes() == film.read_bytes()
    assert (video.width, video.height, video.has_sound) == (320, 180, False)
    assert video.duration_s == pytest.approx(1, abs=0.05)
    assert (video.size_bytes, video.sha256) == (film.stat().st_size, hashlib.sha256(film.read_bytes()).hexdigest())
    assert everything(library) == [f"videos/{JOB}.mp4"]


def test_a_video_is_under_its_name_only_when_it_is_complete(library: Library, film: Path) -> None:
    def fetch(target: BinaryIO) -> int:
        written = target.write(film.read_bytes())
        assert not library.video(JOB).exists()
        return written

    library.keep(JOB, fetch)
    assert library.video(JOB).exists()


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_a_part_of_a_video_is_not_kept(library: Library, film: Path, share: float) -> None:
    whole = film.read_bytes()
    with pytest.raises(VideoBroken):
        library.keep(JOB, writes(whole[: int(len(whole) * share)]))
    assert everything(library) == []
    assert library.found(JOB) is None


def test_a_fetch_that_fails_leaves_nothing_and_says_why(library: Library) -> None:
    def fetch(target: BinaryIO) -> int:
        target.write(b"some of it")
        raise LinkDead(detail="Gone")

    with pytest.raises(LinkDead, match="Gone"):
        library.keep(JOB, fetch)
    assert everything(library) == []


def test_a_broken_fetch_leaves_the_video_that_was_there(library: Library, film: Path) -> None:
    library.keep(JOB, writes(film.read_bytes()))
    with pytest.raises(VideoBroken):
        library.keep(JOB, writes(b"<html>busy</html>"))
    assert library.found(JOB) is not None


def test_the_parts_of_a_killed_process_go_with_the_next_fetch_of_the_same_job(library: Library, film: Path) -> None:
    other = "f" * 32
    library.video(JOB).parent.mkdir(parents=True)
    library.video(JOB).with_suffix(".4711.part").write_bytes(b"half")
    library.video(other).with_suffix(".4711.part").write_bytes(b"half")
    library.keep(JOB, writes(film.read_bytes()))
    assert everything(library) == [f"videos/{JOB}.mp4", f"videos/{other}.4711.part"]


def test_a_folder_that_cannot_be_written_is_disk_trouble(library: Library, film: Path) -> None:
    library.folder.write_text("in the way")
    with pytest.raises(DiskTrouble):
        library.keep(JOB, writes(film.read_bytes()))
    assert not library.draw_poster(JOB)


def test_what_lies_there_broken_is_not_found(library: Library, film: Path) -> None:
    assert library.found(JOB) is None
    kept = library.keep(JOB, writes(film.read_bytes()))
    assert library.found(JOB) == kept
    library.video(JOB).write_bytes(film.read_bytes()[:-100])
    assert library.found(JOB) is None


def test_a_poster_is_a_picture_of_the_video(library: Library, film: Path) -> None:
    library.keep(JOB, writes(film.read_bytes()))
    assert library.draw_poster(JOB)
    with Image.open(library.poster(JOB)) as poster:
        assert (poster.format, poster.size) == ("JPEG", (320, 180))


def test_no_poster_is_no_error(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    assert not library.draw_poster(JOB)
    assert JOB in caplog.text


def test_a_removed_video_takes_its_poster_along_and_may_be_removed_again(library: Library, film: Path) -> None:
    library.keep(JOB, writes(film.read_bytes()))
    library.draw_poster(JOB)
    library.remove(JOB)
    library.remove(JOB)
    assert everything(library) == []
