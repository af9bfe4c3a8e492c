"""What became of the last clicks on Generate, as a value: made without Streamlit, drawn from nothing else (made.py)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.domain.draft import MOST_TAKES
from lib.domain.job import MOVING, JobState, is_overdue
from lib.domain.job_status import rests
from lib.domain.lists import JobLine
from lib.ui.frame.error_cards import ErrorText
from lib.ui.parts.job_progress import needs_a_look, state_words, steady

MOST = MOST_TAKES
"""Jobs that the box shows, at least those of one click; the rest is on the page of the jobs."""


@dataclass(frozen=True)
class TakeView:
    """One job of the box."""

    line: JobLine
    words: str
    """Its state, as the table of the jobs says it."""
    percent: float | None
    """For the bar; None: there is none."""
    error: ErrorText | None
    """Why it came to nothing; None too once that was taken to its field."""
    playing: bool

    @property
    def mends(self) -> bool:
        """Whether the board can be changed and tried again."""
        return self.line.state is JobState.FAILED


@dataclass(frozen=True)
class MadeView:
    """Two that are equal look the same."""

    takes: tuple[TakeView, ...]
    moving: tuple[JobLine, ...]
    """Those that are on their way."""
    more: int
    """How many are not shown."""


def view_made(
    lines: Sequence[JobLine],
    errors: Mapping[str, ErrorText],
    service: str,
    now: datetime,
    *,
    playing: str = "",
    mended: Collection[str] = (),
) -> MadeView | None:
    """Of these jobs; None without any. `playing`: the id of the job whose video is shown. `mended`: of those
    whose trouble was taken to its field.
    """
    if not lines:
        return None
    return MadeView(
        takes=tuple(_take(line, errors, service, now, playing, mended) for line in lines[:MOST]),
        moving=tuple(line for line in lines[:MOST] if line.state in MOVING and not rests(line, service)),
        more=max(0, len(lines) - MOST),
    )


def _take(
    line: JobLine, errors: Mapping[str, ErrorText], service: str, now: datetime, playing: str, mended: Collection[str]
) -> TakeView:
    on_its_way = line.state in (JobState.RUNNING, JobState.SAVING) and not rests(line, service)
    percent = steady(line, now)[0] if on_its_way and not is_overdue(line, now) else None
    error = errors.get(line.id) if needs_a_look(line.state) and line.id not in mended else None
    return TakeView(line, state_words(line, service, now), percent, error, line.id == playing)
