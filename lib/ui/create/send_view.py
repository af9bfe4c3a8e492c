"""What the last part of the board shows, as a value: made without Streamlit, drawn from nothing else (send.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lib.domain.draft import Draft
from lib.domain.finding import Finding, Level, Remedy, may_send
from lib.domain.finding_groups import merged
from lib.domain.job import DEMO, usual_s
from lib.domain.mending import certain_of
from lib.domain.request import MAX_BODY_BYTES
from lib.ui.create.limit_view import LimitView
from lib.ui.create.look_view import AS_USUAL, Chosen

Kind = Literal["changed", "first_real", "check", "many", "same"]


@dataclass(frozen=True)
class Question:
    """What is asked before a click counts, and what a yes to it answers: it and what was answered before."""

    kind: Kind
    answers: tuple[Kind, ...]
    findings: tuple[Finding, ...] = ()
    """Of "check": what is worth the question."""
    videos: int = 0
    """Of "many": how many would be on their way at once."""
    sent_at: datetime | None = None
    """Of "same": when the same was sent last."""


@dataclass(frozen=True)
class SendView:
    """Two that are equal look the same."""

    lines: tuple[Finding, ...]
    """What was found, many of a kind as one."""
    begun: bool
    """Something was typed or given: until then the board shows the way, and no faults."""
    fixes: int
    """How many lines must be fixed before it can be sent."""
    missing: int
    """How many are still to do."""
    checks: int
    """How many are worth a look."""
    hidden: Chosen
    """What stands in the closed fold and is not as usual."""
    may_send: bool
    megabytes: float | None
    """What the request weighs; None without a picture. To a tenth, so that a letter more in the scene is no news."""
    share: float
    """Of what a request may weigh, 0 to 1."""
    usual: tuple[int, int] | None
    """How long it usually takes, at least and at most, in seconds; None: off-peak, within 48 hours."""
    takes: int
    click: str
    """The token of the next click on Generate."""
    question: Question | None
    guided: bool
    """The first-run guide is shown."""
    limit: LimitView | None = None
    """What there is to say of limits."""

    @property
    def can_press(self) -> bool:
        """Whether Generate makes all takes of this board."""
        return self.may_send and not (self.limit and self.limit.blocks)

    @property
    def certain(self) -> tuple[Remedy, ...]:
        """What is mended with one press, where that saves presses."""
        remedies = certain_of(self.lines)
        return tuple(remedies) if len(remedies) > 1 else ()


def view_send(
    draft: Draft,
    findings: Sequence[Finding],
    body_bytes: int,
    service: str,
    *,
    click: str,
    question: Question | None,
    hidden: Chosen = AS_USUAL,
    guided: bool = False,
    limit: LimitView | None = None,
) -> SendView:
    """Of this board, all that was found about it, and what Generate asks or has made. `service`: as in the settings."""
    lines = merged(findings)
    levels = [line.level for line in lines if not line.missing]
    megabytes = round(body_bytes / 1e6, 1)
    weighs = any(subject.pictures for subject in draft.cast)
    return SendView(
        lines=tuple(lines),
        begun=bool(draft.scene.strip()) or any(one.name.strip() or one.pictures for one in draft.cast),
        fixes=levels.count(Level.FIX),
        missing=len(lines) - len(levels),
        checks=levels.count(Level.CHECK),
        may_send=may_send(findings),
        megabytes=megabytes if weighs else None,
        share=min(1.0, megabytes * 1e6 / MAX_BODY_BYTES),
        usual=None if draft.off_peak and service != DEMO else usual_s(draft.model, service),
        takes=draft.takes,
        click=click,
        question=question,
        hidden=hidden,
        guided=guided,
        limit=limit,
    )
