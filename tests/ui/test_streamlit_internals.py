"""What we use of Streamlit that it does not promise, asked of the installed version: an upgrade says here what broke.

How each of them works together with a browser is tested in tests/browser and tests/test_server_*.py.
"""

from __future__ import annotations

import inspect
import logging
import re
import tomllib
from functools import cache
from importlib.util import find_spec
from typing import get_type_hints

import pytest
import uvicorn
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import FragmentThreadState, ScriptRunContext, ThreadState
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.web.server.starlette import starlette_agent_routes
from streamlit.web.server.starlette.starlette_routes import ROUTE_METRICS

from lib.server.guard import CLOSED
from lib.ui.streamlit_internals import page_head, quiet_import
from lib.ui.streamlit_internals.navigation import StreamlitPage
from tests.conftest import ROOT

UI = ROOT / "lib" / "ui"
OURS = sorted([*UI.rglob("*.css"), *UI.rglob("*.js")])
MARKUP = {
    "a test id": r"""data-testid="(st\w[\w-]*)""",
    "a class": r"""\.(st[A-Z]\w+)""",
    "an attribute": r"""(data-test-[a-z-]+)""",
    "a kind of button": r"""\[(kind)=""",
}
"""What our style sheets and scripts may know of its markup."""


@cache
def front_end() -> str:
    """All scripts of the front end and its page."""
    scripts = sorted((page_head.FRONT_END / "static" / "js").glob("*.js"))
    return "\n".join(file.read_text("utf-8") for file in [page_head.FRONT_END / "index.html", *scripts])


def known_of(kind: str) -> set[str]:
    return {name for file in OURS for name in re.findall(MARKUP[kind], file.read_text("utf-8"))}


# Python


def test_a_run_says_which_fragments_it_draws_and_where_it_is() -> None:
    assert "fragment_ids_this_run" in inspect.signature(ScriptRunContext).parameters
    assert "fragment_id" in get_type_hints(FragmentThreadState)
    assert callable(ThreadState.get)


def test_an_upload_can_be_taken_out_of_memory() -> None:
    assert [*inspect.signature(MemoryUploadedFileManager.remove_file).parameters] == ["self", "session_id", "file_id"]
    assert hasattr(Runtime, "uploaded_file_mgr")
    assert "file_id" in inspect.getsource(UploadedFile)


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
    assert [name for name in sorted(names) if name not in front_end()] == []


@pytest.mark.parametrize("word", ["CONNECTED", "notRunning", "_stcore/stream", "_stcore/health", "XMLHttpRequest"])
def test_the_words_that_our_script_of_the_connection_reads_are_there(word: str) -> None:
    script = (UI / "frame" / "connection.js").read_text("utf-8")
    assert word in script and (word in front_end() or word in f"_stcore/{front_end()}")


@pytest.mark.parametrize("word", ["__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", "allowedOrigins"])
def test_the_page_takes_its_server_from_the_head(word: str) -> None:
    assert word in page_head.head_of("").first and word in front_end()


def test_the_page_has_the_places_where_ours_goes_in() -> None:
    page = (page_head.FRONT_END / "index.html").read_text("utf-8")
    for place in (page_head.HTML, "<head>", "</head>", "</body>"):
        assert page.count(place) == 1, place


@pytest.mark.parametrize("part", sorted({part for parts in page_head.PARTS.values() for part in parts}))
def test_each_element_that_a_page_loads_ahead_has_its_script(part: str) -> None:
    assert len([*(page_head.FRONT_END / "static" / "js").glob(f"{part}.*.js")]) == 1
