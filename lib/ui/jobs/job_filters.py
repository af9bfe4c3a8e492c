"""Which jobs are in view and in which order: the controls, kept while other pages are open, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.domain.catalog import model_named
from lib.domain.job import DEMO, MOVING, NEEDS_SOMEONE, JobState
from lib.domain.lists import Facets, JobQuery, Person
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.order_menu import order_menu
from lib.ui.state import current_person

ROWS_A_PAGE = {100: "100 a page", 250: "250 a page", 500: "500 a page"}
"""How many jobs a page of the list may show; more would make each change of a row heavy on the line."""
ALL, ASIDE = "All", "Set aside"
GROUPS: dict[str, frozenset[JobState] | None] = {
    ALL: None,
    "On their way": MOVING,
    "Needs you": NEEDS_SOMEONE,
    "Ready": frozenset({JobState.READY}),
    "Failed": frozenset({JobState.FAILED, JobState.ENDED}),
    ASIDE: None,
}
SORTS: dict[str, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "longest": "Longest video first",
    "name": "By name",
}
KINDS = {"": "Demo and real", "demo": "Demo only", "real": "Real only"}
NARROWING = ("jobs.text", "jobs.model", "jobs.who", "jobs.kind")
"""Keys of the controls that narrow the list down; empty ones do not."""


def numbers(counts: Mapping[JobState, int], aside: int) -> dict[str, int]:
    """How many jobs each group has. Cancelled jobs are only in the first."""
    found = {name: sum(counts[state] for state in states or JobState) for name, states in GROUPS.items()}
    return found | {ASIDE: aside}


def query_of(chosen: Mapping[Any, Any], page: int = 1) -> JobQuery:
    """The question to the store for what stands in the controls, by their session keys; pages count from 1."""
    group = chosen.get("jobs.group") or ALL
    rows = rows_a_page(chosen)
    kind = chosen.get("jobs.kind") or ""
    return JobQuery(
        states=GROUPS.get(group),
        text=str(chosen.get("jobs.text") or ""),
        model=chosen.get("jobs.model") or None,
        person_id=chosen.get("jobs.who") or None,
        demo={"demo": True, "real": False}.get(kind),
        set_aside=group == ASIDE,
        sort=chosen.get("jobs.sort") or "newest",
        limit=rows,
        offset=(page - 1) * rows,
    )


def rows_a_page(chosen: Mapping[Any, Any]) -> int:
    return chosen.get("jobs.rows") or next(iter(ROWS_A_PAGE))


def filters(counts: Mapping[JobState, int], aside: int, facets: Facets) -> JobQuery:
    """Draw the controls; what they ask for, at the page of the list that was turned to."""
    there = numbers(counts, aside)
    # Not as the control's default: Streamlit complains of one beside a value that "Show all jobs" has set.
    st.session_state.setdefault("jobs.group", ALL)
    st.segmented_control(
        "Which jobs",
        list(GROUPS),
        required=True,
        format_func=lambda name: f"{name} {there[name]}" if there[name] else name,
        key="jobs.group",
        label_visibility="collapsed",
        on_change=first_page,
        persist_state="session",
    )
    with st.container(horizontal=True, gap="small", key="jobs.controls"):
        st.text_input(
            "Search",
            key="jobs.text",
            type="search",
            placeholder="Search names and scenes",
            label_visibility="collapsed",
            live=True,
            on_change=first_page,
            persist_state="session",
            width=280,
        )
        order_menu("jobs.sort", SORTS, first_page)
        with st.popover(_filter_label(), icon=":material/tune:", key="jobs.more"):
            _narrow(facets)
    return query_of(st.session_state, int(st.session_state.get("jobs.page") or 1))


@Callback
def clear() -> None:
    """Everything back to all jobs, newest first."""
    st.session_state["jobs.group"] = ALL
    for key in NARROWING:
        if key in st.session_state:
            st.session_state[key] = ""
    first_page()


def pages(total: int) -> None:
    """The pages of the list, where there is more than one."""
    number = max(1, -(-total // rows_a_page(st.session_state)))
    if int(st.session_state.get("jobs.page") or 1) > number:
        st.session_state["jobs.page"] = number
    if number > 1:
        st.pagination(number, key="jobs.page", max_visible_pages=5, persist_state="session")


def _narrow(facets: Facets) -> None:
    models = {one: model_named(one).label for one in facets.models if one}
    _choice("Model", "jobs.model", {"": "All models"} | models)
    if len(facets.people) > 1:
        _choice("Made by", "jobs.who", {"": "Everyone"} | {one.id: who(one) for one in facets.people})
    if DEMO in facets.services and len(facets.services) > 1:
        _choice("Demo or real", "jobs.kind", KINDS)
    _choice("Jobs in the list", "jobs.rows", ROWS_A_PAGE)


def who(person: Person) -> str:
    """A colleague's name; whoever looks is "You"."""
    if person.id == current_person():
        return "You"
    return person.name or f"Someone ({person.id[:4]})"


def _choice(label: str, key: str, options: Mapping[Any, str]) -> None:
    # A value that went away (the last job of a model was deleted) would stand there as if it still narrowed.
    if st.session_state.get(key, next(iter(options))) not in options:
        st.session_state[key] = next(iter(options))
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, ""),
        key=key,
        on_change=first_page,
        persist_state="session",
    )


def _filter_label() -> str:
    active = sum(bool(st.session_state.get(key)) for key in NARROWING[1:])
    return f"Filters {active}" if active else "Filters"


@Callback
def first_page() -> None:
    st.session_state["jobs.page"] = 1
