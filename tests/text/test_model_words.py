"""What is said of a model: how long it takes, its lengths, its sound, and what choosing it changed."""

from __future__ import annotations

import pytest

from lib.domain.catalog import CATALOG, model_named
from lib.domain.draft import Draft
from lib.domain.model_switch import switched
from lib.domain.waits import MOST, Wait, usual_wait
from lib.text.model_words import lengths, model_label, sound_words, switch_words, wait_words


def test_no_model_is_called_by_a_number_alone() -> None:
    assert all(model_label(model.id)[0].isalpha() for model in CATALOG)
    assert model_label("vidu2.0") == "Vidu 2.0"


@pytest.mark.parametrize(
    ("took_s", "words"),
    [
        ([], "Ready in 1 to 2 minutes"),
        ([40, 50], "Ready in 1 to 2 minutes"),
        ([40, 50, 4000], "Ready in about 50 seconds, based on your last 3 videos"),
        ([200, 130, 100], "Ready in about 2 minutes, based on your last 3 videos"),
        ([100] * MOST + [9000] * 100, f"Ready in about 2 minutes, based on your last {MOST} videos"),
    ],
)
def test_the_usual_wait_is_the_middle_of_ones_own_last_videos_once_there_are_some(
    took_s: list[float], words: str
) -> None:
    wait = usual_wait("vidu2.0", "https://octopusx.ai", {"vidu2.0": took_s, "viduq1": [1.0] * 9})
    assert wait_words(wait) == words


def test_a_wait_of_seconds_is_told_in_seconds() -> None:
    assert wait_words(Wait(5, 30)) == "Ready in 5 to 30 seconds"


def test_lengths_are_a_range_or_the_only_one() -> None:
    assert lengths(model_named("viduq2-pro").durations) == "1 to 10 s long"
    assert lengths(model_named("vidu2.0").durations) == "always 4 s long"


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("viduq3-pro", "Sound by default, no music"),
        ("viduq2-pro", "Silent by default, music up to 8 s"),
        ("viduq1", "Silent by default, music"),
    ],
)
def test_sound_is_told_as_the_catalog_has_it(model: str, words: str) -> None:
    assert sound_words(model_named(model)) == words


@pytest.mark.parametrize(
    ("draft", "model", "words"),
    [
        (Draft(), "viduq2-pro", "Switching to Q2 Pro also changed: sound off."),
        (
            Draft(),
            "vidu2.0",
            "Switching to Vidu 2.0 also changed: length from 5 s to 4 s, resolution from 720p to 360p and sound off.",
        ),
        (Draft(model="viduq1", audio=False, resolution="1080p"), "viduq3-pro", None),
    ],
)
def test_a_switch_says_what_it_changed(draft: Draft, model: str, words: str | None) -> None:
    after, switch = switched(draft, model)
    assert switch.tells and switch.stands(after) and switch.taken_back(after) == draft
    said = switch_words(switch)
    assert said == (words or "Switching to Q3 Pro also changed: resolution from 1080p to 720p and sound on.")


def test_a_switch_that_changed_the_model_alone_is_seen_and_not_told() -> None:
    _after, switch = switched(Draft(model="viduq2-pro", audio=False), "viduq2-turbo")
    assert not switch.tells


def test_taking_a_switch_back_leaves_what_was_done_since() -> None:
    after, switch = switched(Draft(), "vidu2.0")
    later = after.model_copy(update={"scene": "@Mia waits"})
    assert switch.taken_back(later) == Draft(scene="@Mia waits")
    assert not switch.stands(after.model_copy(update={"duration": 8}))
