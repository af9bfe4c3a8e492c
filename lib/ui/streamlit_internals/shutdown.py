"""How long the server waits at its end."""

from __future__ import annotations

import signal

STALLED_DOWNLOADS_MAY_TAKE_S = 3


def let_stalled_downloads_go() -> None:
    """End after three seconds whatever is still being downloaded; to be called while the server starts.

    Streamlit 1.67 runs uvicorn and has no option for its `timeout_graceful_shutdown`, so one stalled download holds up
    the end for ever: whoever stops the server has to kill it. The server is found as the owner of the handler of
    SIGTERM; where there is none, as in tests without a server, nothing is done.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if config := getattr(server, "config", None):
        config.timeout_graceful_shutdown = STALLED_DOWNLOADS_MAY_TAKE_S
