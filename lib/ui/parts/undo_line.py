"""The way back from deleting: a line with Undo, kept until the next deletion, for ten minutes at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import N_, _, _n
from lib.ui.frame.callbacks import Callback
from lib.ui.state import actor, studio, utc_now
from lib.ui.streamlit_internals.fragments import running
from lib.ui.who_may import allowed
from lib.ui.words import plain

OFFERED_FOR = timedelta(minutes=10)
ALREADY_BACK = N_("It is already back, or was deleted for good.")

Hook = Callable[[Sequence[str]], None]
"""What a screen does with the ids of jobs that went or came back."""
Words = Callable[[], str]
"""What was done, as text; called when it is shown, for the language of that moment."""


@dataclass(frozen=True)
class _Deleted:
    ids: tuple[str, ...]
    words: Words
    at: datetime


def remember(screen: str, ids: Sequence[str], words: Words) -> None:
    """Offer to bring these back; `screen` names whose line it is, `words` say what was done."""
    st.session_state[_key(screen)] = _Deleted(tuple(ids), words, utc_now())


def forget(screen: str) -> None:
    """Nothing is offered any more."""
    st.session_state.pop(_key(screen), None)


def has_just_deleted(screen: str, ids: Sequence[str]) -> bool:
    """Whether the line offers these already: a second press finds its own work done."""
    kept = _kept(screen)
    return kept is not None and set(ids) <= set(kept.ids)


def draw_undo(screen: str, brought_back: Hook = lambda ids: None) -> None:
    """What was just deleted, with the way back; nothing if it is back already, or gone for good.

    `brought_back` gets the ids of what came back.
    """
    kept = _kept(screen)
    if kept and (utc_now() - kept.at > OFFERED_FOR or not _is_deleted(kept.ids)):
        forget(screen)
        kept = None
    if not kept:
        return
    with st.container(key=f"{screen}.undone", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/delete: {plain(kept.words())}", width="content")
        st.button(_("Undo"), key=f"{screen}.undo_now", on_click=_undo, args=(screen, brought_back))
        st.button(_("Dismiss"), key=f"{screen}.undo_dismiss", type="tertiary", on_click=_dismiss, args=(screen,))


@Callback
def _dismiss(screen: str) -> None:
    forget(screen)


@Callback
def _undo(screen: str, brought_back: Hook) -> None:
    kept = _kept(screen)
    if kept is None:
        return  # The second press of two, or one that Streamlit began anew.
    back = studio().desk.restore(actor(), kept.ids, utc_now())
    forget(screen)
    brought_back(back)
    if left := len(kept.ids) - len(back):
        st.toast(_not_back(left, of=len(kept.ids)), icon=":material/info:")
    elif running():
        # The line stands in a part that is drawn alone, and more than that part shows what came back.
        st.rerun("app")


def _not_back(left: int, *, of: int) -> str:
    """Why some of those that were deleted did not come back."""
    if of == 1:
        return _(ALREADY_BACK)
    return _n(
        "{count} of {all} cannot be restored: it is here already, or was deleted for good.",
        "{count} of {all} cannot be restored: they are here already, or were deleted for good.",
        left,
        all=of,
    )


def clear_demo(screen: str, cleared: Hook = lambda ids: None) -> None:
    """All that the demo has made out of the way, with a word before and a way back after it.

    `cleared` gets the ids of what went.
    """
    if not allowed(Operation.CLEAR_DEMO):
        return
    icon = ":material/delete_sweep:"
    with st.popover(_("Clear demo videos"), key=f"{screen}.clear_demo", type="tertiary", icon=icon):
        st.write(_("This deletes every demo job that has finished, with its video, for everyone. You can undo it."))
        st.button(
            _("Delete them"),
            key=f"{screen}.clear_demo_now",
            type="primary",
            on_click=_clear_demo,
            args=(screen, cleared),
        )


@Callback
def _clear_demo(screen: str, cleared: Hook) -> None:
    ids = studio().desk.clear_demo(actor(), utc_now())
    if not ids:
        st.toast(_("No demo job has finished yet."), icon=":material/info:")
        return
    remember(screen, ids, lambda: _n("{count} demo job deleted.", "{count} demo jobs deleted.", len(ids)))
    cleared(ids)
    if running():
        st.rerun("app")


def _is_deleted(ids: Sequence[str]) -> bool:
    # Someone may have brought them back elsewhere, or deleted them for good. They go together, so the first tells.
    return studio().store.jobs.is_deleted(ids[0]) is True


def _kept(screen: str) -> _Deleted | None:
    kept: _Deleted | None = st.session_state.get(_key(screen))
    return kept


def _key(screen: str) -> str:
    return f"{screen}.undo"
