"""The import of the front door by the server, outside any session."""

from __future__ import annotations

import logging

LOGGER = "streamlit.runtime.scriptrunner_utils.script_run_context"


def import_quietly() -> None:
    """Let Streamlit warn of no missing session while the server imports `streamlit_app.py`.

    There `st.navigation` has to run (streamlit.md 2), and Streamlit 1.67 logs a warning for each thing that it cannot
    know: at every start they look like trouble and are none. There is no option for it.
    """
    logging.getLogger(LOGGER).setLevel(logging.ERROR)
