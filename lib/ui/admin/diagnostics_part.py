"""The file for whoever helps from afar."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _
from lib.ui.parts.later_file import made_later
from lib.ui.state import actor_elsewhere, studio, utc_now
from lib.ui.who_may import refusal


def draw_diagnostics() -> None:
    """Made at the press, not before."""
    why_not, who = refusal(Operation.SAVE_DIAGNOSTICS), actor_elsewhere()
    st.subheader(_("Diagnostics"), anchor=False)
    st.caption(
        _(
            "A zip file for whoever helps you: versions, settings, counts and the kinds of errors. It has no API key, "
            "no passwords, no names, no pictures and no scenes."
        )
    )
    st.download_button(
        _("Save diagnostics"),
        made_later(lambda: studio().diagnostics.zip(who(), utc_now())),
        file_name=f"castboard-diagnostics-{utc_now():%Y-%m-%d}.zip",
        mime="application/zip",
        icon=":material/download:",
        key="admin.diagnostics",
        on_click="ignore",
        disabled=why_not is not None,
        help=why_not,
    )
