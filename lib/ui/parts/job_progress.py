"""How far a job is, in a word: for a row of the table, and for the box after Generate."""

from __future__ import annotations

from datetime import datetime

from lib.domain.job import DEMO, NEEDS_SOMEONE, JobState, Underway, is_overdue, progress
from lib.domain.lists import JobLine
from lib.domain.standing import is_late, rests
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
    """ "In progress, about 65 %": the word of the state, and what has to be known with it or in its place.

    What the service said stands in it as it came.
    """
    if line.unreadable:
        return _(UNREADABLE)
    word = state_label(line.state)
    if rests(line, service):
        if line.service == DEMO:
            return _("Paused: the demo")
        return _("Paused: {service}", service=service_name(line.service))
    if line.state is not JobState.RUNNING:
        return word
    if is_overdue(line, now):
        return _("{state}, overdue", state=word)
    percent, estimated = steady(line, now)
    if is_late(line, now):
        # The column is narrow: the word of the state would leave no room for what is new.
        late = _("Late, {percent}", percent=percent_text(percent)) if percent else _("Late")
        return _("{state}: {word}", state=late, word=line.word[:60]) if line.word else late
    if not percent:
        return word
    if estimated:
        return _("{state}, about {percent}", state=word, percent=percent_text(percent))
    return _("{state}, {percent}", state=word, percent=percent_text(percent))


def needs_a_look(state: JobState) -> bool:
    """Whether it came to an end that leaves something to do."""
    return state in NEEDS_SOMEONE or state in (JobState.FAILED, JobState.ENDED)
