"""The team's own list of voices (contract 5), in a dialog: find, add, change, remove, and a way back from each."""

from __future__ import annotations

import streamlit as st

from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceRemark, odd_id, tags_of, tags_text
from lib.text.language import N_, _, _n
from lib.text.voice_sentences import odd_id_text, unheard_text, voice_remark_text
from lib.ui.create import board_steps
from lib.ui.create import voices_state as memory
from lib.ui.create.voices_import import draw_import
from lib.ui.create.voices_undo import draw_done
from lib.ui.create.voices_view import A_PAGE, VoicesView, view_voices
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.frame.toasts import say
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio
from lib.ui.words import plain

TITLE = N_("Voices of your team")
"""Of the dialog and of the button that opens it."""


def show_voices(model_id: str, *, audio: bool) -> None:
    """Keep the list. `model_id`, `audio`: of the board, which may not let every voice be heard."""
    memory.begin()
    # Whatever is on the board shows its voices by their names.
    st.dialog(_(TITLE), width="large", on_dismiss=board_steps.closed)(draw_voices)(model_id, audio=audio)


@shown("dialog")
def draw_voices(model_id: str, *, audio: bool) -> None:
    """What stands in the dialog."""
    voices, state = studio().store.voices.all(), st.session_state
    st.write(_("Give each voice id of the video service a name that your team knows."))
    if note := unheard_text(model_id, audio=audio):
        st.info(plain(note), icon=":material/voice_over_off:")
    draw_done(memory.LIST)
    view = view_voices(
        voices,
        text=state.get(memory.FIND, ""),
        marks=state.get(memory.MARKS, ()),
        most=state.get(memory.SHOWN, A_PAGE),
    )
    _draw_list(view)
    with st.expander(_("Add a voice"), expanded=not voices, icon=":material/add:", key="voices.add_fold"):
        prefix = f"voices.new.{memory.turn()}"
        with st.form("voices.add", border=False, enter_to_submit=True):
            _fields(prefix, Voice("", "", "", ""))
            st.form_submit_button(_("Add"), type="primary", key="voices.add_now", on_click=_add, args=(prefix,))
        _problem(memory.NEW)
        draw_done(memory.NEW)
    draw_import(voices)
    _without_an_id()


def _draw_list(view: VoicesView) -> None:
    if not view.count:
        st.caption(_("There are no voices yet. Add the first one, or import a list from a spreadsheet."))
        return
    if view.filtered:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(_("Find a voice"), key=memory.FIND, live="300ms", icon=":material/search:")
            if view.marks:
                st.multiselect(_("Language or tag"), view.marks, key=memory.MARKS, placeholder=_("All"))
    for place, voice in enumerate(view.rows):
        if st.session_state.get(memory.EDITED) == voice.id:
            _draw_form(voice)
        else:
            _draw_row(voice, place)
    if not view.rows:
        st.caption(_("No voice matches."))
    if view.left:
        label = _n("Show {count} more", "Show {count} more", view.left)
        st.button(label, key="voices.more", type="tertiary", on_click=_show_all, args=(view.count,))


def _draw_row(voice: Voice, place: int) -> None:
    odd = odd_id(voice.voice_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"voice-{voice.id}"):
        about = " · ".join(part for part in (voice.language, tags_text(voice.tags), voice.voice_id) if part)
        lines = [f"**{plain(voice.name)}**", f":gray[{plain(about)}]"]
        lines += [f":gray[{plain(voice.note)}]"] if voice.note else []
        st.markdown("  \n".join(lines), width="stretch", help=odd_id_text(odd) if odd else None)
        with st.container(horizontal=True, gap="small", width="content"):
            st.button(
                _("Change"), key=f"voices.change.{voice.id}", type="tertiary", on_click=_open_form, args=(voice.id,)
            )
            st.button(
                _("Remove"), key=f"voices.remove.{voice.id}", type="tertiary", on_click=_remove, args=(voice.id, place)
            )


def _draw_form(voice: Voice) -> None:
    prefix = f"voices.of.{voice.id}.{memory.turn()}"
    with st.form(f"voices.form.{voice.id}"):
        _fields(prefix, voice)
        if odd := odd_id(voice.voice_id):
            st.caption(odd_id_text(odd))
        _problem(voice.id)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(_("Save"), type="primary", key="voices.save", on_click=_save, args=(voice.id, prefix))
            st.form_submit_button(_("Cancel"), type="tertiary", key="voices.cancel", on_click=_open_form, args=(None,))


def _fields(prefix: str, voice: Voice) -> None:
    with st.container(horizontal=True, gap="small", key=f"voice-fields-{prefix}-1"):
        st.text_input(_("Name"), voice.name, key=f"{prefix}.name", placeholder=_("for example Warm narrator"))
        st.text_input(_("Voice id"), voice.voice_id, key=f"{prefix}.voice_id")
    with st.container(horizontal=True, gap="small", key=f"voice-fields-{prefix}-2"):
        st.text_input(_("Language"), voice.language, key=f"{prefix}.language", placeholder=_("for example English"))
        st.text_input(_("Tags"), tags_text(voice.tags), key=f"{prefix}.tags", placeholder=_("for example warm, slow"))
    st.text_input(_("Note"), voice.note, key=f"{prefix}.note")


def _typed(voice_id: str, prefix: str) -> Voice:
    texts = {one: str(st.session_state[f"{prefix}.{one}"]) for one in ("name", "voice_id", "language", "tags", "note")}
    tags = tags_of(texts.pop("tags"))
    return Voice(voice_id, **texts, tags=tags)


def _problem(place: str) -> None:
    refused = st.session_state.get(memory.PROBLEM)
    if refused and refused[0] == place:
        st.error(plain(voice_remark_text(refused[1])), icon=":material/error:")


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


@Callback
def _show_all(count: int) -> None:
    st.session_state[memory.SHOWN] = count


@Callback
def _open_form(voice_id: str | None) -> None:
    st.session_state[memory.EDITED] = voice_id
    st.session_state.pop(memory.PROBLEM, None)


@Callback
def _add(prefix: str) -> None:
    if is_second_press("voice added"):
        return
    made = studio().voices.add(actor(), _typed("", prefix))
    if isinstance(made, VoiceRemark):
        memory.refused(memory.NEW, made)
    else:
        row_went("voice added")
        memory.done([made], memory.NEW)


@Callback
def _save(voice_id: str, prefix: str) -> None:
    if st.session_state.get(memory.EDITED) != voice_id:
        return  # The second press of two.
    made = studio().voices.change(actor(), _typed(voice_id, prefix))
    if isinstance(made, VoiceRemark):
        memory.refused(voice_id, made)
        return
    if made is None:
        say(_("That voice is no longer in the list."))
    memory.done([made] if made and made.before != made.after else [])


@Callback
def _remove(voice_id: str, place: int) -> None:
    if is_second_press(f"voice {place}"):
        return
    row_went(f"voice {place}")
    if made := studio().voices.remove(actor(), voice_id):
        memory.done([made])
