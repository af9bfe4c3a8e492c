"""Pictures that were uploaded, and the memory that Streamlit keeps them in."""

from __future__ import annotations

import logging

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.typing import UploadedFile

log = logging.getLogger(__name__)


def free(file: UploadedFile) -> None:
    """Take a file out of memory, now that it is ours.

    Streamlit 1.67 keeps every upload until its session ends, and a session lives for as long as its tab is open; there
    is no public way to let one go. Without this, memory grows by all that people upload in a day.
    """
    context = get_script_run_ctx()
    manager = getattr(get_instance(), "uploaded_file_mgr", None) if exists() else None
    if context and manager and hasattr(manager, "remove_file"):
        manager.remove_file(context.session_id, file.file_id)
    else:
        # AppTest has a runtime of its own, without a manager.
        log.debug("An upload stays in memory until its session ends")
