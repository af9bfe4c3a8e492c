"""The studio: what building, opening, starting and closing it does, and what it leaves alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lib.app import Studio, build
from lib.domain.errors import DiskTrouble, StoreUnavailable
from lib.services.settings import load

Threads = Callable[[], list[str]]


@pytest.fixture
def threads() -> Threads:
    """Names of the threads that this test started; an upload that an earlier test left behind may still be ending."""
    before = set(threading.enumerate())
    return lambda: [thread.name for thread in threading.enumerate() if thread not in before]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Studio]:
    """A studio without a key, built and nothing else."""
    made = build(load(tmp_path, {}))
    yield made
    made.close()


def test_building_touches_nothing(demo: Studio, tmp_path: Path, threads: Threads) -> None:
    assert list(tmp_path.iterdir()) == []
    assert not set(threads()) & {"tracker", "tracker-beat", "demo-service", "demo-drawing"}


def test_opening_makes_the_data_folder_and_starts_nothing(demo: Studio, tmp_path: Path, threads: Threads) -> None:
    demo.open()
    demo.open()
    assert (tmp_path / ".castboard" / "castboard.db").is_file()
    assert sum(demo.store.lists.counts().values()) == 0
    assert not set(threads()) & {"tracker", "tracker-beat", "demo-service", "demo-drawing"}


def test_starting_starts_tracker_and_demo_service_once(demo: Studio, threads: Threads) -> None:
    starters = [threading.Thread(target=demo.start) for _ in range(4)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(10)
    names = threads()
    assert [names.count(name) for name in ("tracker", "tracker-beat", "demo-service")] == [1, 1, 1]
    assert demo.client.balance() is None


def test_the_demo_service_of_whoever_tries_the_app_keeps_nothing_of_what_it_is_sent(demo: Studio) -> None:
    assert demo.demo is not None
    with pytest.raises(RuntimeError, match="inbox"):
        demo.demo.submits()


def test_closing_ends_all_that_was_started_and_lasts(demo: Studio, threads: Threads) -> None:
    demo.start()
    demo.close()
    demo.close()
    demo.start()
    assert not set(threads()) & {"tracker", "tracker-beat", "demo-service", "demo-drawing"}
    with pytest.raises(StoreUnavailable):
        demo.store.lists.counts()


def test_a_studio_that_was_never_started_can_be_closed(demo: Studio) -> None:
    demo.close()


def test_with_a_key_there_is_no_demo_service(tmp_path: Path) -> None:
    studio = build(load(tmp_path, {"OCTOPUSX_API_KEY": "k" * 20}))
    assert studio.demo is None
    assert studio.tracker.service == studio.desk.service == "https://octopusx.ai"


def test_a_data_folder_that_cannot_be_made_is_disk_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    studio = build(load(tmp_path, {"CASTBOARD_DATA_DIR": "file/data"}))
    with pytest.raises(DiskTrouble, match="NotADirectoryError"):
        studio.open()


def test_links_outlive_a_restart(tmp_path: Path, now: datetime) -> None:
    settings = load(tmp_path, {})
    before, after = (build(settings).links.url("videos/a.mp4", now=now) for _ in range(2))
    assert before == after
    assert (settings.data_dir / "link-secret").stat().st_mode & 0o077 == 0
