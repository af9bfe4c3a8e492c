"""What an owner tells everyone above each page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.announcement import LASTS, LONGEST, Announcement, AnnouncementKind
from lib.text.formats import ago
from lib.text.language import N_, _
from lib.ui.frame.announcement_line import draw_words
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.parts.text_length import draw_too_long
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import exact, plain

TEXT, KIND, LAST = "admin.announcement.text", "admin.announcement.kind", "admin.announcement.lasts"
_KINDS = {AnnouncementKind.INFO: N_("Information"), AnnouncementKind.WARNING: N_("Warning")}
_LASTS = {
    "hour": N_("For 1 hour"),
    "shift": N_("For 8 hours"),
    "day": N_("For 1 day"),
    "days": N_("For 3 days"),
    "week": N_("For 1 week"),
    "open": N_("Until you take it down"),
}


@dataclass(frozen=True)
class AnnouncementView:
    """What is shown at present, "" for nothing, and its facts as text."""

    text: str
    kind: AnnouncementKind
    facts: str
    why_not: str = ""
    """Why whoever looks may not announce anything, in Markdown; "" where they may."""


def announcement_view(shown: Announcement | None, who: str, now: datetime, why_not: str = "") -> AnnouncementView:
    """`who`: the name of whoever announced it, "" where nobody knows."""
    if shown is None or shown.is_over(now):
        return AnnouncementView("", AnnouncementKind.INFO, "", why_not)
    when = ago(shown.made_at, now)
    made = _("Announced {when} by {who}", when=when, who=who) if who else _("Announced {when}", when=when)
    until = _("until {when}", when=exact(shown.until)) if shown.until else _("until an owner takes it down")
    return AnnouncementView(shown.text, shown.kind, f"{made} · {until}", why_not)


def draw_announcement_section() -> None:
    """What is shown now, and a form for the next one."""
    shown = studio().announcements.current()
    who = studio().store.people.names().get(shown.made_by, "") if shown else ""
    draw_announcement(announcement_view(shown, who, utc_now(), why_not=refusal(Operation.SET_BANNER) or ""))


def draw_announcement(view: AnnouncementView) -> None:
    """Disabled for those who only may look."""
    st.caption(_("Everyone sees it above every page, and can close it for themselves."))
    if view.text:
        draw_words(view.text, view.kind)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(plain(view.facts), width="stretch")
            st.button(
                _("Take it down"),
                key="admin.announcement.remove",
                icon=":material/close:",
                disabled=bool(view.why_not),
                on_click=_take_away,
            )
    else:
        st.markdown(_("Nothing is announced."))
    if view.why_not:
        st.caption(view.why_not)
        return
    label = _("New announcement") if view.text else _("Announcement")
    with st.form("admin.announcement", border=False):
        text = st.text_area(label, key=TEXT, height=100, placeholder=_("What everyone should know"))
        draw_too_long(text, LONGEST)
        with st.container(horizontal=True, gap="medium"):
            st.radio(_("Kind"), list(_KINDS), format_func=lambda kind: _(_KINDS[kind]), key=KIND, horizontal=True)
            st.selectbox(
                _("How long"), list(LASTS), format_func=lambda lasts: _(_LASTS[lasts]), index=2, key=LAST, width=260
            )
        st.form_submit_button(_("Announce"), type="primary", icon=":material/campaign:", on_click=_announce)


@Callback
def _announce() -> None:
    state = st.session_state
    kind, lasts, text = AnnouncementKind(state[KIND]), LASTS[str(state[LAST])], str(state[TEXT] or "")
    if not text.strip():
        if not is_second_press("announcement"):  # The first press has emptied the field.
            st.toast(_("Write what everyone should read first."), icon=":material/info:")
    elif studio().announcements.announce(actor(), text, kind, lasts, utc_now()):
        state[TEXT] = ""
        row_went("announcement")


@Callback
def _take_away() -> None:
    studio().announcements.take_away(actor())
