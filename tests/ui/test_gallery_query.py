"""Which videos the gallery shows, and what it says about one: decided without a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lib.ui.gallery.cards import clock
from lib.ui.gallery.made_with import took
from lib.ui.gallery.query import neighbours, page_count, what_will_come, zip_token


@pytest.mark.parametrize(("videos", "pages"), [(0, 1), (1, 1), (24, 1), (25, 2), (1000, 42)])
def test_there_is_always_a_page(videos: int, pages: int) -> None:
    assert page_count(videos) == pages


@pytest.mark.parametrize(
    ("job_id", "found"),
    [("a", (None, "b")), ("b", ("a", "c")), ("c", ("b", None)), ("x", None)],
    ids=["first", "middle", "last", "not in the list"],
)
def test_neighbours(job_id: str, found: tuple[str | None, str | None] | None) -> None:
    assert neighbours(["a", "b", "c"], job_id) == found


def test_a_zip_has_one_name_however_its_videos_were_chosen() -> None:
    assert zip_token(["a", "b"]) != zip_token(["b", "a"]), "they are numbered in this order"
    assert len(zip_token([])) == 32


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "What you make on the Create page appears here."),
        (1, "1 video is on its way and will appear here."),
        (3, "3 videos are on their way and will appear here."),
    ],
)
def test_what_is_on_its_way_is_said_as_people_say_it(number: int, words: str) -> None:
    assert what_will_come(number) == words


@pytest.mark.parametrize(("seconds", "shown"), [(None, ""), (4.96, "0:05"), (75.2, "1:15")])
def test_lengths_read_as_on_players(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "under a second"), (45, "45 s"), (95, "1 min 35 s"), (3600 * 26 + 61, "26 h 1 min"), (-3, "under a second")],
)
def test_how_long_it_took(seconds: int, words: str) -> None:
    start = datetime(2026, 5, 4, tzinfo=UTC)
    assert took(start, start + timedelta(seconds=seconds)) == words
