"""A mistake of ours on a page: people read that something went wrong, and nothing of the inside leaves the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, WebSocket, expect

from tests.browser.running import FAILED, AppServer
from tests.conftest import ROOT

INSIDE = "words of the inside"
BROKEN = f'''"""A page with a mistake in it."""
import streamlit as st

st.title("A broken page")


def on_the_way() -> None:
    raise RuntimeError("{INSIDE}")


st.button("Press", on_click=on_the_way)
if st.query_params.get("now"):
    on_the_way()
'''


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app from a copy of its folder, with its own settings, in which one page is broken."""
    folder = tmp_path_factory.mktemp("broken")
    root = folder / "root"
    for name in ("lib", "pages"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / ".streamlit").mkdir()
    for name in ("streamlit_app.py", ".streamlit/config.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "pages/gallery.py").write_text(BROKEN, "utf-8")
    server = AppServer(folder / "data", root=root)
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize("how", ["while the page is drawn", "after a click"])
def test_a_mistake_shows_no_stack_trace_and_none_of_its_words(
    app: AppServer, context: BrowserContext, how: str
) -> None:
    page = context.new_page()
    arrived: list[bytes] = []
    page.on("websocket", lambda line: listen(line, arrived))
    page.goto(f"{app.address}/gallery" + ("?now=1" if how == "while the page is drawn" else ""))
    expect(page.get_by_role("heading", name="A broken page")).to_be_visible()
    if how == "after a click":
        page.get_by_role("button", name="Press").click(delay=50)
    expect(page.locator(FAILED)).to_be_visible()
    told = page.content().encode() + b"".join(arrived)
    assert b"A broken page" in b"".join(arrived), "what the server sent was heard"
    for secret in (INSIDE, "Traceback", "RuntimeError", "on_the_way", "gallery.py", "site-packages"):
        assert secret.encode() not in told, secret
    assert INSIDE in app.said() and "Traceback" in app.said(), "whoever runs it finds it in the log"


def listen(line: WebSocket, arrived: list[bytes]) -> None:
    line.on("framereceived", lambda frame: arrived.append(frame if isinstance(frame, bytes) else frame.encode()))
