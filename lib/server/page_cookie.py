"""The cookie that signs a browser in: set, set anew, taken away; and what holds for every cookie behind https."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from lib.domain.sign_in import SIGNED_IN_FOR
from lib.ui.callers import TOKEN_COOKIE


def renewed(token: str, base: str, *, secure: bool) -> str:
    """The header's value that keeps a browser signed in. `base`: the server's base path."""
    return _cookie(token, base, int(SIGNED_IN_FOR.total_seconds()), secure=secure)


def dropped(base: str, *, secure: bool) -> str:
    """The one that lets a browser forget it."""
    return _cookie("", base, 0, secure=secure)


def _cookie(token: str, base: str, age_s: int, *, secure: bool) -> str:
    value = f"{TOKEN_COOKIE}={token}; Path=/{base}; HttpOnly; SameSite=Lax; Max-Age={age_s}"
    return value + ("; Secure" if secure else "")


def with_cookie(send: Send, cookie: str) -> Send:
    """Send a cookie along with what is answered."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return sending


def secured(send: Send) -> Send:
    """Let all cookies of what is answered go by https alone: Streamlit marks those of a provider's sign-in never."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [_secure(*header) for header in message.get("headers", [])]
        await send(message)

    return sending


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_open else value
