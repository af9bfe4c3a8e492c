"""What surrounds every page: title, bar of pages, account, demo word, and the word when a video is ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from lib.domain.errors import StudioError
from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame import error_cards as errors
from lib.ui.frame import pulse
from lib.ui.frame.account_line import draw_account
from lib.ui.frame.page_bar import draw_page_bar, moving
from lib.ui.state import studio
from lib.ui.streamlit_internals.navigation import StreamlitPage

HERE = Path(__file__).parent
CREATE = ""
"""The address of the page that opens first."""


@contextmanager
def frame(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> Iterator[None]:
    """Everything around a page's own content. A studio that cannot open takes the page's place, in plain words.

    `pages`: those in the bar. The number beside the jobs is kept current, whatever else the page watches.
    """
    st.set_page_config(page_title=f"{page.title} · Castboard", page_icon=str(HERE / "icon.png"), layout="wide")
    pulse.start(at_work=page.url_path == CREATE)
    st.logo(str(HERE / "logo.svg"), size="large")
    on_their_way = moving()
    draw_page_bar(pages, page, on_their_way)
    try:
        studio()
    except StudioError as error:
        st.title("Castboard")
        errors.show(errors.ErrorText.of(error))
        return_here = st.button(_("Try again"), type="primary", key="frame.again")
        if return_here:
            st.rerun()
        st.stop()
    with errors.shown("account"):
        draw_account()
    errors.show_noted()
    with errors.shown():
        yield
    _watch_the_frame(on_their_way)


def _watch_the_frame(on_their_way: int) -> None:
    """The number beside Jobs, and a store that is back."""
    drawn = shared.revision()
    asked = shared.AWAY

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision in (asked, shared.AWAY):
            return False
        asked = revision
        return drawn == shared.AWAY or moving() != on_their_way

    pulse.watch(differs)
