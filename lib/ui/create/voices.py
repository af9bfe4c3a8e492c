"""The team's own list of voices with friendly names (contract 5), as a choice and as a list to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from lib.domain.lists import Voice
from lib.text.language import N_, _
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio
from lib.ui.words import plain

AUTO = ""
TITLE = N_("Voices of your team")
"""Of the dialog and of the button that opens it."""


def voice_choice(
    label: str,
    key: str,
    voice_id: str,
    voices: Sequence[tuple[str, str]],
    changed: Callback[...],
    args: tuple[Any, ...],
) -> None:
    """Choose a voice of the team, type a voice id, or leave it to the service. The widget's value is the voice id.

    `voice_id`: what is chosen now. `voices`: voice id and name of each in the team's list.
    """
    names = dict(voices)
    options = list(dict.fromkeys([AUTO, *names, voice_id]))
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda one: names.get(one, one) or _("Automatic"),
        accept_new_options=True,
        on_change=changed,
        args=args,
        help=_("Choose a voice from your list, or type a voice id from the video service. Only heard with sound on."),
    )


def voices_dialog() -> None:
    """Keep the list: friendly name and voice id."""
    st.dialog(_(TITLE), on_dismiss="rerun")(_list_of_voices)()


@shown("dialog")
def _list_of_voices() -> None:
    st.write(_("Give each voice id of the video service a name that your team knows."))
    for place, voice in enumerate(studio().store.voices.all()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(voice.name)}**  \n:gray[{plain(voice.voice_id)}]")
            pressed = st.button(_("Remove"), key=f"voices.remove.{voice.id}", type="tertiary")
            if pressed and not is_second_press(f"voice {place}"):
                row_went(f"voice {place}")
                studio().desk.delete_voice(actor(), voice.id)
                st.rerun(scope="fragment")
    with st.form("voices.add", clear_on_submit=True, border=False):
        name = st.text_input(_("Name"), placeholder=_("Warm narrator"))
        voice_id = st.text_input(_("Voice id"))
        if st.form_submit_button(_("Add"), type="primary") and name.strip() and voice_id.strip():
            studio().desk.save_voice(actor(), Voice(uuid4().hex, name.strip(), voice_id.strip(), ""))
            st.rerun(scope="fragment")
