"""Which section a run draws, and whose widget asked for it. Streamlit has no public word for either."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


def running() -> list[str]:
    """The fragments that this run draws; none: the whole page."""
    context = get_script_run_ctx()
    return list(context.fragment_ids_this_run or []) if context else []


def here() -> str:
    """The fragment that is being drawn, or whose widget's callback is being called; empty: neither."""
    return ThreadState.get().fragment_id or "" if get_script_run_ctx() else ""
