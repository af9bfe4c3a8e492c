"""Which jobs are in view and in which order: the controls, kept while other pages are open, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.domain.job import MOVING, NEEDS_SOMEONE, JobState
from lib.domain.lists import Facets, JobQuery
from lib.text.formats import number
from lib.text.language import N_, _
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.filter_bar import choice, chosen_filters, clear_filters, draw_filters
from lib.ui.parts.list_filters import Filters

ROWS_A_PAGE = (100, 250, 500)
"""How many jobs a page of the list may show; more would make each change of a row heavy on the line."""
SCREEN = "jobs"
GROUP, PAGE = "jobs.group", "jobs.page"
ALL, ON_HOLD = "all", "on_hold"
GROUPS: dict[str, frozenset[JobState] | None] = {
    ALL: None,
    "moving": MOVING,
    "needs_someone": NEEDS_SOMEONE,
    "ready": frozenset({JobState.READY}),
    "failed": frozenset({JobState.FAILED, JobState.ENDED}),
    ON_HOLD: None,
}
LABELS = {
    ALL: N_("All"),
    "moving": N_("On their way"),
    "needs_someone": N_("Needs you"),
    "ready": N_("Ready"),
    "failed": N_("Failed"),
    ON_HOLD: N_("On hold"),
}


def numbers(counts: Mapping[JobState, int], aside: int) -> dict[str, int]:
    """How many jobs each group has. Cancelled jobs are only in the first."""
    found = {name: sum(counts[state] for state in states or JobState) for name, states in GROUPS.items()}
    return found | {ON_HOLD: aside}


def query_of(group: str, wanted: Filters, *, rows: int, page: int = 1) -> JobQuery:
    """The question to the store for a group and the filters within it; pages of `rows` count from 1."""
    return wanted.query(GROUPS.get(group), rows=rows, page=page, set_aside=group == ON_HOLD)


def rows_a_page(chosen: Mapping[Any, Any]) -> int:
    return chosen.get("jobs.rows") or next(iter(ROWS_A_PAGE))


def filters(counts: Mapping[JobState, int], aside: int, facets: Facets) -> JobQuery:
    """Draw the controls; what they ask for, at the page of the list that was turned to."""
    sizes = numbers(counts, aside)
    # Not as the control's default: Streamlit complains of one beside a value that "Show all jobs" has set.
    st.session_state.setdefault(GROUP, ALL)
    st.segmented_control(
        _("Which jobs"),
        list(GROUPS),
        required=True,
        format_func=lambda group: f"{_(LABELS[group])} {number(sizes[group])}" if sizes[group] else _(LABELS[group]),
        key=GROUP,
        label_visibility="collapsed",
        on_change=first_page,
        persist_state="session",
    )
    wanted = chosen_filters(SCREEN, facets)
    with st.container(horizontal=True, gap="small", key="jobs.controls"):
        draw_filters(SCREEN, facets, wanted, on_change=first_page, on_clear=clear, also=_rows)
    page = int(st.session_state.get(PAGE) or 1)
    return query_of(st.session_state[GROUP], wanted, rows=rows_a_page(st.session_state), page=page)


def _rows() -> None:
    rows = {rows: _("{number} a page", number=rows) for rows in ROWS_A_PAGE}
    choice("jobs.rows", _("Jobs in the list"), rows, first_page)


@Callback
def clear() -> None:
    """Everything back to all jobs, newest first."""
    st.session_state[GROUP] = ALL
    clear_filters(SCREEN)
    first_page()


@Callback
def show_set_aside() -> None:
    """The group of those that were set aside, from its first page."""
    st.session_state[GROUP] = ON_HOLD
    first_page()


def pages(total: int) -> None:
    """The pages of the list, where there is more than one."""
    count = max(1, -(-total // rows_a_page(st.session_state)))
    if int(st.session_state.get(PAGE) or 1) > count:
        st.session_state[PAGE] = count
    if count > 1:
        st.pagination(count, key=PAGE, max_visible_pages=5, persist_state="session")


@Callback
def first_page() -> None:
    st.session_state[PAGE] = 1
