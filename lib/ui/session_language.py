"""The language in which a session is spoken to: the one its person chose, else that of the browser."""

from __future__ import annotations

import streamlit as st

from lib.domain.errors import StudioError
from lib.text.language import ENGLISH, Language, follow, language_for, language_of
from lib.ui.state import current_person, studio
from lib.ui.streamlit_internals.fragments import in_a_session

_SPOKEN = "frame.language"


def settle_language() -> None:
    """Decide it for this run and those of its parts. Of a store that is away the choice made before stands."""
    try:
        person = studio().store.people.get(current_person())
    except StudioError:
        st.session_state.setdefault(_SPOKEN, language_for("", st.context.locale).code)
        return
    st.session_state[_SPOKEN] = language_for(person.language if person else "", st.context.locale).code


def of_this_session() -> Language:
    """The one that was settled; English where no page is drawn for anybody."""
    return language_of(st.session_state.get(_SPOKEN, ENGLISH.code)) if in_a_session() else ENGLISH


follow(of_this_session)
