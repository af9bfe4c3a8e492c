"""What the frame tells of jobs at any moment: how many are on their way, and what is new to this person."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.actor import Operation, may
from lib.domain.errors import StudioError
from lib.domain.job import CAME_TO_NOTHING, NEEDS_SOMEONE, JobState
from lib.domain.limits import Wish
from lib.domain.lists import JobLine, JobQuery
from lib.ui import revisions as shared
from lib.ui.state import actor, current_person, studio

MOST = 100
"""At most so many are counted as new; more are shown as "99+"."""
_AT_REST = NEEDS_SOMEONE | CAME_TO_NOTHING | {JobState.READY}


@dataclass(frozen=True)
class News:
    """The numbers and lines behind bar, title and notices. All is empty while the store is away."""

    revision: int = shared.AWAY
    """Of the store, as this was read."""
    moving: int = 0
    """Jobs on their way, everybody's."""
    unseen: tuple[JobLine, ...] = ()
    """Of this person, newest first: what came to rest and was not looked at. Unsure and Not saved stay until someone
    has decided; a look does not settle them."""
    wishes: tuple[Wish, ...] = ()
    """For more videos than somebody's limit, the oldest first; none for whoever may not answer them."""

    @property
    def ready(self) -> int:
        """Videos of this person that are ready and were not opened yet."""
        return sum(line.state is JobState.READY for line in self.unseen)

    @property
    def needs(self) -> int:
        """Jobs of this person that need them: to decide about (Unsure, Not saved), or failed and not looked at."""
        return len(self.unseen) - self.ready


def latest_news() -> News:
    """As the store has it now; read once a revision for all pages that a person has open."""
    revision = shared.revision()
    if revision == shared.AWAY:
        return News()
    person = current_person()
    mine = JobQuery(states=_AT_REST, person_id=person, unseen=True, limit=MOST)
    try:
        unseen = shared.of_revision("news", revision, lambda: tuple(studio().store.lists.lines(mine)), person)
        return News(revision, shared.moving(revision), unseen, _wishes(revision))
    except StudioError:
        return News()


def _wishes(revision: int) -> tuple[Wish, ...]:
    waiting = shared.of_revision("wishes", revision, lambda: tuple(studio().limits.open_wishes()))
    # Who may answer is asked only where there is something to answer: this runs at every tick.
    return waiting if waiting and may(actor(), Operation.ANSWER_WISH) else ()


def figure(number: int) -> str:
    """A number as it stands beside a word: "" for none."""
    return f"{MOST - 1}+" if number >= MOST else str(number or "")
