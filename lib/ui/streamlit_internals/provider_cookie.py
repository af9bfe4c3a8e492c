"""The cookie in which Streamlit keeps whom a provider signed in, and which providers there are.

`st.user` alone is not enough: it is filled once, as a page connects, so that it knows nothing of signing out elsewhere;
it does not tell when its cookie was made; and there is none where a browser asks for a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import streamlit as st
from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit.auth_util import (
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
    is_authlib_installed,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_server_config import AUTH_COOKIE_MAX_AGE_SECONDS, USER_COOKIE_NAME

from lib.domain.sign_in import Claims

SIGN_OUT = "auth/logout"
"""Where Streamlit takes the cookie away."""
DEFAULT = "default"


def claims_of(cookies: Mapping[str, str]) -> Claims | None:
    """What the provider said, if the cookie is whole, signed by us, for this address and not too old."""
    if USER_COOKIE_NAME not in cookies:
        return None
    parts: list[str] = []
    made: list[datetime] = []

    def opened(name: str) -> bytes | None:
        """What one cookie holds; None for one that we did not sign, or too long ago."""
        value = cookies.get(name, "")
        try:
            serializer = URLSafeTimedSerializer(get_cookie_secret(), salt=name)
            content, at = serializer.loads(value, max_age=AUTH_COOKIE_MAX_AGE_SECONDS, return_timestamp=True)
        except BadData:
            return None
        # Without the signature: the end of that can be spelled in several ways, and each would be another cookie.
        parts.append(value.rpartition(".")[0])
        made.append(at)
        return content.encode() if isinstance(content, str) else None

    whole = get_cookie_with_chunks(opened, USER_COOKIE_NAME)
    facts = _facts(whole) if whole else None
    if facts is None or facts.get("origin") != get_origin_from_redirect_uri() or not facts.get("is_logged_in"):
        return None
    issuer, subject = _text(facts, "iss"), _text(facts, "sub")
    if not issuer or not subject:
        return None
    return Claims(
        issuer=issuer,
        subject=subject,
        name=_text(facts, "name"),
        mail=_text(facts, "email"),
        mail_verified=facts.get("email_verified") is True,
        issued_at=min(made).astimezone(UTC),
        mark=sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest(),
    )


def _facts(whole: bytes) -> dict[str, Any] | None:
    try:
        facts = json.loads(whole)
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def _text(facts: dict[str, Any], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def providers() -> list[str]:
    """The names of those that are set up in secrets.toml; what is missing somewhere leaves that one out."""
    section = get_secrets_auth_section()
    named = [str(name) for name, value in section.items() if isinstance(value, Mapping) and name != "client_kwargs"]
    return [name for name in ([DEFAULT] if section.get("client_id") else []) + named if _is_whole(name)]


def _is_whole(provider: str) -> bool:
    try:
        validate_auth_credentials(provider)
    except StreamlitAuthError:
        return False
    return is_authlib_installed()


def sign_in(provider: str) -> None:
    """Lead the browser to a provider."""
    st.login(None if provider == DEFAULT else provider)
