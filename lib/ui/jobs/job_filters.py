"""Which jobs are in view and in which order: the controls, kept while other pages are open, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.domain.job import MOVING, NEEDS_SOMEONE, JobState
from lib.domain.lists import Facets, JobQuery
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.filter_bar import choice, chosen_filters, clear_filters, draw_filters
from lib.ui.parts.list_filters import Filters

ROWS_A_PAGE = {100: "100 a page", 250: "250 a page", 500: "500 a page"}
"""How many jobs a page of the list may show; more would make each change of a row heavy on the line."""
SCREEN = "jobs"
GROUP, PAGE = "jobs.group", "jobs.page"
ALL, ASIDE = "All", "Set aside"
GROUPS: dict[str, frozenset[JobState] | None] = {
    ALL: None,
    "On their way": MOVING,
    "Needs you": NEEDS_SOMEONE,
    "Ready": frozenset({JobState.READY}),
    "Failed": frozenset({JobState.FAILED, JobState.ENDED}),
    ASIDE: None,
}


def numbers(counts: Mapping[JobState, int], aside: int) -> dict[str, int]:
    """How many jobs each group has. Cancelled jobs are only in the first."""
    found = {name: sum(counts[state] for state in states or JobState) for name, states in GROUPS.items()}
    return found | {ASIDE: aside}


def query_of(group: str, wanted: Filters, *, rows: int, page: int = 1) -> JobQuery:
    """The question to the store for a group and the filters within it; pages of `rows` count from 1."""
    return wanted.query(GROUPS.get(group), rows=rows, page=page, set_aside=group == ASIDE)


def rows_a_page(chosen: Mapping[Any, Any]) -> int:
    return chosen.get("jobs.rows") or next(iter(ROWS_A_PAGE))


def filters(counts: Mapping[JobState, int], aside: int, facets: Facets) -> JobQuery:
    """Draw the controls; what they ask for, at the page of the list that was turned to."""
    there = numbers(counts, aside)
    # Not as the control's default: Streamlit complains of one beside a value that "Show all jobs" has set.
    st.session_state.setdefault(GROUP, ALL)
    st.segmented_control(
        "Which jobs",
        list(GROUPS),
        required=True,
        format_func=lambda name: f"{name} {there[name]}" if there[name] else name,
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
    choice("jobs.rows", "Jobs in the list", ROWS_A_PAGE, first_page)


@Callback
def clear() -> None:
    """Everything back to all jobs, newest first."""
    st.session_state[GROUP] = ALL
    clear_filters(SCREEN)
    first_page()


@Callback
def show_set_aside() -> None:
    """The group of those that were set aside, from its first page."""
    st.session_state[GROUP] = ASIDE
    first_page()


def pages(total: int) -> None:
    """The pages of the list, where there is more than one."""
    number = max(1, -(-total // rows_a_page(st.session_state)))
    if int(st.session_state.get(PAGE) or 1) > number:
        st.session_state[PAGE] = number
    if number > 1:
        st.pagination(number, key=PAGE, max_visible_pages=5, persist_state="session")


@Callback
def first_page() -> None:
    st.session_state[PAGE] = 1
