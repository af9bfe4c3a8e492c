"""Look and sound: the model and what it takes. Each control shows what is sent (contract 1)."""

from __future__ import annotations

import streamlit as st

from lib.domain.catalog import CATALOG, Model, model_named
from lib.ui.create import board as boards
from lib.ui.create import board_steps as steps
from lib.ui.create import fields
from lib.ui.create.board_steps import step
from lib.ui.create.finding_lines import beside
from lib.ui.create.findings import found
from lib.ui.create.sections import MORE_FIELDS, PASSED_FIELDS, WATERMARK, WATERMARK_FIELDS, leave_out, section
from lib.ui.create.voices import voice_choice, voices_dialog

CORNERS = {1: "Top left", 2: "Top right", 3: "Bottom right", 4: "Bottom left"}
MORE_OPEN = "create.more_open"


def look_section() -> None:
    """Model, length, size, sound, music and voice."""
    model = model_named(boards.board().model)
    st.subheader("Look and sound", anchor=False)
    boards.seed("create.model")
    st.segmented_control(
        "Model",
        list(dict.fromkeys([*(one.id for one in CATALOG), model.id])),
        key="create.model",
        required=True,
        format_func=lambda model_id: model_named(model_id).label,
        on_change=steps.changed,
        args=("create.model",),
    )
    st.caption(f"{model.good_at}.")
    beside(found().about("model"))
    left, right = st.columns(2, gap="medium")
    with left:
        _length(model)
        beside(found().about("duration"))
    with right:
        _size(model)
        beside(found().about("resolution"))
    _sound(model)
    beside(found().about("audio", "bgm", "voice_id"))
    st.caption("The video service chooses the shape of the picture; there is no setting for it.")


def _length(model: Model) -> None:
    duration = boards.board().duration
    boards.seed("create.duration")
    choices = sorted({*model.durations, duration})
    if len(choices) == 1:
        st.text_input("Length", value=f"{duration} s", disabled=True, key=f"create.only_length.{duration}")
        return
    st.select_slider(
        "Length",
        choices,
        key="create.duration",
        format_func=lambda seconds: f"{seconds} s",
        on_change=steps.changed,
        args=("create.duration",),
    )


def _size(model: Model) -> None:
    resolution = boards.board().resolution
    boards.seed("create.resolution")
    st.segmented_control(
        "Size",
        list(dict.fromkeys([*model.resolutions, *model.off_list, resolution])),
        key="create.resolution",
        required=True,
        on_change=steps.changed,
        args=("create.resolution",),
    )


def _sound(model: Model) -> None:
    draft = boards.board()
    boards.seed("create.audio")
    boards.seed("create.bgm")
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.toggle("Sound and dialogue", key="create.audio", on_change=steps.changed, args=("create.audio",))
        st.toggle(
            "Background music",
            key="create.bgm",
            disabled=not (draft.bgm or model.takes_music(draft.duration)),
            on_change=steps.changed,
            args=("create.bgm",),
            help="Chosen by the video service. Not with Q3 models, and with Q2 models not at 9 and 10 seconds.",
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if model.takes_overall_voice or draft.voice_id:
            boards.seed("create.voice")
            voice_choice("Voice for the whole video", "create.voice", _voice, ())
        if st.button("Voices of your team", icon=":material/record_voice_over:", type="tertiary", key="create.voices"):
            voices_dialog()


@step
def _voice() -> None:
    st.session_state["create.voice"] = str(st.session_state["create.voice"] or "").strip()
    boards.changed("create.voice")


def more_section() -> None:
    """What few need: seed, off-peak, watermark, name and pass-through."""
    refused = found().refused
    if refused and refused.place and refused.place.control in (*MORE_FIELDS, *WATERMARK_FIELDS):
        # From then on: it must not close again under the hands of whoever mends it.
        st.session_state[MORE_OPEN] = True
    opened = MORE_OPEN in st.session_state
    # Closed it is not drawn: a tenth of the page, which few need.
    fold = st.expander("More settings", icon=":material/tune:", key="create.more", expanded=opened, on_change="rerun")
    if fold.open:
        with fold:
            _more()
    else:
        leave_out(WATERMARK)


def _more() -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        boards.seed("create.seed")
        # No number field: that one keeps to itself what it does not take, and the seed before is sent.
        st.text_input(
            "Seed",
            key="create.seed",
            live=fields.PAUSE,
            on_change=steps.changed,
            args=("create.seed",),
            help="0 is random. The same seed with the same settings gives a similar video again.",
        )
    with right:
        boards.seed("create.name")
        st.text_input(
            "Name of the job",
            key="create.name",
            live=fields.PAUSE,
            placeholder="From the scene",
            on_change=steps.changed,
            args=("create.name",),
        )
    beside(found().about("seed", "job_name"))
    boards.seed("create.off_peak")
    st.toggle(
        "Off-peak",
        key="create.off_peak",
        on_change=steps.changed,
        args=("create.off_peak",),
        help="Cheaper, made in quiet hours: finished, or cancelled and refunded, within 48 hours. Without sound.",
    )
    beside(found().about("off_peak"))
    section(WATERMARK, _watermark)
    _pass_through()
    beside(found().about(*PASSED_FIELDS))


def _watermark() -> None:
    for key in ("create.watermark", "create.wm_position", "create.wm_url"):
        boards.seed(key)
    st.toggle("Watermark", key="create.watermark", on_change=steps.changed, args=("create.watermark",))
    if boards.board().watermark:
        st.segmented_control(
            "Corner",
            list(CORNERS),
            key="create.wm_position",
            required=True,
            format_func=lambda place: CORNERS[place],
            on_change=steps.changed,
            args=("create.wm_position",),
        )
        st.text_input(
            "Web address of a watermark picture",
            key="create.wm_url",
            live=fields.PAUSE,
            placeholder="Without one: 内容由 AI 生成",
            on_change=steps.changed,
            args=("create.wm_url",),
        )
    beside(found().about(*WATERMARK_FIELDS))


def _pass_through() -> None:
    for key in ("create.payload", "create.meta_data"):
        boards.seed(key)
    st.text_area(
        "Pass-through text",
        key="create.payload",
        height=68,
        on_change=steps.changed,
        args=("create.payload",),
        help="Sent along and given back by the service untouched.",
    )
    st.text_area(
        "AI-content label",
        key="create.meta_data",
        height=68,
        placeholder='{"Label": "…", "ContentProducer": "…"}',
        on_change=steps.changed,
        args=("create.meta_data",),
        help="A JSON document with the label that your rules ask for.",
    )
