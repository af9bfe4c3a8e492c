"""What surrounds every page: title, account, demo word, and the word when a video is ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from lib.domain.errors import StudioError
from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame import error_cards as errors
from lib.ui.frame import pulse
from lib.ui.frame.account_line import draw_account
from lib.ui.state import studio
from lib.ui.streamlit_internals.navigation import StreamlitPage

HERE = Path(__file__).parent
CREATE = ""
"""The address of the page that opens first."""


def jobs_title() -> str:
    """ "Jobs", with the number of those on their way."""
    try:
        moving = shared.moving(shared.revision())
    except StudioError:
        return _("Jobs")
    return _("Jobs {number}", number=moving) if moving else _("Jobs")


@contextmanager
def frame(page: StreamlitPage, jobs: str) -> Iterator[None]:
    """Everything around a page's own content. A studio that cannot open takes the page's place, in plain words.

    `jobs`: what the navigation says of the jobs. It is kept current, whatever else the page watches.
    """
    st.set_page_config(page_title=f"{page.title} · Castboard", page_icon=str(HERE / "icon.png"), layout="wide")
    pulse.start(at_work=page.url_path == CREATE)
    st.logo(str(HERE / "logo.svg"), size="large")
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
    _watch_the_frame(jobs)


def _watch_the_frame(jobs: str) -> None:
    """The number beside Jobs, and a store that is back."""
    drawn = shared.revision()
    asked = shared.AWAY

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision in (asked, shared.AWAY):
            return False
        asked = revision
        return drawn == shared.AWAY or jobs_title() != jobs

    pulse.watch(differs)
