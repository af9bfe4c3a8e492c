"""The presets that this tab knows, what its last one changed, and the board that a person begins with."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.domain.preset import Applied, Preset, applied
from lib.ui.state import current_person, studio

_KNOWN = "create.presets.known"
USED = "create.presets.used"


@dataclass(frozen=True)
class UsedPreset:
    """A preset that was put on the board."""

    name: str
    applied: Applied


def known_presets() -> list[Preset]:
    """A person's own and the team's, as of the last run of the whole page: no step on the board asks the store."""
    if _KNOWN not in st.session_state:
        st.session_state[_KNOWN] = studio().store.presets.usable_by(current_person())
    return st.session_state[_KNOWN]  # type: ignore[no-any-return]


def forget_presets() -> None:
    """Whoever needs them next asks the store."""
    st.session_state.pop(_KNOWN, None)


def new_board() -> Draft:
    """An empty board, with the settings of the preset that this person chose for new ones."""
    try:
        chosen = studio().store.presets.default_of(current_person())
    except StoreUnavailable:
        # The page says so, and a board can be begun all the same.
        return Draft()
    return applied(Draft(), chosen.settings).draft if chosen else Draft()
