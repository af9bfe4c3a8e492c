"""What we use of Streamlit that it does not promise, asked of the installed version: an upgrade says here what broke.

How each of them works together with a browser is tested in tests/browser and tests/test_server_*.py.
"""

from __future__ import annotations

import inspect
import json
import logging
import re
import tomllib
from functools import cache
from importlib.util import find_spec
from typing import get_type_hints
from urllib.parse import urljoin

import pytest
import uvicorn
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import FragmentThreadState, ScriptRunContext, ThreadState
from streamlit.testing.v1 import AppTest
from streamlit.typing import UploadedFile
from streamlit.web.server.starlette import starlette_agent_routes
from streamlit.web.server.starlette.starlette_routes import ROUTE_METRICS

from lib.server.guard import CLOSED
from lib.ui.streamlit_internals import page_head, quiet_import
from lib.ui.streamlit_internals.front_end import FRONT_END
from lib.ui.streamlit_internals.navigation import StreamlitPage
from tests.conftest import ROOT

UI = ROOT / "lib" / "ui"
OURS = sorted([*UI.rglob("*.css"), *UI.rglob("*.js")])
MARKUP = {
    "a test id": r"""data-testid="(st\w[\w-]*)""",
    "a class": r"""\.(st[A-Z]\w+)""",
    "an attribute": r"""(data-test-[a-z-]+)""",
    "a kind of button": r"""\[kind\^?="(\w+)\"""",
}
"""What our style sheets and scripts may know of its markup."""


@cache
def front_end() -> str:
    """All scripts of the front end and its page."""
    scripts = sorted((FRONT_END / "static" / "js").glob("*.js"))
    return "\n".join(file.read_text("utf-8") for file in [FRONT_END / "index.html", *scripts])


def known_of(kind: str) -> set[str]:
    return {name for file in OURS for name in re.findall(MARKUP[kind], file.read_text("utf-8"))}


