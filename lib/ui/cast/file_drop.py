"""A place for a file that goes to the server's disk in parts: Streamlit's uploader would keep it in memory."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.services.cast_uploads import PART_BYTES
from lib.services.cast_zip import MOST_BYTES
from lib.text.formats import size
from lib.text.language import _
from lib.ui import media_links as media
from lib.ui.frame.callbacks import Callback
from lib.ui.state import studio, utc_now

HERE = Path(__file__).parent
_PLACE = HERE.parent / "parts" / "file_place.css"

_drop = st.components.v2.component(
    "castboard_file_drop",
    css=_PLACE.read_text("utf-8") + (HERE / "file_drop.css").read_text("utf-8"),
    js=(HERE / "file_drop.js").read_text("utf-8"),
)


def draw_file_drop(token: str, *, key: str, on_came: Callback[[]]) -> None:
    """The file lies under `token` when it has come; in the callback `st.session_state[key].came` says its name."""
    url = studio().links.url(f"imports/{token}.zip", now=utc_now())
    most = size(MOST_BYTES)
    words = {
        "choose": _("Choose a file"),
        "hint": _("or drop it here. A zip, up to {most}.", most=most),
        "sending": _("Sending the file"),
        "cancel": _("Cancel"),
        "came": _("The file was received."),
        "too_large": _("This file is larger than {most}. Export fewer members at once.", most=most),
        "stopped": _(
            "A proxy in front of Castboard does not let the file through. Ask your Castboard administrator to raise "
            "its limit (in nginx: client_max_body_size 60m)."
        ),
        "failed": _("The file could not be sent. Check your connection and try again."),
    }
    data = {"url": media.based(url), "token": token, "part_bytes": PART_BYTES, "most_bytes": MOST_BYTES, "words": words}
    _drop(key=key, data=data, on_came_change=on_came)
