"""The first-run guide as values: four notes on the board, each gone when what it asks for is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from lib.domain.draft import Draft
from lib.domain.finding import Finding, may_send
from lib.domain.naming import mentions


class GuideStep(IntEnum):
    """In the order in which they are done."""

    CAST = 1
    SCENE = 2
    CHECK = 3
    GENERATE = 4


@dataclass(frozen=True)
class GuideNote:
    """Two that are equal look the same."""

    step: GuideStep
    is_next: bool
    """The one to do now; the others wait."""


def view_guide(step: GuideStep, draft: Draft, findings: Sequence[Finding], *, on: bool) -> GuideNote | None:
    """The note of this step; None if it is done, or the guide is not `on`."""
    left = [one for one in GuideStep if not _is_done(one, draft, findings)]
    return GuideNote(step, step is left[0]) if on and step in left else None


def _is_done(step: GuideStep, draft: Draft, findings: Sequence[Finding]) -> bool:
    match step:
        case GuideStep.CAST:
            return any(subject.name.strip() and subject.pictures for subject in draft.cast)
        case GuideStep.SCENE:
            names = [subject.name for subject in draft.cast]
            return draft.service_writes or any(one.subject is not None for one in mentions(draft.scene, names))
        case GuideStep.CHECK:
            return may_send(findings)
        case GuideStep.GENERATE:
            return False  # With the next video the whole guide goes.