def in_front_end(name: str) -> bool:
    """As a whole word: stApp is not there because stAppHeader is."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", front_end()) is not None


# Python


def page_with_a_part() -> None:
    """Notes at each place which part is being drawn and what the run draws."""
    import streamlit as st

    from lib.ui.streamlit_internals import fragments

    def note(place: str) -> None:
        st.session_state.setdefault("noted", {})[place] = (fragments.here(), fragments.running())

    def note_and_draw_the_part(place: str) -> None:
        note(place)
        st.rerun("part")

    @st.fragment(key="part")
    def part() -> None:
        note("part")
        st.button("Note", key="in the part", on_click=note, args=("callback in the part",))
        st.button(
            "Alone", key="alone, in the part", on_click=note_and_draw_the_part, args=("callback in the part, alone",)
        )

    note("page")
    part()
    note("page, after the part")
    st.button("Note", key="on the page", on_click=note, args=("callback on the page",))
    st.button("Alone", key="alone, on the page", on_click=note_and_draw_the_part, args=("callback on the page, alone",))


@pytest.fixture
def parted() -> AppTest:
    return AppTest.from_function(page_with_a_part).run()


def noted_after(app: AppTest, key: str) -> dict[str, tuple[str, list[str]]]:
    app.session_state["noted"] = {}
    app.button(key=key).click().run()
    assert not app.exception
    noted: dict[str, tuple[str, list[str]]] = app.session_state["noted"]
    return noted


def test_in_a_run_of_the_whole_page_only_a_part_knows_where_it_is(parted: AppTest) -> None:
    noted = parted.session_state["noted"]
    part, _ = noted["part"]
    assert part
    assert noted == {"page": ("", []), "part": (part, []), "page, after the part": ("", [])}


def test_a_callback_knows_the_part_of_its_widget(parted: AppTest) -> None:
    part, _ = parted.session_state["noted"]["part"]
    assert part
    assert noted_after(parted, "in the part")["callback in the part"] == (part, [])
    assert noted_after(parted, "on the page")["callback on the page"] == ("", [])


@pytest.mark.parametrize("place", ["in the part", "on the page"])
def test_a_run_of_a_part_alone_names_it(parted: AppTest, place: str) -> None:
    part, _ = parted.session_state["noted"]["part"]
    noted = noted_after(parted, f"alone, {place}")
    assert noted.pop(f"callback {place}, alone") == (part if place == "in the part" else "", [])
    assert noted == {"part": (part, [part])}


def page_that_is_asked_for_again() -> None:
    """While a deed of its callback is half done, as by somebody who goes on at once."""
    from contextlib import nullcontext

    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from lib.ui.streamlit_internals.completion import undisturbed

    def deed(to_its_end: bool) -> None:
        with undisturbed() if to_its_end else nullcontext():
            context = get_script_run_ctx()
            assert context and context.script_requests
            context.script_requests.request_stop()
            st.session_state["done"] = True
            st.toast("Done")
        st.session_state["after"] = True

    st.button("Ended half way", on_click=deed, args=(False,))
    st.button("Done to its end", on_click=deed, args=(True,))


@pytest.mark.parametrize(("deed", "done"), [("Ended half way", False), ("Done to its end", True)])
def test_a_deed_is_done_to_its_end_although_the_page_is_asked_for_again(deed: str, done: bool) -> None:
    app = AppTest.from_function(page_that_is_asked_for_again).run()
    next(button for button in app.button if button.label == deed).click().run()
    assert ("done" in app.session_state) is done
    assert "after" not in app.session_state  # Then it ends as it would have.


def page_with_a_table() -> None:
    import pandas as pd
    import streamlit as st

    if "wanted" in st.session_state:
        st.session_state["table"] = st.session_state["wanted"]
    st.dataframe(
        pd.DataFrame({"Name": ["Fog", "Owl"]}),
        key="table",
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
    )


def test_a_selection_that_is_written_before_a_table_is_drawn_is_sent_to_the_browser_and_read_back() -> None:
    app = AppTest.from_function(page_with_a_table).run()
    assert app.session_state["table"]["selection"] == {"rows": [], "columns": [], "cells": []}
    app.session_state["wanted"] = {"selection": {"rows": [1], "cells": [(0, "Name")]}}
    app.run()
    assert not app.exception
    sent = json.loads(app.dataframe[0].proto.selection_state)["selection"]
    assert (sent["rows"], sent["cells"]) == ([1], [[0, "Name"]])
    chosen = app.session_state["table"]["selection"]
    assert (chosen["rows"], chosen["cells"]) == ([1], [(0, "Name")])


def test_a_run_says_which_fragments_it_draws_and_where_it_is() -> None:
    assert "fragment_ids_this_run" in inspect.signature(ScriptRunContext).parameters
    assert "fragment_id" in get_type_hints(FragmentThreadState)
    assert callable(ThreadState.get)


def test_an_upload_can_be_taken_out_of_memory() -> None:
    assert [*inspect.signature(MemoryUploadedFileManager.remove_file).parameters] == ["self", "session_id", "file_id"]
    assert hasattr(Runtime, "uploaded_file_mgr")
    assert "file_id" in inspect.getsource(UploadedFile)  # On what is public as streamlit.typing.UploadedFile.


def test_uvicorn_can_be_told_at_its_start_how_long_its_end_may_take() -> None:
    server = uvicorn.Server(uvicorn.Config("none", timeout_graceful_shutdown=None))
    assert server.config.timeout_graceful_shutdown is None
    # Its handler of SIGTERM is a method of the server, which is how we find it.
    assert server.handle_exit.__self__ is server


def test_the_page_that_is_open_has_a_title() -> None:
    assert isinstance(StreamlitPage.title, property)


def test_the_warnings_at_the_import_of_the_front_door_come_from_the_logger_that_we_quieten() -> None:
    assert find_spec(quiet_import.LOGGER) is not None
    assert quiet_import.LOGGER in logging.root.manager.loggerDict


def test_every_option_of_ours_is_known() -> None:
    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    names = {
        f"{section}.{name}"
        for section, values in ours.items()
        for name, value in values.items()
        if not isinstance(value, dict)
    }
    names |= {
        f"{section}.{part}.{name}"
        for section, values in ours.items()
        for part, value in values.items()
        if isinstance(value, dict)
        for name in value
    }
    assert "runner.postScriptGC" in names  # It is hidden: no list of options names it.
    known = set(config.get_config_options())
    assert names - known == set()


def test_what_the_guard_closes_is_there() -> None:
    routes = {ROUTE_METRICS, *(value for name, value in vars(starlette_agent_routes).items() if "_ROUTE_AGENT" in name)}
    assert {part for part in CLOSED if any(f"/{route}".startswith(part) for route in routes)} == set(CLOSED)
    # Whatever else it opens for programs is closed, too.
    assert [route for route in routes if not any(part in f"/{route}" for part in CLOSED)] == []


# The front end


@pytest.mark.parametrize("kind", MARKUP)
def test_the_markup_that_our_styles_and_scripts_rely_on_is_there(kind: str) -> None:
    names = known_of(kind)
    assert names, f"nothing of ours knows {kind} any more: take it out of this table"
    assert [name for name in sorted(names) if not in_front_end(name)] == []


def test_a_name_is_looked_for_as_a_whole_word() -> None:
    assert in_front_end("stPageLink-NavLink")
    assert [name for name in ("stPageLink-Nav", "PageLink-NavLink", "NavLink") if in_front_end(name)] == []


@pytest.mark.parametrize(
    "word", ["CONNECTED", "notRunning", "_stcore/stream", "_stcore/health", "XMLHttpRequest", "Connection error"]
)
def test_the_words_that_our_script_of_the_connection_reads_are_there(word: str) -> None:
    assert word in (UI / "frame" / "connection.js").read_text("utf-8") and in_front_end(word)


@pytest.mark.parametrize("word", ["__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", "allowedOrigins"])
def test_the_page_takes_its_server_from_the_head(word: str) -> None:
    assert word in page_head.head_of("") and in_front_end(word)


@pytest.mark.parametrize("page", ["", "jobs", "gallery", "deleted", "a/b"])
def test_what_a_browser_asks_first_lies_at_the_root_and_never_below_the_page(page: str) -> None:
    # What it asks, and what it asks below: the address in the head, else that of the page (/jobs/_stcore/health).
    assert in_front_end("_stcore/health") and in_front_end("_stcore/host-config")
    assert re.search(r"new URL\(\w+\?\?window\.location\.href\)", front_end())
    assert re.search(r"=\w+\(\w+\.BACKEND_BASE_URL\),\{pathname:\w+\}=\w+;if\(\w+===`/`\)return\[\w+\]", front_end())
    root = re.search(r'BACKEND_BASE_URL: new URL\("([^"]+)", location\)', page_head.head_of(page))
    assert root and urljoin(f"https://studio.example/{page}", root[1]) == "https://studio.example/"


def test_the_page_is_not_held_up_by_what_its_head_answers() -> None:
    """It opens its line while it still asks for the host's settings, if the head has these of the right kind."""
    condition = re.search(r"=\w+\.HOST_CONFIG;if\(!\w+\)return!1;.{0,250}?\}function", front_end())
    assert condition
    for word in ("allowedOrigins", "useExternalAuthToken", "BACKEND_BASE_URL", "==`boolean`"):
        assert word in condition[0], word


def test_the_page_has_the_places_where_ours_goes_in() -> None:
    page = (FRONT_END / "index.html").read_text("utf-8")
    for place in (page_head.HTML, "<head>", "</head>", "</body>"):
        assert page.count(place) == 1, place
