"""How far a job is, in a word: for a row of the table, and for the box after Generate."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from lib.domain.job import DEMO, MOVING, NEEDS_SOMEONE, JobState, Underway, is_overdue, progress
from lib.domain.job_status import is_late, rests
from lib.domain.lists import JobLine
from lib.text.formats import percent as percent_text
from lib.text.job_labels import state_label
from lib.text.job_sentences import service_name
from lib.text.language import N_, _

STEP = 5
"""Estimates move in steps of this many percent, so that a tick rarely changes what is shown."""
UNREADABLE = N_("Cannot be read")
"""In the place of the state, for a job whose row is damaged."""
_ICONS = {
    JobState.QUEUED: ":material/schedule:",
    JobState.SENDING: ":material/upload:",
    JobState.RUNNING: ":material/hourglass_top:",
    JobState.SAVING: ":material/download:",
    JobState.READY: ":green[:material/check_circle:]",
    JobState.UNSAVED: ":orange[:material/warning:]",
    JobState.FAILED: ":red[:material/error:]",
    JobState.UNSURE: ":orange[:material/help:]",
    JobState.CANCELLED: ":gray[:material/cancel:]",
    JobState.ENDED: ":gray[:material/block:]",
}


_SIGNS = {
    JobState.QUEUED: "○",
    JobState.SENDING: "↑",
    JobState.RUNNING: "◐",
    JobState.SAVING: "↓",
    JobState.READY: "✓",
    JobState.UNSAVED: "!",
    JobState.FAILED: "✕",
    JobState.UNSURE: "?",
    JobState.CANCELLED: "–",
    JobState.ENDED: "–",
}
Tone = Literal["green", "orange", "red", "primary", "gray"]


def state_sign(state: JobState) -> str:
    """A form for those who do not see its colour, where only text has a place."""
    return _SIGNS[state]


def line_sign(line: JobLine, service: str) -> str:
    """The same for a job as it stands here: one that cannot be read or is paused shows that."""
    if line.unreadable:
        return "!"
    return "‖" if rests(line, service) else state_sign(line.state)


def state_tone(state: JobState) -> Tone:
    """The colour of a state, as Streamlit names it."""
    if state is JobState.READY:
        return "green"
    if state in NEEDS_SOMEONE:
        return "orange"
    if state is JobState.FAILED:
        return "red"
    return "primary" if state in MOVING else "gray"


def state_icon(state: JobState) -> str:
    """As Markdown: a form for those who do not see its colour."""
    return _ICONS[state]


def steady(line: Underway, now: datetime) -> tuple[float | None, bool]:
    """Percent for the bar, and whether it is our estimate; an estimate moves in steps."""
    found = progress(line, now)
    if found is None or (found.estimated and (is_late(line, now) or is_overdue(line, now))):
        return None, False
    return (found.percent // STEP * STEP, True) if found.estimated else (round(found.percent), False)


def state_words(line: JobLine, service: str, now: datetime) -> str:
    """ "In progress, about 65 %": the word of the state, and what has to be known with it or in its place."""
    word, more = state_parts(line, service, now)
    if more and line.word and is_late(line, now) and not rests(line, service):
        # Here is room for the service's own word, as it came.
        more = _("{state}: {word}", state=more, word=line.word[:60])
    return _("{state}, {more}", state=word, more=more) if more else word


def state_parts(line: JobLine, service: str, now: datetime) -> tuple[str, str]:
    """The word of the state, and apart from it what has to be known with it, in a word or two; empty: nothing."""
    if line.unreadable:
        return _(UNREADABLE), ""
    word = state_label(line.state)
    if rests(line, service):
        return _("Paused"), _("the demo") if line.service == DEMO else service_name(line.service)
    return word, _underway(line, now) if line.state is JobState.RUNNING else ""


def _underway(line: JobLine, now: datetime) -> str:
    if is_overdue(line, now):
        return _("overdue")
    percent, estimated = steady(line, now)
    if is_late(line, now):
        return _("late, {percent}", percent=percent_text(percent)) if percent else _("late")
    if not percent:
        return ""
    return _("about {percent}", percent=percent_text(percent)) if estimated else percent_text(percent)


def needs_a_look(state: JobState) -> bool:
    """Whether it came to an end that leaves something to do."""
    return state in NEEDS_SOMEONE or state in (JobState.FAILED, JobState.ENDED)
