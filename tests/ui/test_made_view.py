"""What the box after Generate shows, as a pure function of the jobs and the time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lib.domain.job import JobState
from lib.domain.lists import JobLine
from lib.ui.create.made_view import MOST, MadeView, view_made
from lib.ui.frame.error_cards import ErrorText
from tests.ui.test_jobs_table import LINE, NOW, SERVICE

REFUSED = ErrorText("Refused.", "Change it.", "yours")
FAILED = replace(LINE, id="f", state=JobState.FAILED)
READY = replace(LINE, id="r", state=JobState.READY)


def shown(*lines: JobLine, **more: Any) -> MadeView:
    found = view_made(lines, {"f": REFUSED}, SERVICE, NOW, **more)
    assert found is not None
    return found


def test_before_the_first_generate_there_is_no_box() -> None:
    assert view_made([], {}, SERVICE, NOW) is None


@pytest.mark.parametrize("state", JobState)
def test_only_what_is_on_its_way_is_followed_and_only_a_failure_can_be_mended(state: JobState) -> None:
    one = shown(replace(LINE, state=state))
    assert bool(one.moving) is (state in ("queued", "sending", "running", "saving"))
    assert one.takes[0].mends is (state is JobState.FAILED)


def test_a_job_of_another_service_is_not_waited_for() -> None:
    assert not shown(replace(LINE, service="demo")).moving


def test_a_failure_is_said_here_or_at_its_field() -> None:
    assert shown(FAILED).takes[0].error is REFUSED
    assert shown(FAILED, mended={"f"}).takes[0].error is None


def test_one_video_plays() -> None:
    assert [take.playing for take in shown(READY, replace(READY, id="s"), playing="s").takes] == [False, True]


def test_the_bar_says_what_the_table_says() -> None:
    assert shown(replace(LINE, progress=42.4)).takes[0].percent == 42
    assert shown(READY).takes[0].percent is None


def test_the_rest_is_counted() -> None:
    many = shown(*[replace(LINE, id=str(number)) for number in range(MOST + 2)])
    assert (len(many.takes), many.more) == (MOST, 2)
