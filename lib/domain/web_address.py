"""Whether a web address can name a picture for the service to fetch: its form, and no private network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.request import is_url

_MAX_LENGTH = 2048


def picture_address_problem(url: str) -> PictureRemark | None:
    """Why the address cannot be used; None if it can. The service fetches it from the internet, not we."""
    if not is_url(url):
        return PictureRemark(RemarkKind.NO_ADDRESS)
    if len(url) > _MAX_LENGTH:
        return PictureRemark(RemarkKind.LONG_ADDRESS, {"count": len(url), "most": _MAX_LENGTH})
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return PictureRemark(RemarkKind.NO_ADDRESS)
    return PictureRemark(RemarkKind.PRIVATE_ADDRESS) if _is_private(host) else None


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
