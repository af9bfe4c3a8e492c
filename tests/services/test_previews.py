"""Previews: what not every browser plays gets a copy in H.264, in the background, once, and again if it is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops, ImageStat
from sqlalchemy import event

from lib.domain.job import Job, JobState
from lib.services.media.library import Library
from lib.services.media.preview.h264 import make_preview
from lib.services.media.previews import PreviewMaker
from lib.services.media.videos import inspect
from lib.services.store import Store
from tests.conftest import ROOT
from tests.services.store_kit import NOW, a_job
from tests.video_kit import turned, write
from tests.video_variants import SECONDS, TURNS

Shelve = Callable[..., Job]
NOT_EVERYWHERE = (
    "h264.mkv", "live.mkv", "av1.mp4", "hevc.mp4", "hevc 10 bit.mp4", "h264 10 bit.mp4", "h264 444.mp4", "prores.mov",
    "mpeg4.mp4", "mjpeg.mov", "mpeg4.avi", "h264.ts", "h264.flv", "animated.gif",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def maker(store: Store, library: Library) -> PreviewMaker:
    return PreviewMaker(store, library)


@pytest.fixture
def shelve(store: Store, library: Library) -> Shelve:
    """A job that is ready with this video; `known`: as this version keeps it, or as an earlier one did."""

    def put(data: bytes, *, known: bool = True) -> Job:
        job = a_job(state=JobState.READY, ready_at=NOW)
        video = library.keep(job.id, lambda target: target.write(data))
        kept = video if known else replace(video, codec=None, preview=None)
        return store.jobs.add([replace(job, video=kept)])[0]

    return put


def now(store: Store, job: Job) -> tuple[str | None, str | None]:
    """Codec and preview of a job as the store has them."""
    fresh = store.jobs.get(job.id)
    assert fresh and fresh.video
    return fresh.video.codec, fresh.video.preview


def run_out(maker: PreviewMaker) -> None:
    for _ in range(50):
        if not maker.step():
            return
    raise AssertionError("there is always more to do")


@pytest.mark.parametrize("name", NOT_EVERYWHERE)
def test_a_preview_plays_everywhere_and_is_as_long_and_large(
    video_formats: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    (tmp_path / "source").write_bytes(video_formats[name])
    make_preview(tmp_path / "source", tmp_path / "preview.mp4")
    before, after = inspect(tmp_path / "source"), inspect(tmp_path / "preview.mp4")
    assert (after.codec, after.pixels) in (("h264", "yuv420p"), ("h264", "yuvj420p"))
    assert (after.width, after.height, after.has_sound) == (before.width, before.height, before.has_sound)
    assert after.duration_s == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("name", [name for name in TURNS if name != "as it is"])
def test_a_preview_stands_upright(mp4_variants: dict[str, bytes], tmp_path: Path, name: str) -> None:
    matrix, transpose = TURNS[name]
    (tmp_path / "source").write_bytes(turned(mp4_variants["index last"], *matrix))
    make_preview(tmp_path / "source", tmp_path / "preview.mp4")
    source, preview = first_picture(tmp_path / "source"), first_picture(tmp_path / "preview.mp4")
    upright = source.transpose(transpose) if transpose is not None else source
    assert upright.size == preview.size
    assert ImageStat.Stat(ImageChops.difference(upright, preview).convert("L")).mean[0] < 4


def first_picture(path: Path) -> Image.Image:
    """As it is stored."""
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_image()


def test_a_video_that_not_every_browser_plays_gets_its_preview_once(
    store: Store, library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    hevc, plain = shelve(video_formats["hevc.mp4"]), shelve(video_formats["h264.mov"])
    assert (now(store, hevc), now(store, plain)) == (("hevc", "wanted"), ("h264", "none"))
    run_out(maker)
    assert (now(store, hevc), now(store, plain)) == (("hevc", "made"), ("h264", "none"))
    assert [path.name for path in (library.folder / "previews").iterdir()] == [f"{hevc.id}.mp4"]
    assert library.played_name(hevc.id) == library.preview_name(hevc.id)
    assert library.played_name(plain.id) == library.video_name(plain.id)
    assert library.video(hevc.id).read_bytes() == video_formats["hevc.mp4"]
    assert not maker.step()


def test_videos_of_an_earlier_version_are_looked_at_without_a_word_to_pages(
    store: Store, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    plain = shelve(video_formats["vp9.webm"], known=False)
    before = store.revision()
    run_out(maker)
    assert now(store, plain) == ("vp9", "none") and store.revision() == before
    hevc = shelve(video_formats["hevc.mp4"], known=False)
    run_out(maker)
    assert now(store, hevc) == ("hevc", "made") and store.revision() > before


def test_a_preview_that_is_lost_is_made_again_after_a_restart(
    store: Store, library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    job = shelve(video_formats["hevc.mp4"])
    run_out(maker)
    library.preview(job.id).unlink()
    again = PreviewMaker(store, library)
    again.recheck()
    run_out(again)
    assert now(store, job)[1] == "made" and library.preview(job.id).is_file()


def test_a_preview_that_fails_is_noted_and_holds_up_nobody(
    store: Store, library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    broken, whole = shelve(video_formats["hevc.mp4"]), shelve(video_formats["mpeg4.mp4"])
    library.video(broken.id).write_bytes(b"no video any more")
    run_out(maker)
    assert (now(store, broken)[1], now(store, whole)[1]) == ("failed", "made")
    assert "No preview of" in caplog.text
    assert not list(library.folder.rglob("*.part"))


def test_a_child_that_takes_too_long_is_ended(
    store: Store, library: Library, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    job = shelve(video_formats["hevc.mp4"])
    run_out(PreviewMaker(store, library, longest_s=0.01))
    assert now(store, job)[1] == "failed"
    assert not list(library.folder.rglob("*.part"))


def test_a_video_without_a_file_or_in_the_trash_waits(
    store: Store, library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    gone, deleted = shelve(video_formats["hevc.mp4"]), shelve(video_formats["hevc.mp4"])
    library.remove(gone.id)
    store.jobs.delete([deleted.id], NOW)
    run_out(maker)
    assert now(store, gone)[1] == now(store, deleted)[1] == "wanted"


def test_what_is_removed_takes_its_preview_along(
    library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    job = shelve(video_formats["hevc.mp4"])
    run_out(maker)
    library.remove(job.id)
    assert [path for path in library.folder.rglob("*") if path.is_file()] == []


def test_closing_ends_the_child_and_leaves_the_preview_wanted(
    store: Store, library: Library, maker: PreviewMaker, shelve: Shelve, video_formats: dict[str, bytes]
) -> None:
    job = shelve(video_formats["hevc.mp4"])
    maker.start()
    while maker._child is None:
        time.sleep(0.005)
    child = maker._child
    maker.close()
    assert child.poll() is not None
    assert now(store, job)[1] == "wanted"
    assert not list(library.folder.rglob("*.part"))
    run_out(PreviewMaker(store, library))
    assert now(store, job)[1] == "made"


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="POSIX only")
def test_the_child_has_low_priority_and_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    film = write(tmp_path / "long.mp4", seconds=20, size=(640, 360), sound=False, codec="mpeg4")
    command = [sys.executable, "-m", "lib.services.media.preview", str(film), str(tmp_path / "out.part")]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE)
    while not (tmp_path / "out.part").exists():
        time.sleep(0.005)
    assert os.getpriority(os.PRIO_PROCESS, child.pid) >= 10
    assert child.stdin
    child.stdin.close()
    assert child.wait(10) == 3


def test_where_there_is_nothing_to_make_nothing_is_written(store: Store, maker: PreviewMaker) -> None:
    writes: list[object] = []
    engine = store._engine
    assert engine is not None

    @event.listens_for(engine, "begin")
    def began(connection: object) -> None:
        if connection.get_execution_options().get("castboard_writes"):  # type: ignore[attr-defined]
            writes.append(connection)

    assert not maker.step()
    assert writes == []
