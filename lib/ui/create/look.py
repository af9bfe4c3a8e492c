"""Look and sound: the model and what it takes. Each control shows what is sent (contract 1)."""

from __future__ import annotations

import streamlit as st

from lib.domain.catalog import CATALOG
from lib.domain.model_switch import ModelSwitch
from lib.text.formats import seconds
from lib.text.language import _
from lib.text.model_words import model_label, model_tagline, switch_words
from lib.ui.create import board_steps, fields
from lib.ui.create.finding_lines import beside
from lib.ui.create.look_view import LookView
from lib.ui.create.models import models_fold
from lib.ui.create.voices_dialog import TITLE, show_voices
from lib.ui.parts.voices import voice_choice
from lib.ui.words import plain


def draw_look(view: LookView) -> None:
    """Model, length, size, sound, music and voice."""
    fields.seed("create.model", view.model.id)
    st.segmented_control(
        _("Model"),
        list(dict.fromkeys([*(one.id for one in CATALOG), view.model.id])),
        key="create.model",
        required=True,
        format_func=model_label,
        on_change=board_steps.changed,
        args=("create.model",),
    )
    if not view.model.retired:  # Of one that is, the line below it says so.
        st.caption(model_tagline(view.model.id))
    if view.switch:
        _switched(view.switch)
    beside(view.about("model"))
    models_fold()
    left, right = st.columns(2, gap="medium")
    with left:
        _length(view)
        beside(view.about("duration"))
    with right:
        _size(view)
        beside(view.about("resolution"))
    _sound(view)
    beside(view.about("audio", "bgm", "voice_id"))
    st.caption(_("The video service chooses the aspect ratio; it cannot be set."))


def _switched(switch: ModelSwitch) -> None:
    """What the other model changed, for as long as it stands so."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="create-switched"):
        st.markdown(f":material/swap_horiz: {plain(switch_words(switch))}", width="content")
        st.button(_("Undo"), key="create.switch_back", on_click=board_steps.switch_back)


def _length(view: LookView) -> None:
    fields.seed("create.duration", view.duration)
    choices = sorted({*view.model.durations, view.duration})
    if len(choices) == 1:
        key = f"create.only_length.{view.duration}"
        st.text_input(_("Length"), value=seconds(view.duration), disabled=True, key=key)
        return
    st.select_slider(
        _("Length"),
        choices,
        key="create.duration",
        format_func=seconds,
        on_change=board_steps.changed,
        args=("create.duration",),
    )


def _size(view: LookView) -> None:
    fields.seed("create.resolution", view.resolution)
    st.segmented_control(
        _("Resolution"),
        list(dict.fromkeys([*view.model.resolutions, *view.model.off_list, view.resolution])),
        key="create.resolution",
        required=True,
        on_change=board_steps.changed,
        args=("create.resolution",),
    )


def _sound(view: LookView) -> None:
    fields.seed("create.audio", view.audio)
    fields.seed("create.bgm", view.bgm)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.toggle(_("Sound and dialogue"), key="create.audio", on_change=board_steps.changed, args=("create.audio",))
        st.toggle(
            _("Background music"),
            key="create.bgm",
            disabled=not (view.bgm or view.model.takes_music(view.duration)),
            on_change=board_steps.changed,
            args=("create.bgm",),
            help=_(
                "The video service chooses it. Not available with Q3 models, or with Q2 models at 9 and 10 seconds."
            ),
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if view.model.takes_overall_voice or view.voice_id:
            fields.seed("create.voice", view.voice_id)
            voice_choice(
                _("Voice for the whole video"),
                "create.voice",
                view.voice_id,
                view.voices,
                board_steps.voice,
                ("create.voice",),
            )
        if st.button(_(TITLE), icon=":material/record_voice_over:", type="tertiary", key="create.voices"):
            show_voices(view.model.id, audio=view.audio)
