"""Which address is open to whom, once people sign in. Pure; what is not known here is for those who are let in."""

from __future__ import annotations

from lib.domain.role import Role

STREAM = "_stcore/stream"
"""The websocket of every page; the entrance looks into what comes over it."""
JOIN = "join/"
_READING = ("GET", "HEAD", "OPTIONS")
_OPEN = ("_stcore/health", "_stcore/host-config", "auth/login", "auth/logout", "oauth2callback")


def inner_path(path: str, base: str) -> str:
    """An address below the server's base path (without slashes at its ends), without the slash that may end it."""
    if base and path.rstrip("/") == f"/{base}":
        return ""
    return path.removeprefix(f"/{base}/" if base else "/").removesuffix("/")


def is_page(path: str) -> bool:
    """Whether a page or a file beside it lies there, as far as its (inner) address tells: one word, or none."""
    return "/" not in path


def least_role(method: str, path: str) -> Role:
    """The smallest role that may ask for an inner path; of nobody: it is open."""
    if method in _READING and (path in _OPEN or path.startswith("static/") or is_page(path)):
        return Role.NOBODY
    if path.startswith(JOIN) and is_page(path.removeprefix(JOIN)) and method in ("GET", "HEAD", "POST"):
        return Role.NOBODY
    return Role.VIEWER if method in _READING else Role.MAKER
