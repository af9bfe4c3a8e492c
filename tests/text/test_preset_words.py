"""What presets hold and change, in words."""

from __future__ import annotations

import pytest

from lib.domain.draft import Draft
from lib.domain.preset import SETTINGS, Applied, Change, NameProblem, applied, settings_of_board
from lib.text.preset_words import changes_text, problem_text, summary


def test_a_preset_is_told_by_what_is_not_as_usual() -> None:
    assert summary(settings_of_board(Draft())) == "Q3 Pro, 5 s, 720p, with sound"
    draft = Draft(model="vidu2.0", duration=4, resolution="360p", audio=False, off_peak=True, seed=7, payload="{}")
    assert summary(settings_of_board(draft)) == "Vidu 2.0, 4 s, 360p, silent, Off-peak on, Seed 7, Custom data"
    music = Draft(model="viduq2-pro", bgm=True)
    assert summary(settings_of_board(music)) == "Q2 Pro, 5 s, 720p, with sound, with background music"
    assert summary({}) == ""


def test_what_it_changed_is_told_by_the_fields_names() -> None:
    made = applied(Draft(), settings_of_board(Draft(model="viduq2-pro", duration=8, audio=False, voice_id="v1")))
    assert changes_text("Teaser", made) == (
        "“Teaser” set: Model Q2 Pro, Length 8 s, Sound and dialogue off, Voice for the whole video."
    )
    assert changes_text("Teaser", applied(Draft(), settings_of_board(Draft()))) == ""


def test_what_is_no_longer_there_is_told() -> None:
    made = Applied(Draft(), (), (("duration", 99), ("model", "viduq0")))
    assert changes_text("Old", made).startswith("No longer available and left out: Length 99 s, Model ")


@pytest.mark.parametrize("field", SETTINGS)
def test_every_setting_has_a_name_and_a_value(field: str) -> None:
    value = getattr(Draft(), field)
    assert changes_text("x", Applied(Draft(), (Change(field, value, value),), ()))


@pytest.mark.parametrize("problem", NameProblem)
def test_every_problem_with_a_name_is_said(problem: NameProblem) -> None:
    assert problem_text(problem).endswith(".")
