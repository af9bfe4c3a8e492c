"""What an owner tells everyone, above each page: in their own words, until its time is over or one closes it."""

from __future__ import annotations

import streamlit as st

from lib.domain.announcement import Announcement, AnnouncementKind
from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.state import studio, utc_now
from lib.ui.words import plain

CLOSED = "frame.announcement.closed"
"""When the one was made that was closed in this session."""


def draw_announcement_line(revision: int) -> None:
    """As of this revision; nothing where there is none. An open page shows a new one by itself."""
    shown = _to_show(revision)
    pulse.watch(lambda revision: revision != shared.AWAY and _to_show(revision) != shown)
    if shown is None:
        return
    with st.container(key="frame.announcement", horizontal=True, vertical_alignment="center", gap="small"):
        draw_words(shown.text, shown.kind)
        st.button(
            _("Close"),
            key="frame.announcement.close",
            type="tertiary",
            icon=":material/close:",
            on_click=_close,
            args=(shown.made_at.isoformat(),),
        )


def draw_words(text: str, kind: AnnouncementKind) -> None:
    """As everyone sees it. Markdown in it stays as it was typed; lines stay lines."""
    words = "  \n".join(plain(line) for line in text.splitlines() if line.strip())
    if kind is AnnouncementKind.WARNING:
        st.warning(words, icon=":material/warning:")
    else:
        st.info(words, icon=":material/campaign:")


def _to_show(revision: int) -> Announcement | None:
    if revision == shared.AWAY:
        return None
    found = shared.of_revision("announcement", revision, studio().announcements.current)
    if found is None or found.is_over(utc_now()) or st.session_state.get(CLOSED) == found.made_at.isoformat():
        return None
    return found


@Callback
def _close(made_at: str) -> None:
    st.session_state[CLOSED] = made_at
