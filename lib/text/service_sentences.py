"""How the video service does, in words."""

from __future__ import annotations

from lib.domain.service_health import Condition, Health
from lib.text.formats import number, side_by_side
from lib.text.language import N_, _, _n

_SENTENCES: dict[Condition, tuple[str, str]] = {
    Condition.KEY_REJECTED: (
        N_("The video service does not accept the API key."),
        N_("Set another key as OCTOPUSX_API_KEY and start Castboard again."),
    ),
    Condition.NO_CREDIT: (
        N_("The account at the video service has no credit left."),
        N_("Top it up there; then failed jobs can be sent again."),
    ),
    Condition.NOT_REACHED: (
        N_("The video service cannot be reached."),
        N_("Waiting jobs are sent as soon as it answers again."),
    ),
    Condition.FAILING: (
        N_("Many videos are failing at the video service."),
        N_("The last answers below say why. Jobs that failed can be sent again later."),
    ),
    Condition.SLOW: (N_("The video service is slow at the moment."), ""),
    Condition.WELL: (N_("The video service works."), ""),
    Condition.QUIET: (N_("Nothing was made in the last hour."), ""),
}


def condition_text(condition: Condition) -> str:
    """The one thing to say of it."""
    return _(_SENTENCES[condition][0])


def condition_hint(condition: Condition) -> str:
    """What follows from it, "" for nothing."""
    return _(_SENTENCES[condition][1])


def hour_text(health: Health) -> str:
    """ "12 videos, 1 failure"."""
    parts = [_n("{count} video", "{count} videos", health.ready)]
    if health.failed:
        parts.append(_n("{count} failed at the service", "{count} failed at the service", health.failed))
    if health.refused:
        parts.append(_n("{count} refused", "{count} refused", health.refused))
    if health.unsure:
        parts.append(_n("{count} unsure", "{count} unsure", health.unsure))
    return side_by_side(parts)


def pace_text(health: Health) -> str:
    """How long videos took against what is usual, "" where too few were made."""
    if health.times_usual is None:
        return ""
    if health.times_usual < 1.2:
        return _("As quick as usual")
    return _("{times} times as long as usual", times=number(health.times_usual, 1))
