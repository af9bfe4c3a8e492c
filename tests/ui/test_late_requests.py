"""A request that comes as a run ends neither overtakes what the run had to say nor another request."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from lib.ui.streamlit_internals.late_requests import Ask, Waiting


@dataclass(eq=False)
class Runner:
    _requests: ScriptRequests = field(default_factory=ScriptRequests)


@dataclass(eq=False)
class Session:
    _event_loop: asyncio.AbstractEventLoop
    _scriptrunner: Runner | None


def named(name: str) -> ClientState:
    return ClientState(query_string=name)


def test_it_waits_until_the_run_has_said_everything_and_keeps_its_turn() -> None:
    happened: list[str] = []

    async def go() -> None:
        loop, runner = asyncio.get_running_loop(), Runner()
        session = Session(loop, runner)
        waiting = Waiting(lambda _, state: happened.append(state.query_string if state else ""))
        waiting.ask(session, named("while it runs"))
        runner._requests.request_stop()
        waiting.ask(session, named("just after it"))
        loop.call_soon(happened.append, "what the run had to say")
        loop.call_soon(setattr, session, "_scriptrunner", None)
        loop.call_soon(waiting.ask, session, named("later"))
        while len(happened) < 4:
            await asyncio.sleep(0)
        waiting.ask(session, named("in between"))

    asyncio.run(go())
    assert happened == ["while it runs", "what the run had to say", "just after it", "later", "in between"]


def test_a_runner_that_never_says_that_it_has_ended_holds_nothing_up() -> None:
    asked: list[str] = []

    class Clock(asyncio.SelectorEventLoop):
        """Every wait is over at once."""

        passed = 0.0

        def time(self) -> float:
            self.passed += 0.1
            return self.passed

    loop = Clock()
    runner = Runner()
    runner._requests.request_stop()
    session = Session(loop, runner)

    async def go() -> None:
        Waiting(lambda _, state: asked.append(state.query_string if state else "")).ask(session, named("a click"))
        while not asked:
            await asyncio.sleep(0)

    loop.run_until_complete(go())
    loop.close()
    assert asked == ["a click"]


PAGE = """
import streamlit as st

@st.fragment(key="part")
def part():
    st.write("a tick")

part()
st.write("what the click changed")
"""


@pytest.mark.parametrize(
    ("ask", "shown"), [(AppSession.request_rerun, False), (Waiting(AppSession.request_rerun).ask, True)]
)
def test_a_tick_just_after_a_run_takes_nothing_of_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask, shown: bool
) -> None:
    """In a session of Streamlit's own. Without waiting all is lost that was not yet on its way: it can go then."""
    monkeypatch.setattr(Runtime, "_instance", MagicMock())  # As AppTest does.
    file = tmp_path / "page.py"
    file.write_text(PAGE, "utf-8")

    async def go() -> list[str]:
        session = AppSession(ScriptData(str(file), False), MemoryUploadedFileManager(""), ScriptCache(), None, {})
        ask(session, ClientState())
        session._scriptrunner._script_thread.join(20)  # It has ended, and the event loop has taken up nothing of it.
        ask(session, ClientState(fragment_id=next(iter(session._fragment_storage._fragments))))
        said: list[str] = []
        while "a tick" not in said or session._scriptrunner is not None:
            await asyncio.sleep(0.01)
            said += [one.delta.new_element.markdown.body for one in session.flush_browser_queue()]
        session.shutdown()
        return said

    assert ("what the click changed" in asyncio.run(go())) == shown
