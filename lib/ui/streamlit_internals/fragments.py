"""Which section a run draws, and whose widget asked for it. Streamlit 1.67 has no public word for either.

Without them every step on the board would begin a second run, also where Streamlit draws the widget's own section
anyway, and a callback could not tell whether its trouble needs the whole page.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


def in_a_session() -> bool:
    """Whether this code draws a page for someone; session state and the browser's facts are only known then."""
    return get_script_run_ctx(suppress_warning=True) is not None


def running() -> list[str]:
    """The fragments that this run draws; none: the whole page."""
    context = get_script_run_ctx()
    return list(context.fragment_ids_this_run or []) if context else []


def here() -> str:
    """The fragment that is being drawn, or whose widget's callback is being called; empty: neither."""
    return ThreadState.get().fragment_id or "" if get_script_run_ctx() else ""


def is_last() -> bool:
    """Whether the fragment that is being drawn is the last that this run draws; no for a run of the whole page."""
    return running()[-1:] == [here()]
