"""The choice of a voice, on the board and for a member of the cast: from the team's list, or any voice id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lib.domain.lists import Voice
from lib.domain.voice_list import meant
from lib.text.language import _
from lib.text.voice_sentences import automatic, voice_labels
from lib.ui.frame.callbacks import Callback

AUTO = ""
_OFFERED, _LABELS, _SHOWN = "voices.offered", "voices.labels", "voices.shown"
"""The voices that were offered last; the voice id behind each label that this tab has shown; the label that each choice
showed last."""


def voice_choice(
    label: str,
    key: str,
    voice_id: str,
    voices: Sequence[Voice],
    changed: Callback[...],
    args: tuple[Any, ...],
    *,
    disabled: bool = False,
) -> None:
    """Choose a voice of the team, type a voice id, or leave it to the service; `changed` asks for `chosen_voice`.

    Each is offered with its language and tags, so that typing one of them finds it. `voice_id`: what is chosen now.
    """
    labels = voice_labels(voices)
    st.session_state[_OFFERED] = tuple(voices)
    st.session_state.setdefault(_LABELS, {}).update({line: one for one, line in labels.items()})
    shown = labels.get(voice_id, voice_id)
    if st.session_state.setdefault(_SHOWN, {}).get(key, shown) != shown:
        # The browser goes on showing what it has until it is told the value anew.
        st.session_state[key] = voice_id
    st.session_state[_SHOWN][key] = shown
    st.selectbox(
        label,
        list(dict.fromkeys([AUTO, *labels, voice_id])),
        key=key,
        format_func=lambda one: labels.get(one, one) or automatic(),
        accept_new_options=True,
        filter_mode="contains",
        on_change=changed,
        args=args,
        disabled=disabled,
        help=_(
            "Automatic: the video service picks one. Or choose a voice from your list, or type a voice id. "
            "Only heard with sound on."
        ),
    )


def chosen_voice(key: str) -> str:
    """The voice id that is meant by what the choice with this key reports; "": none, which is automatic."""
    state = st.session_state
    return meant(str(state[key] or ""), state.get(_OFFERED, ()), state.get(_LABELS, {}))
