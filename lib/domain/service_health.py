"""How well the video service works now, judged by the jobs of the last hour. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from lib.domain.error_kinds import error_kind
from lib.domain.errors import KeyRejected, NoCredit, NotReached
from lib.domain.job import MOVING, JobState
from lib.domain.waits import usual_wait

LATELY = timedelta(hours=1)
"""What is older tells nothing of the present."""
ENOUGH = 3
"""Videos that say whether the service is slow, or failures that say more than bad luck."""
_SLOW = 2.0
"""So many times as long as usual."""


@dataclass(frozen=True)
class Outcome:
    """What the service last did with a job. Times are UTC; `trouble` and `code` are "" without trouble."""

    job_id: str
    name: str
    state: JobState
    since: datetime
    model: str
    off_peak: bool
    sent_at: datetime | None
    ready_at: datetime | None
    trouble: str
    code: str


class Condition(StrEnum):
    """The one thing to say of the service, the worst first."""

    KEY_REJECTED = "key_rejected"
    NO_CREDIT = "no_credit"
    NOT_REACHED = "not_reached"
    FAILING = "failing"
    SLOW = "slow"
    WELL = "well"
    QUIET = "quiet"
    """Nothing came back in the last hour, so nothing is known."""


@dataclass(frozen=True)
class Health:
    """The last hour in figures. `times_usual`: how long videos took, as a multiple of the usual; None: too few."""

    condition: Condition
    ready: int = 0
    failed: int = 0
    """On the service's side; what people can mend themselves is not counted."""
    refused: int = 0
    unsure: int = 0
    times_usual: float | None = None


def health_of(
    outcomes: Sequence[Outcome],
    service: str,
    took_s: Mapping[str, Sequence[float]],
    now: datetime,
    *,
    key_rejected: bool = False,
) -> Health:
    """`outcomes`: of this service. `took_s`: how long the last videos took, by model, the last first (`usual_wait`)."""
    lately = [one for one in outcomes if one.since >= now - LATELY or one.state in MOVING]
    ended = [one for one in lately if one.state not in MOVING]
    ready = [one for one in ended if one.state is JobState.READY]
    wrong = [one for one in ended if one.trouble and one.state not in (JobState.READY, JobState.UNSURE)]
    failed = [one for one in wrong if error_kind(one.trouble).side == "service"]
    refused = len([one for one in wrong if error_kind(one.trouble).side == "yours"])
    unsure = len([one for one in ended if one.state is JobState.UNSURE])
    slowness = _slowness(ready, service, took_s)
    troubles = {error_kind(one.trouble) for one in lately if one.trouble and one.state is not JobState.READY}
    if key_rejected or any(issubclass(one, KeyRejected) for one in troubles):
        condition = Condition.KEY_REJECTED
    elif any(issubclass(one, NoCredit) for one in troubles):
        condition = Condition.NO_CREDIT
    elif any(issubclass(error_kind(one.trouble), NotReached) for one in lately if one.state is JobState.QUEUED):
        condition = Condition.NOT_REACHED
    elif len(failed) + unsure >= ENOUGH and len(failed) + unsure >= len(ready):
        condition = Condition.FAILING
    elif slowness is not None and slowness >= _SLOW:
        condition = Condition.SLOW
    else:
        condition = Condition.WELL if ended else Condition.QUIET
    return Health(condition, len(ready), len(failed), refused, unsure, slowness)


def _slowness(ready: Sequence[Outcome], service: str, took_s: Mapping[str, Sequence[float]]) -> float | None:
    times = []
    for one in ready:
        if one.sent_at and one.ready_at and not one.off_peak:
            usual = usual_wait(one.model, service, took_s)
            times.append((one.ready_at - one.sent_at).total_seconds() / max(1, usual.to_s))
    return median(times) if len(times) >= ENOUGH else None
