"""How long recent videos took, from being sent to being ready: what people can expect of the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from lib.domain.job import usual_s

ENOUGH, MOST = 3, 20
"""Videos of one model that say something, and the last ones that count."""


@dataclass(frozen=True)
class Wait:
    """How long a model usually takes. Seconds."""

    from_s: int
    to_s: int
    videos: int = 0
    """The team's own that it is known from: `from_s` and `to_s` are their median then. 0: an estimate."""


def usual_wait(model_id: str, service: str, took_s: Mapping[str, Sequence[float]]) -> Wait:
    """Of a model at a service. `took_s`: how long the team's own videos took there, the last first, by model."""
    own = took_s.get(model_id, ())[:MOST]
    if len(own) < ENOUGH:
        return Wait(*usual_s(model_id, service))
    middle = round(median(own))
    return Wait(middle, middle, len(own))
