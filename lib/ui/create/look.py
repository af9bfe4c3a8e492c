"""Look and sound: the model and what it takes. Each control shows what is sent (contract 1)."""

from __future__ import annotations

import streamlit as st

from lib.domain.catalog import CATALOG
from lib.text.model_words import model_label, model_tagline
from lib.ui.create import board_steps, fields
from lib.ui.create.finding_lines import beside
from lib.ui.create.look_view import LookView
from lib.ui.create.voices import voice_choice, voices_dialog


def draw_look(view: LookView) -> None:
    """Model, length, size, sound, music and voice."""
    st.subheader("Look and sound", anchor=False)
    fields.seed("create.model", view.model.id)
    st.segmented_control(
        "Model",
        list(dict.fromkeys([*(one.id for one in CATALOG), view.model.id])),
        key="create.model",
        required=True,
        format_func=model_label,
        on_change=board_steps.changed,
        args=("create.model",),
    )
    st.caption(model_tagline(view.model.id))
    beside(view.about("model"))
    left, right = st.columns(2, gap="medium")
    with left:
        _length(view)
        beside(view.about("duration"))
    with right:
        _size(view)
        beside(view.about("resolution"))
    _sound(view)
    beside(view.about("audio", "bgm", "voice_id"))
    st.caption("The video service chooses the shape of the picture; there is no setting for it.")


def _length(view: LookView) -> None:
    fields.seed("create.duration", view.duration)
    choices = sorted({*view.model.durations, view.duration})
    if len(choices) == 1:
        st.text_input("Length", value=f"{view.duration} s", disabled=True, key=f"create.only_length.{view.duration}")
        return
    st.select_slider(
        "Length",
        choices,
        key="create.duration",
        format_func=lambda seconds: f"{seconds} s",
        on_change=board_steps.changed,
        args=("create.duration",),
    )


def _size(view: LookView) -> None:
    fields.seed("create.resolution", view.resolution)
    st.segmented_control(
        "Resolution",
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
        st.toggle("Sound and dialogue", key="create.audio", on_change=board_steps.changed, args=("create.audio",))
        st.toggle(
            "Background music",
            key="create.bgm",
            disabled=not (view.bgm or view.model.takes_music(view.duration)),
            on_change=board_steps.changed,
            args=("create.bgm",),
            help="Chosen by the video service. Not with Q3 models, and with Q2 models not at 9 and 10 seconds.",
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if view.model.takes_overall_voice or view.voice_id:
            fields.seed("create.voice", view.voice_id)
            voice_choice(
                "Voice for the whole video",
                "create.voice",
                view.voice_id,
                view.voices,
                board_steps.voice,
                ("create.voice",),
            )
        if st.button("Voices of your team", icon=":material/record_voice_over:", type="tertiary", key="create.voices"):
            voices_dialog()
