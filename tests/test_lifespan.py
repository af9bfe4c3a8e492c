"""The lifespan: the studio starts with the server, comes back after its caches were cleared, and ends with it."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator

import pytest

from lib.app import Studio
from lib.domain.errors import StoreUnavailable
from lib.server import lifespan
from lib.ui.state import studio as shared

PARTS = {"tracker", "tracker-beat"}


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    """The lifespan takes everything that is there out of garbage collection, which is meant for a server."""
    yield
    gc.unfreeze()


def running() -> set[str]:
    return {thread.name for thread in threading.enumerate()} & PARTS


async def started() -> None:
    end = time.monotonic() + 10
    while running() != PARTS:
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


def test_the_studio_lives_as_long_as_the_server(studio: Studio) -> None:
    async def life() -> None:
        async with lifespan(None):  # type: ignore[arg-type]  # the app is not used
            await started()
            assert await asyncio.to_thread(shared) is studio

    asyncio.run(life())
    assert running() == set()
    with pytest.raises(StoreUnavailable):
        studio.store.lists.counts()


def test_a_studio_that_someone_cleared_comes_back_started(studio: Studio) -> None:
    async def life() -> None:
        async with lifespan(None):  # type: ignore[arg-type]
            await started()
            shared.clear()
            assert running() == set()
            await started()
            assert await asyncio.to_thread(shared) is not studio

    asyncio.run(life())
    assert running() == set()


def test_trouble_at_the_start_is_tried_again(
    environment: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CASTBOARD_MAX_RUNNING", "none at all")
    shared.clear()

    async def life() -> None:
        async with lifespan(None):  # type: ignore[arg-type]
            await asyncio.to_thread(_until_said, caplog)
            monkeypatch.setenv("CASTBOARD_MAX_RUNNING", "5")
            await started()

    asyncio.run(life())
    shared.clear()


def _until_said(caplog: pytest.LogCaptureFixture) -> None:
    end = time.monotonic() + 10
    while "cannot start yet" not in caplog.text:
        assert time.monotonic() < end
        time.sleep(0.02)
