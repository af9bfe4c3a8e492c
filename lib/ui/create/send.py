"""What will be sent, always in view: what is ready, what to fix with its remedy, the size, and Generate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal
from uuid import uuid4

import streamlit as st

from lib.domain.check import Finding, Level, may_send, to_do
from lib.domain.draft import Draft
from lib.domain.job import DEMO, MOVING, usual_s
from lib.domain.request import MAX_BODY_BYTES
from lib.ui.create import board as boards
from lib.ui.create import board_steps as steps
from lib.ui.create import fields
from lib.ui.create.board_steps import step
from lib.ui.create.curious import INCOMPLETE, curious
from lib.ui.create.finding_lines import ICONS, some_of, words_of
from lib.ui.create.findings import found
from lib.ui.create.sections import CLICK
from lib.ui.frame.error_cards import noted
from lib.ui.state import current_person, studio, utc_now
from lib.ui.words import ago, plain, span

CLICKED_AT = "create.clicked_at"
DOUBLE_CLICK = timedelta(seconds=1.5)
MANY = 10
"""With the real service, more videos than this at once ask with the count."""


Kind = Literal["changed", "first_real", "check", "many", "same"]


@dataclass(frozen=True)
class Question:
    """What is asked before a click counts, and what a yes to it answers: it and what was answered before."""

    kind: Kind
    text: str
    answers: tuple[Kind, ...]


def send_panel() -> None:
    """The right column; on a phone its last part becomes a bar at the bottom."""
    draft, findings, body_bytes = boards.board(), found().findings, found().body_bytes
    with st.container(key="send", gap="small"):
        st.subheader(_state(findings) if draft.cast else "What it takes", anchor=False)
        _lines(findings, started=not draft.is_empty)
        if any(subject.pictures for subject in draft.cast):
            st.progress(min(1.0, body_bytes / MAX_BODY_BYTES), text=found().size)
        st.caption(_usual(draft))
        _bar(draft, findings)
        _curious(complete=may_send(findings))


def _state(findings: Sequence[Finding]) -> str:
    return to_do(findings, Level.FIX) or to_do(findings, Level.CHECK) or "Ready to send"


def _curious(*, complete: bool) -> None:
    if st.button(
        "The request, for the curious",
        icon=":material/code:",
        type="tertiary",
        key="create.curious",
        disabled=not complete,
        help=None if complete else INCOMPLETE,
    ):
        curious()


def _lines(findings: Sequence[Finding], *, started: bool) -> None:
    """What is to do and what is well; those that need no button of their own are one element together."""
    shown, left_out = some_of(findings)
    for bare, some in groupby(enumerate(shown), lambda one: one[1].remedy is None):
        if bare:
            st.markdown("\n\n".join(_words(finding, started=started) for _, finding in some))
            continue
        for place, finding in some:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(_words(finding, started=started), width="stretch")
                _remedy(finding, f"create.remedy.{finding.field}.{place}")
    if left_out:
        st.caption(left_out)


def _words(finding: Finding, *, started: bool) -> str:
    # An empty board is a beginning, not a mistake.
    icon = ICONS[finding.level] if started or finding.level is Level.OK else ":gray[:material/radio_button_unchecked:]"
    return f"{icon} {words_of(finding)}"


def _remedy(finding: Finding, key: str) -> None:
    if remedy := finding.remedy:
        st.button(plain(remedy.label), key=key, on_click=steps.mend, args=(remedy.field, remedy.value))


def _usual(draft: Draft) -> str:
    service = studio().settings.service
    if draft.off_peak and service != DEMO:
        return "Off-peak: within 48 hours"
    return f"Usually ready in {span(*usual_s(draft.model, service))}"


def _bar(draft: Draft, findings: Sequence[Finding]) -> None:
    with st.container(key="send-bar", gap="small"):
        if fixes := to_do(findings, Level.FIX):
            with st.container(key="send-fixes"):
                st.markdown(f":small[:red[{fixes}]]")
        elif checks := to_do(findings, Level.CHECK):
            with st.container(key="send-fixes"):
                st.markdown(f":small[:orange[{checks}]]")
        if question := st.session_state.get(boards.ASK):
            _ask(question, findings)
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _takes_and_generate(draft, findings)
        _made()


def _takes_and_generate(draft: Draft, findings: Sequence[Finding]) -> None:
    boards.seed("create.takes")
    st.segmented_control(
        "Takes",
        [1, 2, 3, 4],
        key="create.takes",
        required=True,
        on_change=steps.changed,
        args=("create.takes",),
        help="Several videos of the same scene, each with another seed. Each is paid for.",
    )
    st.button(
        "Generate" if draft.takes == 1 else f"Generate {draft.takes}",
        icon=":material/movie:",
        type="primary",
        width="stretch",
        key="generate",
        disabled=not may_send(findings),
        help=f"{fixes} first" if (fixes := to_do(findings, Level.FIX)) else None,
        on_click=_generate,
        args=(st.session_state.setdefault(CLICK, uuid4().hex), ()),
    )


def _ask(question: Question, findings: Sequence[Finding]) -> None:
    st.warning(plain(question.text), icon=":material/help:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Generate it",
            type="primary",
            key="create.yes",
            disabled=not may_send(findings),
            on_click=_generate,
            args=(st.session_state[CLICK], question.answers),
        )
        st.button("Not now", key="create.no", on_click=_not_now)


@step
def _generate(click: str, answered: tuple[Kind, ...]) -> None:
    """One click: asks where it must, else writes its jobs. A second event of the same click makes none."""
    draft, now = boards.board(), utc_now()
    st.session_state.pop(boards.ASK, None)
    with noted():
        # The button was drawn for the board as it was; what was typed just before the click may have broken a rule.
        if not may_send(found().findings):
            return
        if question := _question(draft, now, answered):
            # A double click is one click: its second half is no wish for the same again.
            if not _is_double_click(now):
                st.session_state[boards.ASK] = question
            return
        jobs = studio().desk.generate(draft, current_person(), click, now)
        st.session_state[boards.MADE] = [job.id for job in jobs]
        st.session_state[CLICK], st.session_state[CLICKED_AT] = uuid4().hex, now


def _is_double_click(now: datetime) -> bool:
    """Whether jobs were made a moment ago and the board has not changed since."""
    clicked_at = st.session_state.get(CLICKED_AT)
    return boards.MADE in st.session_state and clicked_at is not None and now - clicked_at < DOUBLE_CLICK


@step
def _not_now() -> None:
    st.session_state.pop(boards.ASK, None)


def _question(draft: Draft, now: datetime, answered: tuple[Kind, ...]) -> Question | None:
    """The first thing to ask that was not answered yet: whether this board is meant, then money, then the rest."""
    asked: dict[Kind, str] = {"changed": _changed()}
    if not studio().settings.demo:
        asked["first_real"] = _first_real()
    asked["check"] = _check(found().findings)
    if not studio().settings.demo:
        asked["many"] = _many(draft)
    asked["same"] = _same(draft, now)
    return next(
        (Question(kind, text, (*answered, kind)) for kind, text in asked.items() if text and kind not in answered), None
    )


def _changed() -> str:
    # A press on Generate counts for the board that was seen then, also where the store kept the page waiting.
    if fields.reported() >= fields.version():
        return ""
    return "The board has changed since you pressed. Generate it as it is now?"


def _first_real() -> str:
    if not studio().desk.was_demo():
        return ""
    return "This goes to the real video service and costs credits; until now it was the demo. Go on?"


def _check(findings: Sequence[Finding]) -> str:
    asking = [finding.text for finding in findings if finding.asks]
    return f"{' '.join(asking)} Generate anyway?" if asking else ""


def _many(draft: Draft) -> str:
    moving = sum(number for state, number in studio().store.lists.counts().items() if state in MOVING)
    if moving + draft.takes <= MANY:
        return ""
    return f"With these, {moving + draft.takes} videos are on their way at once. Go on?"


def _same(draft: Draft, now: datetime) -> str:
    same = studio().desk.identical(draft, current_person(), now)
    if same is None:
        return ""
    seconds = max(1, round((now - same.created_at).total_seconds()))
    when = f"{seconds} s ago" if seconds < 60 else ago(same.created_at)
    return f"This is the same as the one you sent {when}. Make it again?"


def _made() -> None:
    """The word after Generate, with the way to the jobs."""
    made = st.session_state.get(boards.MADE)
    if not made:
        return
    what = "Your video is" if len(made) == 1 else f"Your {len(made)} videos are"
    with st.container(key="create-made", gap="xsmall"):
        st.success(f"{what} on the way. You can go on here or close the page.", icon=":material/check_circle:")
        st.page_link("pages/jobs.py", label="See the jobs", icon=":material/list_alt:", query_params={"job": made[0]})
