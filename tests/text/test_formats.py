"""Numbers, sizes, lengths and times in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lib.text import formats
from lib.text.language import _, language_of, speaking

NOW = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)
SIZES = {
    "nothing": (0, "0 bytes"),
    "bytes": (999, "999 bytes"),
    "kilobytes": (840_400, "840 kB"),
    "nearly a megabyte": (999_500, "1 MB"),
    "megabytes": (6_240_000, "6.2 MB"),
    "as much as the limit": (50_000_000, "50 MB"),
    "a byte more": (50_000_001, "50.1 MB"),
    "gigabytes": (12_340_000_000, "12.3 GB"),
}


@pytest.mark.parametrize(("size_bytes", "expected"), SIZES.values(), ids=SIZES)
def test_sizes_are_rounded_and_never_across_a_limit(size_bytes: int, expected: str) -> None:
    assert formats.size(size_bytes, limit_bytes=50_000_000) == expected


@pytest.mark.parametrize("value", [10**30, -(10**30), 10**4000], ids=["large", "below nothing", "endless"])
def test_a_number_is_written_however_large_it_is(value: int) -> None:
    assert formats.number(value) == f"{value:,}"
    assert formats.seconds(value) == f"{value:,} s"
    assert _("{count} letters", count=value) == f"{value:,} letters"


AGO = {
    "at once": (timedelta(seconds=59), "just now"),
    "minutes": (timedelta(minutes=3, seconds=20), "3 minutes ago"),
    "an hour": (timedelta(minutes=70), "1 hour ago"),
    "days": (timedelta(days=3), "3 days ago"),
    "a clock that was set back": (timedelta(seconds=-500), "just now"),
}


@pytest.mark.parametrize(("passed", "expected"), AGO.values(), ids=AGO)
def test_times_are_read_as_people_say_them(passed: timedelta, expected: str) -> None:
    assert formats.ago(NOW - passed, NOW) == expected


@pytest.mark.parametrize(
    ("value_s", "expected"),
    [(0, "0 seconds"), (1, "1 second"), (54, "54 seconds"), (90, "2 minutes"), (600, "10 minutes"), (3600, "1 hour")],
)
def test_a_wait_is_told_in_seconds_minutes_or_hours(value_s: float, expected: str) -> None:
    assert formats.wait(value_s) == expected


def test_a_figure_stands_apart_from_chinese_words_as_in_our_sentences() -> None:
    with speaking(language_of("zh_Hans")):
        assert formats.ago(NOW - timedelta(minutes=3), NOW) == "3 分钟前"
        assert formats.ago(NOW - timedelta(days=29), NOW, by_the_day=True) == "29 天前"
        assert formats.seconds(5) == "5 秒"
        assert formats.wait(600) == "10 分钟"


def test_what_counts_down_by_the_day_counts_up_by_the_day() -> None:
    assert formats.ago(NOW - timedelta(days=29, hours=23), NOW, by_the_day=True) == "29 days ago"
    assert formats.ago(NOW - timedelta(hours=2), NOW, by_the_day=True) == "2 hours ago"


def test_dates_numbers_and_choices_follow_the_language() -> None:
    def all_of_it() -> list[str]:
        return [
            formats.date_and_time(NOW),
            formats.date(NOW),
            formats.time_of_day(NOW),
            formats.number(12345.678, 1),
            formats.percent(42),
            formats.either(["360p", "540p", "720p"]),
        ]

    assert all_of_it() == [
        *("23 Nov 2026, 14:05:09", "23 Nov 2026", "14:05:09"),
        *("12,345.7", "42%", "360p, 540p or 720p"),
    ]
    with speaking(language_of("zh_Hans")):
        assert all_of_it() == [
            *("2026年11月23日 14:05:09", "2026年11月23日", "14:05:09"),
            *("12,345.7", "42%", "360p、540p 或 720p"),
        ]
