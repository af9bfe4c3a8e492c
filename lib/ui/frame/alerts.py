"""Two switches for this browser, off by default: a sound and the browser's own notices when there is news.

Nothing of it reaches the server: whether a browser may, only that browser knows (alerts.js, notices.js).
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.text.language import _

HERE = Path(__file__).parent

_switches = st.components.v2.component(
    "castboard_alerts",
    css=(HERE / "alerts.css").read_text("utf-8"),
    js=(HERE / "alerts.js").read_text("utf-8"),
)


def draw_alerts() -> None:
    """The switches, each with its message for a browser that refuses."""
    data = {
        "sound": _("Sound when there is news"),
        "sound_refused": _("This browser does not let the page play a sound."),
        "notification": _("Browser notifications"),
        "notification_refused": _(
            "This browser does not allow notifications for this page. Allow them in its settings, then switch this on "
            "again."
        ),
    }
    _switches(key="frame.alerts", data=data, height="content")
