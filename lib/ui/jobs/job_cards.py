"""The jobs as cards, for a phone: a table of nine columns is not read there. One component for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from lib.domain.job import MOVING
from lib.domain.job_status import rests
from lib.domain.lists import JobLine
from lib.text.language import _
from lib.ui.frame.callbacks import Callback
from lib.ui.jobs.table import picture_of
from lib.ui.parts.job_progress import line_sign, state_tone, state_words, steady
from lib.ui.words import ago

HERE = Path(__file__).parent
KEY = "jobs.cards"
_LOOKED_AT = "jobs.looked_at"
"""The job whose own page was shown last: the list is found again where that one stands."""


@dataclass(frozen=True)
class JobCard:
    """One job: texts as they are (never markup), the picture's address as the browser asks for it."""

    id: str
    title: str
    take: str
    """Which of several; empty for a single one."""
    state: str
    tone: str
    percent: float | None
    facts: str
    picture: str


_cards = st.components.v2.component(
    "castboard_job_cards",
    css=(HERE / "job_cards.css").read_text("utf-8"),
    js=(HERE / "job_cards.js").read_text("utf-8"),
)


def card_of(line: JobLine, service: str, now: datetime, by: str) -> JobCard:
    """`by`: who made it; empty where that is clear."""
    percent, _estimated = steady(line, now) if line.state in MOVING and not rests(line, service) else (None, False)
    return JobCard(
        id=line.id,
        title=line.name or _("Untitled"),
        take=_("Take {take} of {takes}", take=line.take, takes=line.takes) if line.takes > 1 else "",
        state=f"{line_sign(line, service)} {state_words(line, service, now)}",
        tone=state_tone(line.state),
        percent=percent if percent and percent < 100 else None,
        facts=" · ".join(part for part in (ago(line.state_since), by) if part),
        picture=picture_of(line) or "",
    )


def makers(lines: Sequence[JobLine], person_id: str) -> dict[str, str]:
    """Who made each, by the job's id; empty where one person made them all. Whoever looks knows their own."""
    if len({line.person_id for line in lines}) < 2:
        return {}
    return {line.id: line.person_name for line in lines if line.person_id != person_id}


def draw_cards(cards: Sequence[JobCard], *, on_opened: Callback[[]]) -> None:
    """In `on_opened`, `opened_card()` tells which one was tapped."""
    last = st.session_state.get(_LOOKED_AT, "")
    _cards(key=KEY, data={"cards": [asdict(card) for card in cards], "last": last}, on_opened_change=on_opened)


def note_looked_at(job_id: str) -> None:
    """The job that takes the place of the list."""
    st.session_state[_LOOKED_AT] = job_id


def opened_card() -> str:
    """The id of the job whose card was tapped; empty for a press that Streamlit began anew."""
    return str(st.session_state[KEY].opened or "")
