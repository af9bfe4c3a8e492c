"""The two servers of a benchmark: the real app in demo mode, and Streamlit's blank page to compare it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.app import Studio
from tests.browser.running import AppServer

BLANK = """import streamlit as st

n = st.session_state.get("n", 0)
if st.button("Go"):
    n += 1
    st.session_state["n"] = n
st.text(f"count={n}")
"""
"""The least that a click can do in Streamlit: one button, one text that follows it."""
BLANK_PAGES = """import streamlit as st

def one():
    st.text("one")

def two():
    st.text("two")

st.navigation([st.Page(one, title="One"), st.Page(two, title="Two")], position="top").run()
"""
"""The least that two pages can be."""
PLAIN = {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
"""All else stands on Streamlit's defaults. Without these two, server and page would ask for addresses outside."""

Fill = Callable[[Studio], str]
"""Puts into a fresh studio what a measure looks at; gives the path of the page to open."""


@contextmanager
def blank_page(folder: Path) -> Iterator[str]:
    """The blank page's address, for as long as it is served: a plain script, run as the app is."""
    with _running(_plain(folder, BLANK)) as address:
        yield address


@contextmanager
def two_blank_pages(folder: Path) -> Iterator[str]:
    """The same with two pages and a navigation between them."""
    with _running(_plain(folder, BLANK_PAGES)) as address:
        yield address


def _plain(folder: Path, script: str) -> AppServer:
    folder.mkdir()
    (folder / "streamlit_app.py").write_text(script, encoding="utf-8")
    # The folder of its own is also the working folder: the app's config.toml is none of its business.
    return AppServer(folder / "data", PLAIN, root=folder)


@contextmanager
def app(folder: Path, fill: Fill) -> Iterator[str]:
    """The address of the page that `fill` names, in the app on a data folder of its own, filled before the start."""
    server = AppServer(folder / "data")
    studio = server.studio()
    try:
        page = fill(studio)
    finally:
        studio.close()
    with _running(server) as address:
        yield address + page


@contextmanager
def _running(server: AppServer) -> Iterator[str]:
    try:
        server.start()
        yield server.address
    finally:
        server.stop()
