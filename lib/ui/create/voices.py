"""The team's own list of voices with friendly names (contract 5), as a choice and as a list to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from lib.domain.lists import Voice
from lib.domain.voice_list import voice_remark
from lib.text.language import N_, _
from lib.text.voice_sentences import voice_remark_text
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio
from lib.ui.words import plain

AUTO = ""
_ADDED = "voices.added"
"""How many were added in this session."""
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
        help=_(
            "Automatic: the video service picks one. Or choose a voice from your list, or type a voice id. "
            "Only heard with sound on."
        ),
    )


def voices_dialog() -> None:
    """Keep the list: friendly name and voice id."""
    st.dialog(_(TITLE), on_dismiss="rerun")(_list_of_voices)()


@shown("dialog")
def _list_of_voices() -> None:
    st.write(_("Give each voice id of the video service a name that your team knows."))
    _without_an_id()
    voices = studio().store.voices.all()
    for place, voice in enumerate(voices):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(voice.name)}**  \n:gray[{plain(voice.voice_id)}]")
            pressed = st.button(_("Remove"), key=f"voices.remove.{voice.id}", type="tertiary")
            if pressed and not is_second_press(f"voice {place}"):
                row_went(f"voice {place}")
                studio().desk.delete_voice(actor(), voice.id)
                st.rerun(scope="fragment")
    _one_more(voices)


def _without_an_id() -> None:
    with st.expander(_("No voice id?"), icon=":material/help:"):
        st.markdown(_("Leave the voice on Automatic: the video service picks one for each subject."))
        st.markdown(
            _(
                "The video service publishes its voices with their ids on a web page, which Castboard cannot read. "
                "Ask whoever looks after your account with the service for the ids, also for those of cloned voices."
            )
        )
        st.markdown(
            _(
                "The id of a cloned voice has 8 to 256 letters, digits, - or _, begins with a letter, and ends with a "
                "letter or digit."
            )
        )


def _one_more(voices: Sequence[Voice]) -> None:
    # Another key empties the fields; what is not taken stays in them.
    fresh = st.session_state.get(_ADDED, 0)
    with st.form("voices.add", border=False):
        name = st.text_input(_("Name"), key=f"voices.name.{fresh}", placeholder=_("for example Warm narrator"))
        voice_id = st.text_input(_("Voice id"), key=f"voices.id.{fresh}")
        pressed = st.form_submit_button(_("Add"), type="primary", key="voices.add_now")
    if not pressed or is_second_press("voice added"):
        return
    if remark := voice_remark(name, voice_id, voices):
        st.error(plain(voice_remark_text(remark)), icon=":material/error:")
        return
    studio().desk.save_voice(actor(), Voice(uuid4().hex, name.strip(), voice_id.strip(), ""))
    row_went("voice added")
    st.session_state[_ADDED] = fresh + 1
    st.rerun(scope="fragment")
