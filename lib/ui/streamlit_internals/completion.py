"""What people did is done to its end, although they went on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from weakref import WeakValueDictionary

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

_TURNS: WeakValueDictionary[str, RLock] = WeakValueDictionary()
_LOOKING_UP = Lock()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nothing ends this part of a run half way, and the actions of a session are done one after the other.

    Streamlit 1.67 ends a run as soon as the page asks for another one: at the next use of session state, in a callback,
    too. What that had still to do is never done: a value was taken as seen, a file was let go, and what was typed or
    uploaded is lost. There is no public way to finish first. The run that follows begins at once, beside this one; its
    own actions wait here until this one is done. Whoever draws the page again from within does so after it.
    """
    runner = _runner()
    if runner is None:
        yield
        return
    before, runner._execing = runner._execing, False
    try:
        with _turn_of(runner._session_id):
            yield
    finally:
        runner._execing = before


def wait_for_actions() -> None:
    """Until what people did in this session is done: what is drawn from here on shows it."""
    with undisturbed():
        pass


def _runner() -> ScriptRunner | None:
    """What runs this script; its flag says whether its uses of session state may end it."""
    context = get_script_run_ctx(suppress_warning=True)
    asks = getattr(context and context.session_state, "_yield_callback", None)
    runner = getattr(asks, "__self__", None)
    return runner if isinstance(runner, ScriptRunner) else None


def _turn_of(session_id: str) -> RLock:
    """Gone with the last that holds it or waits for it."""
    with _LOOKING_UP:
        return _TURNS.setdefault(session_id, RLock())
