"""The way back from deleting, kept until the next deletion, for ten minutes at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from lib.ui.frame.callbacks import Callback
from lib.ui.gallery.query import videos_word
from lib.ui.state import studio, utc_now
from lib.ui.words import plain

UNDO = "gallery.undo"
OFFERED_FOR = timedelta(minutes=10)


def delete(ids: Sequence[str], words: Callable[[int], str]) -> None:
    """Delete these and offer the way back; `words` say what was done, given how many it were, as text."""
    kept = st.session_state.get(UNDO)
    gone = studio().desk.delete(ids)
    if gone:
        remember(gone, words(len(gone)))
    elif kept is None or not set(ids) <= set(kept["ids"]):
        # Not the second press of two, which finds its own work done.
        st.toast("Nothing is left to delete: someone else deleted it meanwhile.", icon=":material/info:")


def remember(ids: Sequence[str], words: str) -> None:
    """Offer to bring these back; `words` say what was done, as text."""
    st.session_state[UNDO] = {"ids": list(ids), "words": words, "at": utc_now()}


@Callback
def _forget() -> None:
    st.session_state.pop(UNDO, None)


def undo_line() -> None:
    """What was just deleted, with the way back, and in demo mode the way to clear it all."""
    kept = st.session_state.get(UNDO)
    if kept and (utc_now() - kept["at"] > OFFERED_FOR or not still_deleted(kept["ids"])):
        _forget()
        kept = None
    if not kept:
        return
    with st.container(key="gallery.undone", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/delete: {plain(kept['words'])}", width="content")
        st.button("Undo", key="gallery.undo_now", on_click=_undo)
        st.button("Dismiss", key="gallery.undo_dismiss", type="tertiary", on_click=_forget)


@Callback
def _undo() -> None:
    kept = st.session_state.get(UNDO)
    if kept is None:
        return  # The second press of two, or one that Streamlit began anew.
    back = studio().desk.restore(kept["ids"])
    _forget()
    if left := len(kept["ids"]) - len(back):
        st.toast(not_back(left, of=len(kept["ids"])), icon=":material/info:")


def still_deleted(ids: Sequence[str]) -> bool:
    """Whether these are where they were put: someone may have brought them back elsewhere, or deleted them for good.

    They go together, so the first tells.
    """
    return studio().store.jobs.is_deleted(ids[0]) is True


def not_back(left: int, *, of: int) -> str:
    """Why some of those that were deleted did not come back."""
    if of == 1:
        return "It is already back, or was deleted for good."
    return f"{left:,} of {videos_word(of)} cannot be brought back: they are here already, or were deleted for good."


def clear_demo() -> None:
    """Delete all demo jobs that have ended, after a second word."""
    with st.popover("Clear demo videos", key="gallery.clear_demo", type="tertiary", icon=":material/delete_sweep:"):
        number = len(studio().store.jobs.demo_ended())
        st.write(f"This deletes everything the demo has made: {videos_word(number)} and failed attempts, of everyone.")
        st.button("Delete them", key="gallery.clear_demo_now", type="primary", on_click=_clear_demo)


@Callback
def _clear_demo() -> None:
    ids = studio().desk.clear_demo()
    if ids:
        remember(ids, "Demo videos deleted.")
