"""What it means when an exchange breaks: which error of ours stands for what requests and urllib3 raised."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.client import HTTPException

import requests
import urllib3

from lib.domain.errors import (
    CertificatesUnreadable,
    NotReached,
    ProxyNotReached,
    ProxyRefused,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TlsFailed,
)
from lib.domain.loose_json import printable

LOST = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError, TypeError)
"""Everything that requests and urllib3 raise when an exchange breaks. ValueError: host names that no encoding takes;
TypeError: a proxy's address with a name and a password and no host."""
_TLS = (requests.exceptions.SSLError, urllib3.exceptions.SSLError, ssl.SSLError)
_NEVER = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError, requests.ConnectTimeout)
_PROXY = (
    urllib3.exceptions.ProxyError,
    urllib3.exceptions.ProxySchemeUnknown,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidProxyURL,
    TypeError,
)


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
    """What a broken submit means (design 4): nothing of the body was sent, try later; once `begun`, nobody knows."""
    if begun:
        return SubmissionUncertain(detail=_reason(exc))
    return (_not_arrived(exc) or NotReached)(detail=_reason(exc))


def read_lost(exc: BaseException, *, answered: bool) -> StudioError:
    """What a broken read means: NotReached or one of its kinds when no connection came about, else ServiceFailed.

    `answered`: the answer had begun, so that a TLS error is a cut line.
    """
    cls = None if answered else _not_arrived(exc)
    return (cls or ServiceFailed)(detail=_reason(exc))


def _not_arrived(exc: BaseException) -> type[NotReached] | None:
    """What kept a connection from coming about; None when there may have been one."""
    found = list(reasons(exc))
    if any(_is_about_certificates(one) for one in found):
        return CertificatesUnreadable
    if any(_is_about_a_proxy(one) for one in found):
        # http.client raises a bare OSError with these words when the proxy answers CONNECT with anything but 200.
        return ProxyRefused if any("Tunnel connection failed" in str(one) for one in found) else ProxyNotReached
    if any(isinstance(one, _TLS) for one in found):
        return TlsFailed
    return NotReached if any(isinstance(one, _NEVER) for one in found) else None


def _is_about_certificates(exc: BaseException) -> bool:
    # requests raises a bare OSError for a file that is not there; OpenSSL has a reason for one without certificates.
    return "TLS CA certificate bundle" in str(exc) or getattr(exc, "reason", None) == "NO_CERTIFICATE_OR_CRL_FOUND"


def _is_about_a_proxy(exc: BaseException) -> bool:
    # A SOCKS proxy needs a package that requests asks for in these words.
    return isinstance(exc, _PROXY) or (isinstance(exc, requests.exceptions.InvalidSchema) and "SOCKS" in str(exc))


def _reason(exc: BaseException) -> str:
    """Kind and innermost sentence, never the request: its headers hold the key."""
    inner = exc
    while deeper := next((one for one in (getattr(inner, "reason", None), *inner.args) if _is_error(one)), None):
        inner = deeper
    return printable(f"{type(exc).__name__}: {inner}", 500)


def _is_error(one: object) -> bool:
    return isinstance(one, BaseException)
