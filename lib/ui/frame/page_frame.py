"""What surrounds every page: title, bar of pages, account, demo word, and the word when a video is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from lib.domain.errors import StudioError
from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame import attention, pulse
from lib.ui.frame import error_cards as errors
from lib.ui.frame.account_line import draw_account
from lib.ui.frame.announcement_line import draw_announcement_line
from lib.ui.frame.news import News, latest_news
from lib.ui.frame.page_bar import draw_page_bar
from lib.ui.frame.toasts import say_what_waits
from lib.ui.state import studio
from lib.ui.streamlit_internals.navigation import StreamlitPage

HERE = Path(__file__).parent
CREATE = ""
"""The address of the page that opens first."""


@contextmanager
def frame(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> Iterator[None]:
    """Everything around a page's own content. A studio that cannot open takes the page's place, in plain words.

    `pages`: those in the bar. The numbers in it are kept current without a run of the page.
    """
    st.set_page_config(page_title=f"{page.title} · Castboard", page_icon=str(HERE / "icon.png"), layout="wide")
    news = latest_news()
    pulse.start(news, at_work=page.url_path == CREATE)
    st.logo(str(HERE / "logo.svg"), size="large")
    draw_page_bar(pages, page, news)
    attention.clear()
    try:
        studio()
    except StudioError as error:
        st.title("Castboard", anchor=False)
        errors.show(errors.ErrorText.of(error))
        return_here = st.button(_("Try again"), type="primary", key="frame.again")
        if return_here:
            st.rerun()
        st.stop()
    errors.begin_page()
    failed = _draw_head(news)
    errors.show_noted()
    with errors.shown_once():
        yield
    # Most often what failed is the store, and the page has said so in its own place.
    for place, where, trouble in failed:
        errors.show_once(trouble, where, place)
    say_what_waits()
    _watch_the_store()


def _draw_head(news: News) -> list[tuple[errors.Place, str, StudioError]]:
    """Account and announcement. Of each that cannot be drawn: a place for its card, where that is, and its error."""
    failed: list[tuple[errors.Place, str, StudioError]] = []
    parts: dict[str, Callable[[], None]] = {
        "account": lambda: draw_account(news),
        "announcement": lambda: draw_announcement_line(news.revision),
    }
    for where, draw in parts.items():
        try:
            draw()
        except StudioError as error:
            failed.append((st.empty().container, where, error))
    return failed


def _watch_the_store() -> None:
    """A page that was drawn while the store was away is drawn anew once it is back."""
    if shared.revision() == shared.AWAY:
        pulse.watch(lambda revision: revision != shared.AWAY)
