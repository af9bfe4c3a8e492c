"""From which address a request really came, before anything was read out of its headers."""

from __future__ import annotations

import signal
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

PEER = "castboard.peer"
"""In the scope of a request: the IP address of whoever is connected to us."""


class _Peers:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if client := scope.get("client"):
            scope[PEER] = client[0]
        await self.app(scope, receive, send)


def note_peers() -> None:
    """Write it into the scope of each request; to be called while the server starts.

    Streamlit 1.67 starts uvicorn so that X-Forwarded-For of a proxy on this machine takes the place of the peer's own
    address, and has no option for it: a proxy could not be told any more from whoever it speaks for. The server is
    found as in shutdown.py; where there is none, the address in the scope is taken for that of the peer.
    """
    server: Any = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    config = getattr(server, "config", None)
    if config is not None and getattr(config, "loaded", False):
        config.loaded_app = _Peers(config.loaded_app)


def listens_on() -> str | None:
    """The address that the server of this process was told to listen on; None: there is no server."""
    server: Any = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    host = getattr(getattr(server, "config", None), "host", None)
    return host if isinstance(host, str) else None
