"""What few need: seed, off-peak, watermark, and custom data. In a fold, which says what is not as usual in it."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.ui.create import board_steps, fields
from lib.ui.create.finding_lines import beside
from lib.ui.create.look_view import PASSED_FIELDS, MoreView, WatermarkView
from lib.ui.create.more_sentences import chosen_text
from lib.ui.create.sections import FOLD, WATERMARK, leave_out, section
from lib.ui.parts.job_facts import CORNERS
from lib.ui.parts.typing_pause import PAUSE
from lib.ui.words import plain

SEED_PX = 220
_DEFAULT_WATERMARK = "内容由 AI 生成"
"""What the service writes where no picture is given."""


def draw_more(view: MoreView) -> None:
    """The fold. Closed it is not drawn: a tenth of the page, which few need."""
    with st.container(key="create-more-fold", gap=None):
        fold = st.expander(
            _("More settings"),
            icon=":material/tune:",
            key=FOLD,
            expanded=view.opened,
            on_change=board_steps.fold,
        )
        # Not in its label: another label is another fold, and what was open closes.
        if hidden := chosen_text(view.hidden):
            with st.container(key="create-more-summary"):
                st.caption(plain(hidden))
    if fold.open:
        with fold:
            _more(view)
    else:
        leave_out(WATERMARK)


def _more(view: MoreView) -> None:
    fields.seed("create.seed", view.seed_text)
    # No number field: that one keeps to itself what it does not take, and the seed before is sent.
    st.text_input(
        _("Seed"),
        key="create.seed",
        live=PAUSE,
        on_change=board_steps.changed,
        args=("create.seed",),
        help=_("0 is random. The same seed with the same settings gives a similar video again."),
        width=SEED_PX,
    )
    beside(view.about("seed"))
    fields.seed("create.off_peak", view.off_peak)
    st.toggle(
        _("Off-peak"),
        key="create.off_peak",
        on_change=board_steps.changed,
        args=("create.off_peak",),
        help=_("Cheaper, made in quiet hours: finished, or cancelled and refunded, within 48 hours. Without sound."),
    )
    beside(view.about("off_peak"))
    section(WATERMARK, _draw_watermark)
    _custom_data(view)
    beside(view.about(*PASSED_FIELDS))


def _draw_watermark(view: WatermarkView) -> None:
    fields.seed("create.watermark", view.watermark)
    fields.seed("create.wm_position", view.position)
    fields.seed("create.wm_url", view.url)
    st.toggle(_("Watermark"), key="create.watermark", on_change=board_steps.changed, args=("create.watermark",))
    if view.watermark:
        st.segmented_control(
            _("Corner"),
            list(CORNERS),
            key="create.wm_position",
            required=True,
            format_func=lambda place: _(CORNERS[place]).capitalize(),
            on_change=board_steps.changed,
            args=("create.wm_position",),
        )
        st.text_input(
            _("Web address of a watermark picture"),
            key="create.wm_url",
            live=PAUSE,
            placeholder=_("Without one: {label}", label=_DEFAULT_WATERMARK),
            on_change=board_steps.changed,
            args=("create.wm_url",),
        )
    beside(view.notes)


def _custom_data(view: MoreView) -> None:
    fields.seed("create.payload", view.payload)
    fields.seed("create.meta_data", view.meta_data)
    st.text_area(
        _("Custom data"),
        key="create.payload",
        height=68,
        on_change=board_steps.changed,
        args=("create.payload",),
        help=_("Sent along and returned by the service unchanged."),
    )
    st.text_area(
        _("AI-content label"),
        key="create.meta_data",
        height=68,
        placeholder=_("for example {example}", example='{"Label": "…", "ContentProducer": "…"}'),
        on_change=board_steps.changed,
        args=("create.meta_data",),
        help=_("A JSON document with the label that regulations require."),
    )
