"""What runs beside the pages: the studio starts with the server and ends with it."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool

import lib.ui
from lib.domain.errors import StudioError
from lib.server.start_check import refuse_open_doors
from lib.ui.state import studio
from lib.ui.streamlit_internals.late_requests import keep_what_runs_say
from lib.ui.streamlit_internals.peers import note_peers
from lib.ui.streamlit_internals.shutdown import let_stalled_downloads_go

log = logging.getLogger(__name__)

KEEP_S = 1.0
RETRY_S = 1.0


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the studio with the server and close it with it."""
    refuse_open_doors()  # Once more: only now every way to start a server tells where it listens.
    let_stalled_downloads_go()
    note_peers()
    keep_what_runs_say()
    await run_in_threadpool(_import_what_pages_need)
    _freeze()
    keeper = asyncio.create_task(_keep_started())
    try:
        yield
    finally:
        keeper.cancel()
        await run_in_threadpool(_close)


def _import_what_pages_need() -> None:
    """Import once, before the first visitor waits for it."""
    for module in pkgutil.walk_packages(lib.ui.__path__, "lib.ui."):
        importlib.import_module(module.name)
    importlib.import_module("pyarrow")


def _freeze() -> None:
    # Most of a rerun's cost would be a full collection of what the imports left (streamlit.md 5).
    gc.collect()
    gc.freeze()


async def _keep_started() -> None:
    """Start the studio, and the one that follows it when someone clears Streamlit's caches."""
    logged = ""
    while True:
        try:
            await run_in_threadpool(_ensure_started)
            logged = ""
        except (StudioError, OSError) as error:
            # OSError: the demo service finds no port. Whatever it is, it may pass, and nobody else starts the studio.
            if logged != str(error):
                log.exception("Castboard cannot start yet")
            logged = str(error)
            await asyncio.sleep(RETRY_S)
        await asyncio.sleep(KEEP_S)


def _ensure_started() -> None:
    studio().start()


def _close() -> None:
    try:
        studio().close()
    except StudioError:
        log.exception("Castboard did not close in order")
