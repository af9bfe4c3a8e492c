"""What made a video, as people read it beside its job and its player."""

from __future__ import annotations

from typing import Any

import pytest

from lib.domain.job import Video
from lib.ui.parts.job_facts import settings_of
from tests.domain.test_job import a_job


def facts(video: Video | None = None, **settings: Any) -> dict[str, str]:
    job = a_job(video=video)
    return dict(settings_of(a_job(video=video, request=job.request.model_copy(update=settings))))


@pytest.mark.parametrize(
    ("duration_s", "told"),
    [(5.0, "5 s"), (5.04, "5 s"), (5.4, "5.4 s"), (5.5, "5.5 s, 5 s asked for"), (4.5, "4.5 s, 5 s asked for")],
)
def test_a_length_that_people_see_to_differ_is_told_with_what_was_asked_for(duration_s: float, told: str) -> None:
    assert facts(Video(duration_s, 960, 540, True, 1, "f" * 64), duration=5)["Length"] == told


def test_what_was_left_to_the_service_says_so_until_there_is_a_video() -> None:
    left = facts(duration=None, resolution=None, audio=None)
    assert {left[label] for label in ("Length", "Resolution", "Sound")} == {"left to the service"}
    assert facts(duration=5)["Length"] == "5 s"


@pytest.mark.parametrize(
    ("asked", "has", "told"),
    [
        (True, True, "on"),
        (False, False, "off"),
        (True, False, "on, but the video has none"),
        (False, True, "off, but the video has sound"),
        (None, False, "left to the service"),
    ],
)
def test_sound_that_came_otherwise_than_asked_is_told(asked: bool | None, has: bool, told: str) -> None:
    assert facts(Video(5.0, 960, 540, has, 1, "f" * 64), audio=asked)["Sound"] == told


def test_a_long_text_that_is_passed_on_is_cut_with_its_length() -> None:
    assert facts(payload="p" * 80)["Custom data"] == "p" * 80
    assert facts(payload="p" * 1081)["Custom data"] == "p" * 80 + "… (1,081 characters)"


def test_what_was_not_chosen_is_not_told() -> None:
    assert list(facts(watermark=False, wm_position=1)) == ["Model", "Length", "Resolution", "Sound"]
    assert facts(watermark=True, wm_position=None)["Watermark"] == "bottom right"
