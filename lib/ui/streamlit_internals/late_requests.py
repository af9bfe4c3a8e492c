"""A request that comes just as a run has ended waits until all that the run had to say is on its way.

Streamlit 1.67 gives it to a new runner at once, and takes nothing from the old one any more: what the event loop had
not yet passed on is lost (`AppSession._handle_scriptrunner_event_on_event_loop`). People click, the page ticks in that
moment, and what the click changed is not shown. There is no public way to wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

LOOKS_AGAIN_S, PATIENCE_S = 0.002, 3.0
"""The end of a run follows within milliseconds; a runner that never tells it must not hold up the page."""

Ask = Callable[[Any, ClientState | None], None]
_ask: Ask = AppSession.request_rerun


def keep_what_runs_say() -> None:
    """Once, before the first session."""
    waiting = Waiting(_ask)

    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        waiting.ask(self, client_state)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign]


class Waiting:
    """Requests of sessions whose runner has ended and has not said so yet; in the order in which they came."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._requests: WeakKeyDictionary[Any, deque[ClientState | None]] = WeakKeyDictionary()

    def ask(self, session: Any, client_state: ClientState | None) -> None:
        """On the event loop of the session."""
        if (queue := self._requests.get(session)) is not None:
            queue.append(client_state)
        elif _is_about_to_end(session):
            self._requests[session] = deque([client_state])
            self._look(session, session._event_loop.time() + PATIENCE_S)
        else:
            self._ask(session, client_state)

    def _look(self, session: Any, until: float) -> None:
        loop = session._event_loop
        if _is_about_to_end(session) and loop.time() < until:
            loop.call_later(LOOKS_AGAIN_S, self._look, session, until)
            return
        for client_state in self._requests.pop(session):
            self._ask(session, client_state)


def _is_about_to_end(session: Any) -> bool:
    """Its runner takes no more requests; only with its last message the session lets go of it."""
    runner = session._scriptrunner
    return runner is not None and runner._requests._state is ScriptRequestType.STOP
