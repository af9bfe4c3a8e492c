"""A request that comes as a run ends neither overtakes what the run had to say nor another request."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass, field

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from lib.ui.streamlit_internals.late_requests import Waiting


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


def test_streamlit_has_what_this_reads() -> None:
    assert list(inspect.signature(AppSession.request_rerun).parameters) == ["self", "client_state"]
    session = inspect.getsource(AppSession)
    for name in ("self._scriptrunner = None", "self._event_loop", "if sender is not self._scriptrunner:"):
        assert name in session, name
    assert "self._requests = ScriptRequests()" in inspect.getsource(ScriptRunner)
