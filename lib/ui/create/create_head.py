"""The head of the Create page: title, undo, starting over, and the way back to what was left unfinished."""

from __future__ import annotations

import streamlit as st

from lib.domain.failure import Place, Refusal
from lib.ui.create import board as boards
from lib.ui.create import board_steps as steps
from lib.ui.create import fields
from lib.ui.parts.bring_into_view import bring_into_view
from lib.ui.state import current_person, studio
from lib.ui.words import ago, plain

CAST_KEY = "create-cast"


def create_head() -> None:
    """Title, and on an empty board the way back to the last one."""
    st.title("Create a video", anchor=False)
    if boards.board().is_empty:
        _go_on()
    if st.session_state.get(boards.COPIED):
        st.info(
            "This board was changed in another tab. Here you go on with a copy; nothing is lost.", icon=":material/tab:"
        )
    refused: Refusal | None = st.session_state.get(boards.FOCUS)
    if refused is not None:
        st.info(plain(refused.words), icon=":material/edit:")
        if refused.place:
            bring_into_view(_key_of(refused.place))


def _key_of(place: Place) -> str:
    """Where a part of a request is on the page: the key of its control, or of its card."""
    cast = boards.board().cast
    if place.subject is not None and place.subject < len(cast):
        return f"card-{cast[place.subject].uid}"
    keys = {field: key for key, field in fields.FIELDS.items()} | {"seed": "create.seed"}
    return keys.get(place.control, CAST_KEY)


def board_tools() -> None:
    """What concerns the whole board: one step back, and starting over."""
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
        if done := boards.undoable():
            st.button(
                f"Undo: {plain(done)}", icon=":material/undo:", key="create.undo_button", on_click=steps.take_back
            )
        if not boards.board().is_empty:
            st.button(
                "Start over",
                icon=":material/restart_alt:",
                type="tertiary",
                key="create.start_over",
                on_click=steps.start_over,
            )


def _go_on() -> None:
    """A new tab is a new board; the last one is a click away."""
    last = studio().store.drafts.latest(current_person())
    if last is None or last.id == st.session_state[boards.ID]:
        return
    names = ", ".join(subject.name for subject in last.draft.cast if subject.name) or last.draft.scene[:40]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"You were working on **{plain(names)}**, {ago(last.updated_at)}.", width="content")
        st.button("Continue where you left off", key="create.go_on", on_click=steps.reopen, args=(last.id,))
