"""The head of the settings as a value: which preset they are, and what the last one changed (presets_head.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.draft import Draft
from lib.domain.preset import Applied, Preset, matching, settings_of_board
from lib.ui.create.presets_state import UsedPreset


@dataclass(frozen=True)
class PresetsView:
    """Two that are equal look the same."""

    preset: str
    """The name of the one that the settings are; empty: none."""
    used: str = ""
    """The name of the one that was used last, as long as the settings stand as it left them."""
    applied: Applied | None = None
    """What that did."""


def view_presets(draft: Draft, presets: Sequence[Preset], used: UsedPreset | None) -> PresetsView:
    """Of this board. `used`: the last preset that was put on it."""
    found = matching(draft, presets)
    name = found.name if found else ""
    if used is None or settings_of_board(draft) != settings_of_board(used.applied.draft):
        return PresetsView(name)
    return PresetsView(name, used.name, used.applied)
