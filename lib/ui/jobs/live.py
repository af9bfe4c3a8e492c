"""What the jobs page shows, read once per revision of the store, and the tick that looks whether it still holds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from lib.domain.errors import RecordUnreadable, StudioError
from lib.domain.job import MOVING, Job, JobState
from lib.domain.job_events import JobEvent
from lib.domain.lists import Facets, JobLine, JobQuery, Unreadable
from lib.text.language import spoken
from lib.ui import revisions as shared
from lib.ui.frame import pulse
from lib.ui.jobs.table import SELECTED, Table, picture_of, table_of
from lib.ui.state import current_person, studio, utc_now

MOVING_S, IDLE_S = 2, 15
"""Seconds between two looks while something is on its way, and else: jobs may be started elsewhere."""
STAGE_S = 10
"""Estimates are made anew after so many seconds."""
QUERY, OVERVIEW, LINES, TABLE, CARD = "jobs.query", "jobs.overview", "jobs.lines", "jobs.shown", "jobs.card"
STAMP, MOMENT = "jobs.stamp", "jobs.moment"
"""The store's revision and the stage of the estimates that the page was compared with last."""

T = TypeVar("T")


@dataclass(frozen=True)
class Overview:
    """What all jobs together are: how many in each state, how many set aside, and what can be filtered by."""

    counts: dict[JobState, int]
    aside: int
    facets: Facets
    unreadable: int = 0
    """How many of those that are set aside cannot be read."""

    @property
    def moving(self) -> bool:
        return any(self.counts[state] for state in MOVING)

    @property
    def is_empty(self) -> bool:
        return not (self.aside or any(self.counts.values()))


@dataclass(frozen=True)
class Page:
    """The jobs of one page of the list, and how many there are on all pages."""

    lines: tuple[JobLine, ...]
    total: int


@dataclass(frozen=True)
class Card:
    """A job and what happened to it, oldest first."""

    job: Job | Unreadable
    story: tuple[JobEvent, ...]
    gone: bool = False
    """The process that worked on it has missed a beat."""


def overview(revision: int) -> Overview:
    return _kept(OVERVIEW, revision, lambda: shared.of_revision("overview", revision, lambda: _read_overview(revision)))


def page_of(query: JobQuery, revision: int) -> Page:
    """One page of the list. The query is remembered for the tick."""
    st.session_state[QUERY] = query
    return _kept(
        LINES, (revision, query), lambda: shared.of_revision("page", revision, lambda: _read_page(query), query)
    )


def table(page: Page) -> Table:
    """The frame of a page: the same object until the jobs, an estimate, the zone, the language or the hour of the
    links changes.
    """
    now, zone, person_id = utc_now(), browser_zone(), current_person()
    underway = any(line.state is JobState.RUNNING for line in page.lines)
    key = (page.lines, _stage() if underway else 0, f"{now:%Y%m%d%H}", zone, person_id, spoken().code)
    service = studio().settings.service
    return _kept(
        TABLE,
        key,
        lambda: table_of(page.lines, service=service, person_id=person_id, zone=zone, now=now, picture=picture_of),
    )


def card(job_id: str, revision: int) -> Card | None:
    gone = job_id in studio().tracker.standing_still
    return _kept(CARD, (revision, job_id, gone), lambda: _read_card(job_id, gone))


def watch(revision: int, *, moving: bool) -> None:
    """Look by itself, and draw the page anew only if something on it differs: else a tick sends nothing.

    `revision`: what the page was drawn from. The first tick need not read and compare it once more, and a page that
    says that the store is away stays as it is until the store is back.
    """
    st.session_state[STAMP] = (revision, _stage(), studio().tracker.standing_still)
    pulse.watch(_differs, MOVING_S if moving else IDLE_S)


def _differs(revision: int) -> bool:
    """Whether anything is not what is on the screen; all of it is read anew if the revision or an estimate moved."""
    stamp = (revision, _stage(), studio().tracker.standing_still)
    if st.session_state.get(STAMP) == stamp:
        return False
    st.session_state[STAMP] = stamp
    before = [_shown(key) for key in (OVERVIEW, TABLE, CARD)]
    try:
        now_overview = overview(revision)
        now_table = table(page_of(st.session_state.get(QUERY, JobQuery()), revision))
        selected = st.session_state.get(SELECTED)
        now_card = card(selected, revision) if selected else None
    except StudioError:
        return True
    same_table = isinstance(before[1], Table) and now_table.same_as(before[1])
    return not (now_overview == before[0] and same_table and (not selected or now_card == before[2]))


def _shown(name: str) -> object:
    found = st.session_state.get(name)
    return found[1] if found else None


def _kept(name: str, key: object, make: Callable[[], T]) -> T:
    """From session state while `key` stays the same, else made and kept there."""
    found: tuple[object, Any] | None = st.session_state.get(name)
    if found is not None and found[0] == key:
        return found[1]  # type: ignore[no-any-return]
    made = make()
    st.session_state[name] = (key, made)
    return made


def _read_overview(revision: int) -> Overview:
    store = studio().store
    facets = shared.of_revision("facets", revision, store.lists.facets)
    aside = store.lists.count(JobQuery(set_aside=True))
    return Overview(shared.counts(revision), aside, facets, store.damaged.count() if aside else 0)


def _read_page(query: JobQuery) -> Page:
    store = studio().store
    lines = tuple(store.lists.lines(query))
    total = len(lines) if not query.offset and len(lines) < query.limit else store.lists.count(query)
    return Page(lines, total)


def _read_card(job_id: str, gone: bool) -> Card | None:
    store = studio().store
    try:
        job: Job | Unreadable | None = store.jobs.get(job_id)
    except RecordUnreadable:
        job = store.damaged.left_of(job_id)
    return Card(job, tuple(store.jobs.story(job_id)), gone) if job else None


def _stage() -> int:
    # Each page at a moment of its own: all at once they would make each other wait.
    moment = st.session_state.setdefault(MOMENT, random.uniform(0, STAGE_S))
    return int((utc_now().timestamp() + moment) // STAGE_S)


def browser_zone() -> str:
    """The name of the browser's time zone, UTC where it says none that is known."""
    name = st.context.timezone or "UTC"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
