"""Whoever asks, read from the cookies and headers of a request or a session."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lib.domain.sign_in import Caller
from lib.services.settings import Settings
from lib.ui.streamlit_internals.provider_cookie import claims_of

TOKEN_COOKIE = "castboard_sign_in"  # noqa: S105  # its name
"""Set by the route of invitations; HttpOnly, so only the server reads it."""
ADDRESS_HEADER = "x-castboard-address"
"""Set by the server's entrance for all that lies behind it; what comes in under this name is thrown away there."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_LONGEST_BROWSER = 300


def caller_of(cookies: Mapping[str, str], headers: Mapping[str, str], settings: Settings) -> Caller:
    """As the way in which people sign in here wants to know them. `headers` came through the server's entrance."""
    token = cookies.get(TOKEN_COOKIE, "")
    return Caller(
        token=token if settings.sign_in == "invite" and _TOKEN.fullmatch(token) else "",
        claims=claims_of(cookies) if settings.sign_in == "oidc" else None,
        named=headers.get(settings.proxy_header, "").strip() if settings.sign_in == "proxy" else "",
        address=headers.get(ADDRESS_HEADER, ""),
        browser=headers.get("User-Agent", "")[:_LONGEST_BROWSER],
    )
