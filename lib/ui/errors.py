"""The one place that shows an error: what happened, whose side, what to do, and what was seen in a fold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.domain.errors import Side, StudioError
from lib.domain.job import Trouble

SIDES: dict[Side, str] = {
    "yours": "You can mend this",
    "service": "On the video service's side",
    "app": "For whoever looks after this app",
}


@contextmanager
def shown() -> Iterator[None]:
    """Show a StudioError in place of what could not be drawn; the rest of the page goes on."""
    try:
        yield
    except StudioError as error:
        card(type(error), error.detail, error.request_id)


NOTED = "frame.noted"


@contextmanager
def noted() -> Iterator[None]:
    """For callbacks, which run before there is a page to show anything on: the frame shows the error at its top."""
    try:
        yield
    except StudioError as error:
        st.session_state[NOTED] = Trouble.of(error)


def show_noted() -> None:
    """Show what a callback of this run met, once."""
    if (trouble := st.session_state.pop(NOTED, None)) is not None:
        trouble_card(trouble)


def card(error: type[StudioError], detail: str = "", request_id: str | None = None) -> None:
    """An error as people read it. `detail` and `request_id` stand in a fold, as text."""
    with st.container(border=True, key=None):
        st.markdown(f":material/error: **{error.message}**")
        st.write(error.hint)
        cost = " It may have cost something." if error.may_cost else ""
        st.caption(f"{SIDES[error.side]}.{cost}")
        if detail or request_id:
            with st.expander("What was seen"):
                lines = [detail] if detail else []
                lines += [f"Request id: {request_id}"] if request_id else []
                st.code("\n".join(lines), language=None, wrap_lines=True)


def trouble_card(trouble: Trouble) -> None:
    """The error that a job keeps."""
    card(trouble.error, " ".join(part for part in (trouble.code, trouble.detail) if part), trouble.request_id)
