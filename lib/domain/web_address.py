"""Whether a web address can name a picture for the service to fetch: its form, and no private network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from lib.domain.request import is_url

_MAX_LENGTH = 2048


def picture_address_problem(url: str) -> str:
    """A sentence for people, empty if the address can be used. The service fetches it from the internet, not we."""
    if not is_url(url):
        return "This is not a web address. It must start with http:// or https://."
    if len(url) > _MAX_LENGTH:
        return f"This address has {len(url):,} characters; at most {_MAX_LENGTH:,} are possible."
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "This is not a web address."
    if _is_private(host):
        return "This address is on a private network: the video service cannot reach it. Upload the picture instead."
    return ""


def _is_private(host: str) -> bool:
    if (
        host == "localhost"
        or host.endswith((".localhost", ".local", ".internal"))
        or ("." not in host and ":" not in host)
    ):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return _is_private_in_short(host)


def _is_private_in_short(host: str) -> bool:
    """Old spellings of an address that browsers and servers still understand: 127.1, 0x7f.1, 2130706433."""
    try:
        return not ipaddress.ip_address(socket.inet_aton(host)).is_global
    except OSError:
        return False
