"""A mistake of ours on a page: people read that something went wrong, and nothing of the inside leaves the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, expect

from tests.browser.running import FAILED, AppServer, click, open_page, settled
from tests.conftest import ROOT

INSIDE = "words of the inside"
BROKEN = f'''"""A page with a mistake in it."""
import streamlit as st

st.title("A broken page")


def on_the_way() -> None:
    raise RuntimeError("{INSIDE}")


st.button("Press", on_click=on_the_way)


@st.fragment
def apart() -> None:
    st.write("A part of its own")
    if st.button("Press here"):
        on_the_way()
    st.button("Press there", on_click=on_the_way)


apart()
st.write("The end of the page")
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


HOW = {
    "while the page is drawn": ("?now=1", ""),
    "after a click": ("", "Press"),
    "while a part is drawn alone": ("", "Press here"),
    "after a click in such a part": ("", "Press there"),
}


@pytest.mark.parametrize("how", HOW)
def test_a_mistake_shows_our_card_no_stack_trace_and_none_of_its_words(
    app: AppServer, context: BrowserContext, how: str
) -> None:
    query, button = HOW[how]
    page = context.new_page()
    arrived: list[bytes] = []
    page.on("websocket", lambda line: listen(line, arrived))
    open_page(page, f"{app.address}/gallery{query}")
    expect(page.get_by_role("heading", name="A broken page")).to_be_visible()
    if button:
        settled(page)
        click(page.get_by_role("button", name=button, exact=True))
    expect(page.get_by_text("Something went wrong.")).to_be_visible()
    assert page.locator(FAILED).count() == 0, "Streamlit's own card"
    told = page.content().encode() + b"".join(arrived)
    assert b"A broken page" in b"".join(arrived), "what the server sent was heard"
    for secret in (INSIDE, "Traceback", "RuntimeError", "on_the_way", "gallery.py", "site-packages"):
        assert secret.encode() not in told, secret
    assert INSIDE in app.said() and "Traceback" in app.said(), "whoever runs it finds it in the log"


@pytest.mark.parametrize("button", [button for _, button in HOW.values() if button])
def test_the_card_leads_back_to_the_page(app: AppServer, page: Page, button: str) -> None:
    open_page(page, f"{app.address}/gallery")
    click(page.get_by_role("button", name=button, exact=True))
    click(page.get_by_role("button", name="Show the page again"))
    expect(page.get_by_text("The end of the page")).to_be_visible()
    expect(page.get_by_text("Something went wrong.")).to_have_count(0)


def listen(line: WebSocket, arrived: list[bytes]) -> None:
    line.on("framereceived", lambda frame: arrived.append(frame if isinstance(frame, bytes) else frame.encode()))
