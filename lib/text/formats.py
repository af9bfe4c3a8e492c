"""Numbers, sizes, lengths and times as the language of whoever looks writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as day
from datetime import datetime, timedelta

from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_percent
from babel.units import format_unit

from lib.text.language import _, figures, listed, spoken


def number(value: float, digits: int = 0) -> str:
    """ "12,345"; with at most so many digits behind the point."""
    return figures(round(value, digits), spoken().locale, f"#,##0.{'#' * digits}")


def percent(value: float) -> str:
    """ "42 %" of 42."""
    return format_percent(value / 100, locale=spoken().locale)


def either(choices: Sequence[str]) -> str:
    """ "360p, 540p or 720p"."""
    return listed(choices, "or")


def side_by_side(items: Sequence[str]) -> str:
    """ "Anna, Bear, Owl": a list that is no part of a sentence."""
    return ("、" if spoken().locale.language == "zh" else ", ").join(items)


def at_start(words: str) -> str:
    """The same words where a sentence begins."""
    return words[:1].upper() + words[1:]


def in_a_row(*sentences: str) -> str:
    """Sentences one behind the other, without those that are empty: Chinese puts no space between them."""
    return ("" if spoken().locale.language == "zh" else " ").join(one for one in sentences if one)


def size(size_bytes: int, limit_bytes: int | None = None) -> str:
    """ "6.2 MB", with 1 MB as 1,000,000 bytes, as in the service's limits.

    Never rounded across a limit: a byte more than 50 MB reads "50.1 MB".
    """
    if size_bytes < 1000:
        return format_unit(size_bytes, "digital-byte", length="long", locale=spoken().locale)
    if size_bytes < 999_500:
        return _unit(round(size_bytes / 1000), "digital-kilobyte")
    if size_bytes >= 999_500_000:
        return _unit(size_bytes / 1e9, "digital-gigabyte")
    over = limit_bytes is not None and size_bytes > limit_bytes
    tenths = -(-size_bytes // 100_000) if over else round(size_bytes / 100_000)
    return _unit(tenths / 10, "digital-megabyte")


def seconds(value: float) -> str:
    """ "5 s"."""
    return _("{seconds} s", seconds=number(value, 1))


def span(from_s: int, to_s: int) -> str:
    """ "1 to 3 minutes"."""
    if to_s < 90:
        return _("{least} to {most} seconds", least=from_s, most=to_s)
    return _("{least} to {most} minutes", least=max(1, round(from_s / 60)), most=round(to_s / 60))


def wait(value_s: float) -> str:
    """ "54 seconds", "10 minutes": how long something takes, as people say it."""
    return _spaced(format_timedelta(timedelta(seconds=value_s), threshold=1, locale=spoken().locale))


def ago(moment: datetime, now: datetime, *, by_the_day: bool = False) -> str:
    """ "3 minutes ago"; short of a minute "just now", so that it does not change on every tick.

    `by_the_day`: "27 days ago", where others would read "1 month ago".
    """
    passed = now - moment
    if passed < timedelta(minutes=1):
        return _("just now")
    if by_the_day and passed >= timedelta(days=1):
        passed = timedelta(days=passed.days)
        return _spaced(
            format_timedelta(-passed, granularity="day", threshold=1000, add_direction=True, locale=spoken().locale)
        )
    return _spaced(format_timedelta(-passed, add_direction=True, locale=spoken().locale))


def date_and_time(local: datetime) -> str:
    """ "23 Nov 2026, 14:05:09"."""
    return format_datetime(local, locale=spoken().locale)


def date(local: day) -> str:
    """ "23 Nov 2026"."""
    return format_date(local, locale=spoken().locale)


def time_of_day(local: datetime) -> str:
    """ "14:05:09"."""
    return format_time(local, locale=spoken().locale)


def clock(local: datetime) -> str:
    """ "14:05"."""
    return format_time(local, "short", locale=spoken().locale)


def _spaced(words: str) -> str:
    """As our own Chinese sentences have it: a space between a figure and the word after it."""
    return re.sub(r"(?<=\d)(?=[\u4e00-\u9fff])", " ", words)


def _unit(value: float, unit: str) -> str:
    return format_unit(round(value, 1), unit, length="short", locale=spoken().locale)
