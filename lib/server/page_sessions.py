"""Whose the sessions of pages are: nobody goes on with one that was drawn for somebody else, or for another role."""

from __future__ import annotations

from starlette.types import Scope

from lib.domain.role import Visitor

MOST = 10_000
"""Of the sessions seen longest ago is forgotten whose they were; then nobody goes on with them."""
_SESSION_AT = 2
"""Where in Sec-WebSocket-Protocol a browser names the session that it wants to go on with."""
_NAME = b"sec-websocket-protocol"


class PageSessions:
    """Noted in the memory of this process, as the sessions themselves. For the event loop alone.

    Streamlit gives a session to whoever names it. A run of a part of the page would show them what it showed before,
    without asking who looks.
    """

    def __init__(self) -> None:
        self._whose: dict[str, tuple[str, str]] = {}

    def note(self, session: str, visitor: Visitor) -> None:
        """That this session shows a page to them."""
        self._whose.pop(session, None)
        self._whose[session] = _who(visitor)
        if len(self._whose) > MOST:
            del self._whose[next(iter(self._whose))]

    def are_kept(self, scope: Scope, visitor: Visitor) -> bool:
        """Whether the session that a websocket names, if it names one, may go on for this visitor."""
        named = _named(scope)
        return not named or (visitor.is_let_in and self._whose.get(named) == _who(visitor))


def _who(visitor: Visitor) -> tuple[str, str]:
    return visitor.person_id, visitor.role.value


def _named(scope: Scope) -> str:
    values = [value for name, value in scope["headers"] if name == _NAME]
    parts = [part.strip() for value in values for part in value.split(b",")[_SESSION_AT:]]
    return next((part.decode("latin-1") for part in parts if part), "")


def without_session(scope: Scope) -> Scope:
    """The same websocket, which begins anew."""
    kept: list[tuple[bytes, bytes]] = []
    for name, value in scope["headers"]:
        if name == _NAME:
            value = b",".join(value.split(b",")[:_SESSION_AT])
        kept.append((name, value))
    return {**scope, "headers": kept}
