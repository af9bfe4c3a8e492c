"""The page of those who look after the team: which section is open, and who may see it at all."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import N_, _, spoken
from lib.ui.admin.announcement_section import draw_announcement_section
from lib.ui.admin.audit_section import draw_audit_section
from lib.ui.admin.limits_section import draw_limits_section
from lib.ui.admin.people_section import draw_people_section
from lib.ui.admin.service_section import draw_service_section
from lib.ui.admin.storage_section import draw_storage_section
from lib.ui.admin.usage_section import draw_usage_section
from lib.ui.frame import error_cards as errors
from lib.ui.frame.callbacks import Callback
from lib.ui.who_may import refusal

SECTION = "section"
"""In the address: the section that is open, so that it can be linked to."""
_SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "people": (N_("People"), draw_people_section),
    "limits": (N_("Limits"), draw_limits_section),
    "usage": (N_("Usage"), draw_usage_section),
    "storage": (N_("Storage"), draw_storage_section),
    "service": (N_("Service"), draw_service_section),
    "announcement": (N_("Announcement"), draw_announcement_section),
    "audit": (N_("Audit log"), draw_audit_section),
}


def draw_admin() -> None:
    """The open section; a word in its place for those who may not see it."""
    if why_not := refusal(Operation.LOOK_AFTER):
        st.info(why_not, icon=":material/lock:")
        return
    section = _chosen_section()
    with errors.shown("admin"):
        _SECTIONS[section][1]()


def _chosen_section() -> str:
    wanted = st.query_params.get(SECTION, "")
    section = wanted if wanted in _SECTIONS else next(iter(_SECTIONS))
    # To Streamlit other words are another choice: each language has a key of its own.
    key = f"admin.section.{spoken().code}"
    st.session_state[key] = section
    st.pills(
        _("Section"),
        list(_SECTIONS),
        format_func=lambda one: _(_SECTIONS[one][0]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_open_section,
        args=(key,),
    )
    return section


@Callback
def _open_section(key: str) -> None:
    st.query_params[SECTION] = str(st.session_state[key])
