"""A member that was deleted: what it was, brought back for 30 days, or deleted for good."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Actor, Operation
from lib.domain.cast_member import StoredMember
from lib.text.deletion_words import deleted_texts
from lib.text.language import N_, _
from lib.text.member_words import member_title
from lib.ui.cast import member_shelf as library
from lib.ui.cast.look_cards import draw_looks
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.toasts import say
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import plain

_NOT_THERE = N_("It is no longer there: someone restored or deleted it.")


def show_deleted(stored: StoredMember) -> None:
    """Its page: it looks as it did, and nothing of it can be changed."""
    member, now = stored.member, utc_now()
    st.title(_("“{name}” was deleted.", name=plain(member_title(member.name))), anchor=False)
    st.caption(" · ".join(deleted_texts(stored.deleted_at or now, now)))
    st.caption(_("Boards and videos keep what they took from it."))
    with st.container(key="member.actions", horizontal=True, vertical_alignment="center", gap="small"):
        _actions(stored)
    if not stored.unreadable:
        draw_looks(member, locked=True)


def _actions(stored: StoredMember) -> None:
    member_id, title = stored.member.id, member_title(stored.member.name)
    why = refusal(Operation.DELETE_MEMBER, Actor(stored.made_by))
    st.button(
        _("Restore"),
        key="cast.restore",
        icon=":material/undo:",
        type="primary",
        on_click=_restore,
        args=(member_id, title),
        disabled=why is not None,
        help=why,
    )
    if refusal(Operation.DELETE_FOR_GOOD, Actor(stored.made_by)):
        return  # It is said once.
    with st.popover(_("Delete for good"), key="cast.ask_for_good", type="tertiary"):
        st.write(_("Delete “{name}” for good? This cannot be undone.", name=plain(title)))
        st.button(_("Yes, delete it"), key="cast.for_good", type="primary", on_click=_for_good, args=(member_id, title))


@Callback
def _restore(member_id: str, title: str) -> None:
    studio().cast.restore(actor(), member_id)
    stored = studio().store.members.get(member_id)
    if stored is None or stored.deleted:
        say(_(_NOT_THERE))
    else:
        say(_("“{name}” is restored.", name=plain(title)), ":material/undo:")


@Callback
def _for_good(member_id: str, title: str) -> None:
    if studio().cast.delete_for_good(actor(), member_id, utc_now()):
        say(_("“{name}” is deleted for good.", name=plain(title)), ":material/delete_forever:")
        library.back()
    else:
        say(_(_NOT_THERE))
