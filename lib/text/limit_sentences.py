"""Where somebody stands with their limits, what they asked for, and what was answered, in words."""

from __future__ import annotations

from datetime import datetime

from lib.domain.limits import LimitKind, LimitStatus, Whose, Wish
from lib.text.formats import clock, date, in_a_row
from lib.text.language import _, _n


def limit_sentence(status: LimitStatus, now: datetime) -> str:
    """How much is used, and, where not as many are left as are asked for, when they will be. `now` in the zone of
    whoever looks."""
    used = limit_fact_sentence(status.whose, status.kind, status.used, status.limit)
    return used if status.fits else in_a_row(used, _left(status), _when(status, now))


def limit_fact_sentence(whose: str, kind: str, used: int, limit: int) -> str:
    """ "16 of 20 videos in the last 24 hours." """
    words = _OF_THE_TEAM if whose == Whose.TEAM else _OWN
    return words[LimitKind(kind)](used, limit)


_OWN = {
    LimitKind.PER_DAY: lambda used, limit: _n(
        "{used} of {count} video in the last 24 hours.",
        "{used} of {count} videos in the last 24 hours.",
        limit,
        used=used,
    ),
    LimitKind.AT_ONCE: lambda used, limit: _n(
        "{used} of {count} video on its way.", "{used} of {count} videos on their way.", limit, used=used
    ),
}
_OF_THE_TEAM = {
    LimitKind.PER_DAY: lambda used, limit: _n(
        "The team: {used} of {count} video in the last 24 hours.",
        "The team: {used} of {count} videos in the last 24 hours.",
        limit,
        used=used,
    ),
    LimitKind.AT_ONCE: lambda used, limit: _n(
        "The team: {used} of {count} video on its way.",
        "The team: {used} of {count} videos on their way.",
        limit,
        used=used,
    ),
}


def _left(status: LimitStatus) -> str:
    """What is asked for against what is left."""
    return _("{takes} takes, {left} left.", takes=status.asked, left=status.left) if status.left else ""


def _when(status: LimitStatus, now: datetime) -> str:
    if status.kind is LimitKind.AT_ONCE:
        # With more of them on their way than are allowed by now, one that is ready is not enough.
        enough = status.asked == 1 and 0 < status.limit == status.used
        return _("The next one can be sent when one of them is ready.") if enough else ""
    if status.next_at is None:
        return ""
    when = moment(status.next_at.astimezone(now.tzinfo), now)
    if status.asked == 1:
        return _("The next one is possible {when}.", when=when)
    return _("All {count} are possible {when}.", count=status.asked, when=when)


def moment(local: datetime, now: datetime) -> str:
    """ "at 14:05", "tomorrow at 9:12"; further away with its date. Both in the zone of whoever looks."""
    days = (local.date() - now.date()).days
    time = clock(local)
    return {
        0: lambda: _("at {time}", time=time),
        1: lambda: _("tomorrow at {time}", time=time),
        -1: lambda: _("yesterday at {time}", time=time),
    }.get(days, lambda: _("on {date} at {time}", date=date(local.date()), time=time))()


def asked_sentence(wish: Wish, now: datetime) -> str:
    """Of a wish that waits for its answer."""
    return _("Asked {when}.", when=moment(wish.asked_at.astimezone(now.tzinfo), now))


def answer_sentence(wish: Wish, who: str, now: datetime) -> str:
    """Of a wish that was answered; `who`: the name of whoever did."""
    if wish.ends_at is None:
        return _("{who} did not add any videos.", who=who)
    until = moment(wish.ends_at.astimezone(now.tzinfo), now)
    return _n(
        "{who} added {count} video. It can be made until {until}.",
        "{who} added {count} videos. They can be made until {until}.",
        wish.extra,
        who=who,
        until=until,
    )
