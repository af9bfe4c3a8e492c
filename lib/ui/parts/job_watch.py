"""Tells a part of a page when one of its jobs stands otherwise than it shows: by a link that the browser asks.

A timer of Streamlit's would be the second of the page, and each of its ticks a run (frame/pulse.py). This asks a route
of ours for ten bytes a second and lets the part be drawn again only when they differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import streamlit as st

from lib.domain.lists import JobLine
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.job_progress import steady
from lib.ui.state import studio, utc_now

FOLDER = "standing"
"""Begins the names of these links, as "videos" begins those of videos."""
MOST = 5
"""Jobs of one link, whose name may have 200 characters."""

_watch = st.components.v2.component("job_watch", js=(Path(__file__).parent / "job_watch.js").read_text("utf-8"))


def watch_jobs(lines: Sequence[JobLine], *, key: str, on_change: Callback[[]]) -> None:
    """Call `on_change` within a second or two of any of these jobs, MOST at most, being another one than here."""
    names = ".".join(line.id for line in lines[:MOST])
    url = studio().links.url(f"{FOLDER}/{names}", now=utc_now())
    _watch(key=key, data={"url": f".{url}", "stamp": stamp_of(lines[:MOST])}, on_change_change=on_change, height=0)


def stamp_of(lines: Sequence[JobLine]) -> str:
    """What is shown of these jobs while they are on their way, as a number to compare."""
    now = utc_now()
    shown = " ".join(f"{line.state}-{steady(line, now)[0] or 0:.0f}-{line.has_poster:d}" for line in lines)
    return str(crc32(shown.encode()))


def current_stamp(names: str) -> str:
    """The same of the jobs that a link names, as they are now; for the route."""
    return stamp_of(studio().store.lists.of_ids(names.split(".")))
