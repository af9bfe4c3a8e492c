"""A word in every open tab when a video of this person is ready or a job of theirs needs them.

What the browser shows of it (notices.js) lies outside the page: cards, the numbers beside Jobs, the one in the tab's
title. It gets it from here by a component without a look of its own, which a tick draws only when there is something
to tell: no page is run again for it, and a tick without news sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.job import JobState
from lib.domain.limits import Wish
from lib.domain.lists import JobLine
from lib.text.job_sentences import job_sentence
from lib.text.language import N_, _
from lib.ui import media_links as media
from lib.ui.frame import attention
from lib.ui.frame.news import News, figure
from lib.ui.frame.page_bar import JOBS, numbers
from lib.ui.state import current_person, studio, utc_now
from lib.ui.words import in_its_place

LATELY = timedelta(hours=12)
"""Whoever opens a page hears of what came to rest so recently, once in each browser."""
LONGEST = 60
"""Letters of a name that leave room for what became of it."""
REPEATS = 4
"""Ticks that tell the same: Streamlit may lose what one of them had to say (pulse.py). The browser shows it once."""
_ANNOUNCED, _SAYING = "frame.announced", "frame.saying"
_EARLIER = "frame.earlier"
"""What was there already when this page was opened."""
_SENTENCES = {
    JobState.READY: N_("“{name}” is ready."),
    JobState.FAILED: N_("“{name}” could not be made."),
    JobState.ENDED: N_("“{name}” was not made."),
    JobState.UNSAVED: N_("“{name}” could not be saved."),
    JobState.UNSURE: N_("It is not certain whether “{name}” is being made."),
}

_say = st.components.v2.component(
    "castboard_notices",
    js='export default ({ data }) => { document.dispatchEvent(new CustomEvent("castboard:news", { detail: data })) }',
)


@dataclass(frozen=True)
class Notice:
    """A card: text as it is, never markup; addresses as the browser asks for them."""

    id: str
    """The job and what became of it: each is announced once."""
    sentence: str
    reason: str
    poster: str
    url: str
    action: str
    earlier: bool
    """From before this page was opened: another tab of the browser may have announced it."""
    shown: bool
    """The page shows it anyway; only someone who is elsewhere is called."""


@dataclass
class _Saying:
    """What is being announced to this tab, and for how many ticks more."""

    announced: tuple[object, ...]
    data: dict[str, Any]
    times: int


def tell(current: News, *, notices: bool) -> None:
    """At each tick, and with `notices=False` in the run of a page, which does not know yet what it will show."""
    there = {_id(line) for line in current.unseen} | {wish.id for wish in current.wishes}
    st.session_state.setdefault(_EARLIER, there)
    fresh = (*_fresh(current.unseen), *_fresh_wishes(current.wishes)) if notices else ()
    announced = (current.moving, current.needs, current.ready, _("Jobs"))
    saying: _Saying | None = st.session_state.get(_SAYING)
    if saying is None or saying.announced != announced or fresh:
        earlier = saying.data["notices"] if saying and saying.times else []
        data = _data(current, [*earlier, *(asdict(notice) for notice in fresh)])
        saying = st.session_state[_SAYING] = _Saying(announced, data, REPEATS)
    if saying.times:
        saying.times -= 1
        _say(key="frame.news", data=saying.data, height=0)


def _data(current: News, notices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "jobs": numbers(current) | {"href": f"./{JOBS}"},
        "ready": figure(current.ready),
        "notices": notices,
        "words": {"close": _("Close"), "more": _("and {count} more", count="#")} if notices else {},
    }


def _fresh(unseen: Sequence[JobLine]) -> tuple[Notice, ...]:
    """What was not announced to this tab yet, oldest first; nothing of long ago."""
    announced: set[str] = st.session_state.setdefault(_ANNOUNCED, set())
    fresh = [line for line in reversed(unseen) if _id(line) not in announced]
    announced.update(_id(line) for line in fresh)
    since = utc_now() - LATELY
    return tuple(_notice(line) for line in fresh if _at_rest_since(line) >= since)


def _fresh_wishes(wishes: Sequence[Wish]) -> tuple[Notice, ...]:
    """Those of others: nobody needs a notice of their own request."""
    announced: set[str] = st.session_state.setdefault(_ANNOUNCED, set())
    fresh = [wish for wish in wishes if wish.id not in announced and wish.person_id != current_person()]
    announced.update(wish.id for wish in fresh)
    return tuple(_wish_notice(wish) for wish in fresh)


def _wish_notice(wish: Wish) -> Notice:
    try:
        person = studio().store.people.get(wish.person_id)
    except StudioError:
        person = None
    name = _short(person.name) if person and person.name else _("Someone without a name")
    return Notice(
        id=wish.id,
        sentence=_("{name} asks for more videos.", name=name),
        reason=in_its_place(wish.note),
        poster="",
        url="./admin?section=limits",
        action=_("Show"),
        earlier=wish.id in st.session_state[_EARLIER],
        shown=attention.is_on_screen(wish.id),
    )


def _id(line: JobLine) -> str:
    return f"{line.id} {line.state}"


def _at_rest_since(line: JobLine) -> datetime:
    return line.ready_at or line.state_since


def _notice(line: JobLine) -> Notice:
    ready = line.state is JobState.READY
    return Notice(
        id=_id(line),
        sentence=_(_SENTENCES[line.state], name=_short(line.name)),
        reason="" if ready else _reason(line),
        poster=_picture(line),
        url=f"./gallery?video={line.id}" if ready else f"./{JOBS}?job={line.id}",
        action=_("Play") if ready else _("Show"),
        earlier=_id(line) in st.session_state[_EARLIER],
        shown=attention.is_on_screen(line.id),
    )


def _short(name: str) -> str:
    shown = name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()}…"
    return in_its_place(shown) or _("Untitled")


def _picture(line: JobLine) -> str:
    if line.state is JobState.READY and line.has_poster:
        return media.based(media.poster(line.id))
    return media.based(media.thumb(line.picture_sha, 96)) if line.picture_sha else ""


def _reason(line: JobLine) -> str:
    try:
        job = studio().store.jobs.get(line.id)
    except StudioError:
        return ""
    return job_sentence(job, studio().settings.service, utc_now()) if job else ""
