"""The file for whoever helps from afar."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import refusal


def draw_diagnostics() -> None:
    """Made at the press, not before."""
    why_not = refusal(Operation.SAVE_DIAGNOSTICS)
    st.subheader(_("Diagnostics"), anchor=False)
    st.caption(
        _(
            "A zip file for whoever helps you: versions, settings, counts and the kinds of errors. It has no API key, "
            "no passwords, no names, no pictures and no scenes."
        )
    )
    st.download_button(
        _("Save diagnostics"),
        _made,
        file_name=f"castboard-diagnostics-{utc_now():%Y-%m-%d}.zip",
        mime="application/zip",
        icon=":material/download:",
        key="admin.diagnostics",
        on_click="ignore",
        disabled=why_not is not None,
        help=why_not,
    )


def _made() -> bytes:
    return studio().diagnostics.zip(actor(), utc_now())
