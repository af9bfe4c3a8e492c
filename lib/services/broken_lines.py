"""What it means when an exchange breaks: which error of ours stands for what requests and urllib3 raised."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.client import HTTPException

import requests
import urllib3

from lib.domain.errors import NotReached, ServiceFailed, StudioError, SubmissionUncertain, TlsFailed
from lib.domain.loose_json import printable

LOST = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)
"""Everything that requests and urllib3 raise when an exchange breaks. ValueError: host names that no encoding takes."""


def reasons(exc: BaseException) -> Iterator[BaseException]:
    """An exception and what it was made of: its cause, its arguments, and urllib3's `reason`."""
    todo: list[object] = [exc]
    seen: set[int] = set()
    while todo:
        one = todo.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            todo += [*one.args, one.__cause__, one.__context__, getattr(one, "reason", None)]


def submit_lost(exc: BaseException, *, begun: bool) -> StudioError:
    """What a broken submit means (design 4): nothing of the body gone, try later; `begun`, and nobody knows."""
    if begun:
        return SubmissionUncertain(detail=_said(exc))
    return TlsFailed(detail=_said(exc)) if _is_tls(exc) else NotReached(detail=_said(exc))


def read_lost(exc: BaseException, *, answered: bool) -> StudioError:
    """What a broken read means: NotReached (TlsFailed) when no connection came about, else ServiceFailed.

    `answered`: the answer had begun, so that a TLS error is a cut line.
    """
    if answered:
        return ServiceFailed(detail=_said(exc))
    if _is_tls(exc):
        return TlsFailed(detail=_said(exc))
    never = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError, requests.ConnectTimeout)
    if any(isinstance(one, (*never, urllib3.exceptions.ProxyError)) for one in reasons(exc)):
        return NotReached(detail=_said(exc))
    return ServiceFailed(detail=_said(exc))


def _is_tls(exc: BaseException) -> bool:
    tls = (requests.exceptions.SSLError, urllib3.exceptions.SSLError, ssl.SSLError)
    return any(isinstance(one, tls) for one in reasons(exc))


def _said(exc: BaseException) -> str:
    """Kind and innermost sentence, never the request: its headers hold the key."""
    inner = exc
    while deeper := next((one for one in (getattr(inner, "reason", None), *inner.args) if _is_error(one)), None):
        inner = deeper
    return printable(f"{type(exc).__name__}: {inner}", 500)


def _is_error(one: object) -> bool:
    return isinstance(one, BaseException)
