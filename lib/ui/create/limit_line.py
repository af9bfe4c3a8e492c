"""Below Generate: how many videos were made of how many, when the next is possible, and the way to more."""

from __future__ import annotations

import streamlit as st

from lib.domain.limits import Level
from lib.text.language import _
from lib.text.limit_sentences import answer_sentence, asked_sentence, limit_sentence
from lib.ui.create import limit_steps
from lib.ui.create.limit_dialog import TITLE, show_ask
from lib.ui.create.limit_view import LimitView
from lib.ui.state import utc_now
from lib.ui.words import local, plain


def draw_limit(view: LimitView | None) -> None:
    """Nothing where no limit is near."""
    if view is None:
        return
    with st.container(key="send-limit", gap="xsmall"):
        st.markdown(f"{_mark(view)} {plain(limit_words(view))}")
        if view.use or view.may_ask:
            with st.container(horizontal=True, gap="small"):
                _ways(view)
        if sentence := wish_words(view):
            st.caption(plain(sentence))


def limit_words(view: LimitView) -> str:
    """What stands below Generate, and beside it for whoever asks why it cannot be pressed."""
    return limit_sentence(view.status, local(utc_now()))


def wish_words(view: LimitView) -> str:
    """What was asked for and answered."""
    if view.wish is None:
        return ""
    here = local(utc_now())
    return asked_sentence(view.wish, here) if view.wish.is_open else answer_sentence(view.wish, view.answered_by, here)


def _mark(view: LimitView) -> str:
    if view.blocks:
        return ":red[:material/block:]"
    return ":orange[:material/timelapse:]" if view.status.level is not Level.FREE else ":gray[:material/timelapse:]"


def _ways(view: LimitView) -> None:
    if view.use:
        st.button(
            _("Use {count}", count=view.use), key="create.limit.use", on_click=limit_steps.use_takes, args=(view.use,)
        )
    if view.may_ask and st.button(_(TITLE), icon=":material/front_hand:", key="create.limit.ask"):
        show_ask()
