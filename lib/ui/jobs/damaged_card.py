"""The card of a job whose row cannot be read: what is wrong with it, and what is left of it."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.errors import RecordUnreadable
from lib.domain.lists import Unreadable
from lib.domain.naming import file_name
from lib.text.error_sentences import error_hint, error_message
from lib.text.language import _, _n
from lib.ui.frame import error_cards as errors
from lib.ui.frame.error_cards import ErrorText
from lib.ui.jobs.actions import bring_back, delete
from lib.ui.jobs.job_filters import show_set_aside
from lib.ui.state import studio
from lib.ui.who_may import refusal
from lib.ui.words import plain


def draw_damaged_job(left: Unreadable) -> None:
    """Its name, the reason, all that stands in its row as a file, and the way to be rid of it."""
    if left.deleted:
        bring_back(left.id)
        return
    st.subheader(plain(left.name) or _("Untitled"), anchor=False)
    st.caption(_("Job {id}", id=plain(left.id)))
    error_text = ErrorText(error_message(RecordUnreadable), error_hint(RecordUnreadable), "app", seen=(left.reason,))
    with errors.card(error_text, "job"), st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download its record"),
            left.raw,
            file_name=file_name(left.name, "json", job_id=left.id),
            mime="application/json",
            icon=":material/receipt_long:",
            key="jobs.left",
            on_click="ignore",
        )
        why, icon = refusal(Operation.DELETE, *studio().store.jobs.owned([left.id])), ":material/delete:"
        if st.button(_("Delete"), key="jobs.do.delete", type="tertiary", icon=icon, disabled=why is not None, help=why):
            delete(left)


def damaged_line(number: int) -> None:
    """Above the list: how many there are, and the way to them."""
    if not number:
        return
    words = _n(
        "{count} job cannot be read. All other jobs continue.",
        "{count} jobs cannot be read. All other jobs continue.",
        number,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="jobs.damaged"):
        st.markdown(f":orange[:material/warning:] {words}", width="content")
        label = _n("Show it", "Show them", number)
        st.button(label, key="jobs.show_aside", type="tertiary", on_click=show_set_aside)
