"""Which preset the settings are, and what the last one changed."""

from __future__ import annotations

from lib.domain.draft import Draft
from lib.domain.preset import Preset, applied, settings_of_board
from lib.ui.create.presets_state import UsedPreset
from lib.ui.create.presets_view import PresetsView, view_presets

LONG = Draft(duration=8, scene="@Mia waits")
TEASER = Preset("1", "ann", False, "Teaser", settings_of_board(LONG))
USED = UsedPreset("Teaser", applied(Draft(), TEASER.settings))


def test_a_board_is_a_preset_by_its_settings_not_by_what_was_pressed() -> None:
    assert view_presets(LONG, [TEASER], None) == PresetsView("Teaser")
    assert view_presets(Draft(), [TEASER], None) == PresetsView("")


def test_what_it_changed_is_told_until_a_setting_is_another() -> None:
    assert view_presets(LONG, [TEASER], USED) == PresetsView("Teaser", "Teaser", USED.applied)
    assert view_presets(LONG.model_copy(update={"duration": 7}), [TEASER], USED) == PresetsView("")
    assert view_presets(LONG.model_copy(update={"scene": "else"}), [TEASER], USED).applied == USED.applied
