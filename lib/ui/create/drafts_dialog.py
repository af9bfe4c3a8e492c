"""A person's drafts, in a dialog: what each is, the way back to it, and its name, a copy, its end."""

from __future__ import annotations

import streamlit as st

from lib.text.formats import side_by_side
from lib.text.language import N_, _
from lib.ui.create import board as boards
from lib.ui.create.deleted_line import draw_deleted
from lib.ui.create.drafts_view import MOST_FACES, DraftRow, view_drafts
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.frame.toasts import say
from lib.ui.media_links import thumb
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.words import ago, plain

TITLE = N_("Your drafts")
A_PAGE = 10
FACE_PX = 36
_SHOWN, _DELETED, _TURN = "create.drafts.shown", "create.drafts.deleted", "create.drafts.turn"
"""How many are shown; the id and the words for the last one that was deleted; how often a menu has done its work."""


def show_drafts() -> None:
    """All that this person has, what changed last first."""
    st.session_state[_SHOWN] = A_PAGE
    st.session_state.pop(_DELETED, None)
    st.dialog(_(TITLE), width="large")(draw_drafts)()


@shown("drafts")
def draw_drafts() -> None:
    """What stands in the dialog."""
    most = st.session_state.get(_SHOWN, A_PAGE)
    stored = studio().store.drafts.of_person(current_person(), most + 1)
    rows = view_drafts(stored[:most], st.session_state[boards.ID])
    draw_deleted(_DELETED, _restore)
    if not rows:
        st.caption(_("Every board you start is saved here automatically until you delete it."))
    for row in rows:
        _row(row)
    if len(stored) > most:
        st.button(_("Show more"), key="create.drafts.more", on_click=_show_more)


def _row(row: DraftRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"draft-{row.id}"):
        if row.faces:
            with st.container(horizontal=True, gap="xsmall", width=MOST_FACES * (FACE_PX + 8)):
                for sha256 in row.faces:
                    st.image(thumb(sha256), width=FACE_PX, alt="")
        st.markdown(f"**{plain(title_of(row))}**  \n:gray[{plain(_facts(row))}]", width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            if not (row.is_open or row.unreadable):
                opened = st.button(_("Open"), key=f"create.drafts.open.{row.id}", on_click=_open, args=(row.id,))
                if opened:
                    st.rerun()
            _menu(row)


def title_of(row: DraftRow) -> str:
    """What it goes by: its own name, else how its scene begins, else its cast."""
    if row.unreadable:
        return row.name or _("This draft is damaged and cannot be opened.")
    return row.name or row.scene or side_by_side(row.cast) or _("Without a name or a scene")


def _facts(row: DraftRow) -> str:
    state = _("on the board") if row.is_open else _("sent") if row.sent else ""
    under = row.scene if row.name else side_by_side(row.cast) if row.scene else ""
    return " · ".join(part for part in (ago(row.updated_at), state, under) if part)


def _menu(row: DraftRow) -> None:
    # Another key after each action: what was open closes.
    turn = st.session_state.get(_TURN, 0)
    key = f"create.drafts.name.{row.id}.{turn}"
    with st.popover(_("Change"), key=f"create.drafts.menu.{row.id}.{turn}", type="tertiary"):
        if not row.unreadable:
            st.text_input(
                _("Name of the draft"),
                value=row.name,
                placeholder=title_of(row),
                key=key,
                on_change=_rename,
                args=(row.id, key),
            )
            st.button(
                _("Duplicate"),
                icon=":material/content_copy:",
                width="stretch",
                key=f"create.drafts.copy.{row.id}",
                on_click=_duplicate,
                args=(row.id,),
            )
        deleted = st.button(
            _("Delete"),
            icon=":material/delete:",
            width="stretch",
            key=f"create.drafts.delete.{row.id}",
            on_click=_delete,
            args=(row.id, title_of(row)),
        )
        if deleted and row.is_open:
            st.rerun()


@Callback
def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, A_PAGE) + A_PAGE


@Callback
def _open(draft_id: str) -> None:
    boards.reopen(draft_id)


@Callback
def _rename(draft_id: str, key: str) -> None:
    studio().drafts.rename(actor(), draft_id, str(st.session_state[key]))
    _close_menu()


@Callback
def _duplicate(draft_id: str) -> None:
    if studio().drafts.duplicate(actor(), draft_id, utc_now()) is None:
        say(_("That draft is no longer there."))
    _close_menu()


@Callback
def _delete(draft_id: str, title: str) -> None:
    studio().drafts.delete(actor(), draft_id, utc_now())
    if draft_id == st.session_state[boards.ID]:
        # Its board goes as if one started over: one step back brings it back.
        boards.start_over()
    st.session_state[_DELETED] = (draft_id, title)
    _close_menu()


@Callback
def _restore(draft_id: str) -> None:
    studio().drafts.restore(actor(), draft_id)
    st.session_state.pop(_DELETED, None)


def _close_menu() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
