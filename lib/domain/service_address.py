"""The address of a video service in one spelling, so that a job finds its service again however it was typed."""

from __future__ import annotations

from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_address(url: str) -> str:
    """`url` with scheme and host in lower case, without the port that its scheme has anyway and a slash at the end.

    Host names in other scripts are written as browsers send them (`xn--...`). Raises ValueError for what is no http(s)
    address. Source: RFC 3986, 6.2.2 and 6.2.3.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("no http or https address")
    host = parts.hostname
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host.removesuffix('.')}{port}{parts.path.rstrip('/')}"
