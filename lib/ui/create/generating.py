"""A press on Generate: what is asked before it counts, and the jobs that it makes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import streamlit as st

from lib.domain.draft import Draft
from lib.domain.errors import LimitReached, PermissionEnded
from lib.domain.finding import may_send
from lib.domain.job import MOVING, Job
from lib.ui.create import board as boards
from lib.ui.create import box_memory, fields
from lib.ui.create.board_members import forget_members
from lib.ui.create.board_steps import step
from lib.ui.create.findings import found
from lib.ui.create.guide_state import end_guide
from lib.ui.create.limit_state import limit_now
from lib.ui.create.send_view import Kind, Question
from lib.ui.frame.error_cards import noted
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.words import today

CLICKED_AT = "create.clicked_at"
DOUBLE_CLICK = timedelta(seconds=1.5)
MANY = 10
"""With the real service, more videos than this at once ask with the count."""


@step
def press(click: str, answered: tuple[Kind, ...]) -> None:
    """One click: asks where it must, else writes its jobs. A second event of the same click makes none.

    `click`: the token that the button was drawn with. `answered`: what a yes has answered so far.
    """
    draft, now = boards.current_board(), utc_now()
    st.session_state.pop(boards.ASK, None)
    # Where somebody else took the last one in this moment, the panel says of the limit what it would have said before.
    with noted(), suppress(LimitReached):
        # The button was drawn for the board as it was; what was typed just before the click may have broken a rule.
        limit = limit_now(draft.takes)
        if not may_send(found().findings) or (limit and limit.blocks):
            return
        if question := _question(draft, now, answered):
            # A double click is one click: its second half is no wish for the same again.
            if not _is_double_click(now):
                st.session_state[boards.ASK] = question
            return
        made = [job.id for job in _jobs(draft, click, now)]
        st.session_state[boards.CLICK], st.session_state[CLICKED_AT] = uuid4().hex, now
        earlier = st.session_state.get(boards.MADE, [])
        if {*made} <= {*earlier}:
            return  # The click came again: what has changed on the board since was not sent.
        st.session_state[boards.MADE] = [*made, *(one for one in earlier if one not in made)]
        st.session_state[boards.SENT] = True
        studio().drafts.note_sent(actor(), st.session_state[boards.ID], draft)
        box_memory.remember()
        end_guide()


def _jobs(draft: Draft, click: str, now: datetime) -> list[Job]:
    try:
        return studio().desk.generate(actor(), draft, click, now, today=today())
    except PermissionEnded:
        # The board was read when it had not ended yet: now its card says so, too.
        forget_members()
        raise


def _is_double_click(now: datetime) -> bool:
    """Whether jobs were made a moment ago and the board has not changed since."""
    clicked_at = st.session_state.get(CLICKED_AT)
    return boards.SENT in st.session_state and clicked_at is not None and now - clicked_at < DOUBLE_CLICK


@step
def not_now() -> None:
    """The question is taken back, and nothing is made."""
    st.session_state.pop(boards.ASK, None)


def _question(draft: Draft, now: datetime, answered: tuple[Kind, ...]) -> Question | None:
    """The first thing to ask that was not answered yet: whether this board is meant, then money, then the rest."""
    ask: dict[Kind, Callable[[tuple[Kind, ...]], Question | None]] = {"changed": _changed}
    if not studio().settings.demo:
        ask["first_real"] = _first_real
    ask["check"] = _check
    if not studio().settings.demo:
        ask["many"] = partial(_many, draft)
    ask["same"] = partial(_same, draft, now)
    questions = (asked((*answered, kind)) for kind, asked in ask.items() if kind not in answered)
    return next((question for question in questions if question), None)


def _changed(answers: tuple[Kind, ...]) -> Question | None:
    # A press on Generate counts for the board that was seen then, also where the store kept the page waiting.
    return None if fields.reported() >= fields.version() else Question("changed", answers)


def _first_real(answers: tuple[Kind, ...]) -> Question | None:
    return Question("first_real", answers) if studio().desk.was_demo() else None


def _check(answers: tuple[Kind, ...]) -> Question | None:
    findings = tuple(finding for finding in found().findings if finding.asks)
    return Question("check", answers, findings=findings) if findings else None


def _many(draft: Draft, answers: tuple[Kind, ...]) -> Question | None:
    moving = sum(number for state, number in studio().store.lists.counts().items() if state in MOVING)
    videos = moving + draft.takes
    return Question("many", answers, videos=videos) if videos > MANY else None


def _same(draft: Draft, now: datetime, answers: tuple[Kind, ...]) -> Question | None:
    same = studio().desk.identical(draft, current_person(), now)
    return Question("same", answers, sent_at=same.created_at) if same else None
