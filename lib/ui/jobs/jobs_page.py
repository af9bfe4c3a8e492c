"""The jobs page in its parts: controls, table and card, as one fragment that a click runs by itself."""

from __future__ import annotations

import streamlit as st

from lib.domain.job import DEMO
from lib.domain.lists import JobQuery
from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.jobs import table as jobs_table
from lib.ui.jobs.actions import PENDING, leave_if_gone, notices
from lib.ui.jobs.card import RENAMING, job_card
from lib.ui.jobs.damaged_card import damaged_line
from lib.ui.jobs.job_cards import card_of, draw_cards, makers, note_looked_at, opened_card
from lib.ui.jobs.job_filters import SCREEN, clear, filters, first_page, pages
from lib.ui.jobs.jobs_csv import csv_button
from lib.ui.jobs.live import QUERY, Overview, Page, browser_zone, card, overview, page_of, table
from lib.ui.jobs.table import SELECTED, Table
from lib.ui.parts.page_buttons import CREATE, page_button
from lib.ui.parts.screen_width import is_narrow
from lib.ui.parts.undo_line import clear_demo
from lib.ui.state import current_person, studio, utc_now

LINK = "jobs.link"
"""The job that the page's address named when it was read last."""


def is_linked() -> bool:
    """Whether the page was opened at a job: one that was deleted has a card that says so, and brings it back."""
    linked = st.query_params.get("job", "")
    return bool(linked) and st.session_state.get(SELECTED, linked) == linked


def empty() -> None:
    """What someone sees who has made nothing yet."""
    notices()
    with st.container(horizontal_alignment="center", gap="small", key="jobs.empty"):
        st.space("large")
        st.subheader(_("Nothing on its way yet"), anchor=False, width="content")
        words = _("Every video you make appears here, from the first click until it is in the gallery.")
        st.markdown(words, width="content", text_alignment="center")
        page_button(CREATE, _("Create a video"), key="jobs.create", icon=":material/movie_edit:", primary=True)


@st.fragment(key="jobs.page_body")
@shown("jobs")
def jobs() -> None:
    """The filters, the table, and beside it the card of the job that is selected."""
    _from_address()
    _from_table()
    revision = shared.revision()
    there = overview(revision)
    narrow = is_narrow()
    if narrow and st.query_params.get("job"):
        _one_job(revision)
        return
    query = filters(there.counts, there.aside, there.facets)
    page = page_of(query, revision)
    if narrow:
        notices()
        _list(there, query, page, table(page), narrow=True)
        return
    left, right = st.columns([2.2, 1], gap="medium")
    found = table(page)
    # Who opens the page for the first time sees the newest job's story; who closed it keeps it closed.
    st.session_state.setdefault(SELECTED, found.ids[0] if found.ids else None)
    with left:
        _list(there, query, page, found)
    with right, shown("story"):
        notices()
        _story(found, revision)


def _one_job(revision: int) -> None:
    """On a phone the card of a job takes the place of the list."""
    note_looked_at(st.session_state[SELECTED] or "")
    st.button(_("Back to the list"), key="jobs.back", type="tertiary", icon=":material/arrow_back:", on_click=_back)
    # What the tick compares: the list goes on in the background, as does the table beside a card.
    found = table(page_of(st.session_state.get(QUERY, JobQuery()), revision))
    with shown("story"):
        notices()
        _story(found, revision)


@Callback
def _back() -> None:
    st.query_params.clear()
    st.session_state[LINK] = ""


@Callback
def _open() -> None:
    if job_id := opened_card():
        _select(job_id)
        st.query_params.from_dict({"job": job_id})
        st.session_state[LINK] = job_id


def _cards(page: Page) -> None:
    me, now, service = current_person(), utc_now(), studio().settings.service
    by = makers(page.lines, me)
    draw_cards([card_of(line, service, now, by.get(line.id, "")) for line in page.lines], on_opened=_open)


def _list(there: Overview, query: JobQuery, page: Page, found: Table, *, narrow: bool = False) -> None:
    damaged_line(there.unreadable)
    if page.total and not found.ids:
        first_page()
        st.rerun()
    if not found.ids:
        st.write(_("No jobs match these filters."))
        st.button(_("Show all jobs"), key="jobs.clear_filters", on_click=clear)
        return
    facets = there.facets
    if narrow:
        _cards(page)
    else:
        kinds = DEMO in facets.services and len(facets.services) > 1
        jobs_table.draw(found, people=len(facets.people) > 1, kinds=kinds)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        pages(page.total)
        if DEMO in facets.services:
            clear_demo(SCREEN, cleared=leave_if_gone)
        csv_button(query, browser_zone())


def _story(found: Table, revision: int) -> None:
    selected = st.session_state[SELECTED]
    if selected is None:
        st.caption(_("Select a job to see what happened and what can be done with it."))
        return
    with st.container(key="jobs.card"):
        job_card(card(selected, revision), in_list=selected in found.ids)


def _from_address() -> None:
    """A link /jobs?job=<id> opens that job; so does the browser's way back to an earlier one."""
    linked = st.query_params.get("job", "")
    if linked and linked != st.session_state.get(LINK):
        _select(linked)
    st.session_state[LINK] = linked


def _from_table() -> None:
    before = st.session_state.get(SELECTED)
    jobs_table.take_pick()
    picked = st.session_state.get(SELECTED)
    if picked != before:
        _select(picked)
        st.query_params.from_dict({"job": picked} if picked else {})
        st.session_state[LINK] = picked or ""


def _select(job_id: str | None) -> None:
    st.session_state[SELECTED] = job_id
    for key in (PENDING, RENAMING):
        st.session_state.pop(key, None)
