"""What we use of Streamlit for signing in that it does not promise: its cookie, its messages, its server."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime
from secrets import token_hex
from string import ascii_letters, digits
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit import auth_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.secrets import AttrDict, secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib.domain.role import Role
from lib.ui.streamlit_internals.back_messages import LEAST, is_for
from lib.ui.streamlit_internals.forward_messages import session_of
from lib.ui.streamlit_internals.peers import listens_on, note_peers
from lib.ui.streamlit_internals.provider_cookie import claims_of, providers

SECRET = "a secret of this test"
COOKIE = "_streamlit_user"
LETTERS = ascii_letters + digits + "-_"
FACTS: dict[str, object] = {
    "iss": "https://id.example.com",
    "sub": "mia",
    "name": "Mia",
    "email": "mia@example.com",
    "email_verified": True,
    "origin": "https://studio.example.com",
    "is_logged_in": True,
}
AUTH = {
    "redirect_uri": "https://studio.example.com/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "castboard",
    "client_secret": "x",
    "server_metadata_url": "https://id.example.com/.well-known/openid-configuration",
}


@pytest.fixture(autouse=True)
def secrets() -> Any:
    """As in secrets.toml."""
    before = secrets_singleton._secrets
    secrets_singleton._secrets = {"auth": AUTH}
    yield
    secrets_singleton._secrets = before


def cookies(facts: dict[str, object], secret: str = SECRET) -> dict[str, str]:
    """As Streamlit sets them, in as many parts as are needed."""
    made: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    auth_util.set_cookie_with_chunks(
        lambda name, value: made.update({name: sign(name, value).decode()}), sign, COOKIE, facts, cookie_attr_size=60
    )
    return made


def test_a_cookie_of_streamlit_is_read_with_the_time_it_was_made() -> None:
    claims = claims_of(cookies(FACTS))
    assert claims is not None
    assert (claims.issuer, claims.subject, claims.name) == ("https://id.example.com", "mia", "Mia")
    assert (claims.mail, claims.mail_verified) == ("mia@example.com", True)
    assert abs((datetime.now(UTC) - claims.issued_at).total_seconds()) < 5


def test_a_large_one_comes_in_parts_and_none_of_them_may_be_missing_or_of_another() -> None:
    large = {**FACTS, "groups": [token_hex(20) for _ in range(300)]}
    parts = cookies(large)
    assert len(parts) > 3
    claims = claims_of(parts)
    assert claims is not None and claims.subject == "mia"
    assert claims_of({name: value for name, value in parts.items() if name != f"{COOKIE}_2"}) is None
    assert claims_of(parts | {f"{COOKIE}_2": parts[f"{COOKIE}_1"]}) is None
    other = claims_of(cookies({**large, "sub": "ben"}))
    assert other is not None and other.mark != claims.mark


def test_a_cookie_that_is_spelled_otherwise_is_still_the_same_one() -> None:
    """The end of a signature in base64 has bits to spare: signing out is remembered whatever stands in them."""
    (value,) = cookies(FACTS).values()
    known = claims_of({COOKIE: value})
    others = [found for end in LETTERS if (found := claims_of({COOKIE: f"{value[:-1]}{end}"}))]
    assert known and len(others) == 4 and {one.mark for one in others} == {known.mark}


@pytest.mark.parametrize(
    "facts",
    [
        {"origin": "https://elsewhere.example.com"},
        {"is_logged_in": False},
        {"sub": ""},
        {"iss": None},
        {"sub": 7},
    ],
)
def test_one_that_says_too_little_is_nobody(facts: dict[str, object]) -> None:
    assert claims_of(cookies(FACTS | facts)) is None


def test_a_forged_or_old_one_is_nobody() -> None:
    assert claims_of(cookies(FACTS, "another secret")) is None
    assert claims_of({COOKIE: "nonsense"}) is None and claims_of({COOKIE: ""}) is None and claims_of({}) is None
    renamed = URLSafeTimedSerializer(SECRET, salt="_streamlit_xsrf").dumps(json.dumps(FACTS))
    assert claims_of({COOKIE: str(renamed)}) is None


def test_a_mail_address_is_sure_only_where_the_provider_says_exactly_so() -> None:
    for said in ("true", 1, None, False):
        claims = claims_of(cookies(FACTS | {"email_verified": said}))
        assert claims is not None and claims.mail_verified is False


def test_providers_are_those_that_are_set_up_completely() -> None:
    assert providers() == ["default"]
    shared = {name: AUTH[name] for name in ("redirect_uri", "cookie_secret")}
    whole = {name: AUTH[name] for name in ("client_id", "client_secret", "server_metadata_url")}
    secrets_singleton._secrets = {"auth": {**shared, "google": AttrDict(whole), "half": AttrDict({"client_id": "x"})}}
    assert providers() == ["google"]
    secrets_singleton._secrets = {}
    assert providers() == []


def message(kind: str) -> bytes:
    made = BackMsg()
    field = getattr(made, kind)
    if isinstance(field, bool):
        setattr(made, kind, True)
    elif isinstance(field, str):
        setattr(made, kind, "x")
    else:
        field.SetInParent()
    return made.SerializeToString()


def test_whoever_is_not_let_in_may_only_run_the_page_that_asks_to_sign_in() -> None:
    kinds = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
    assert set(LEAST) <= set(kinds)
    allowed = {role: {kind for kind in kinds if is_for(role, message(kind))} for role in Role}
    asking = {"rerun_script", "stop_script", "app_heartbeat"}
    assert allowed[Role.NOBODY] == allowed[Role.PENDING] == asking
    assert allowed[Role.VIEWER] == asking | {"backend_operation_request"}
    assert allowed[Role.MAKER] == allowed[Role.OWNER] == allowed[Role.VIEWER] | {"file_urls_request"}


def test_only_the_begin_of_a_run_tells_the_session() -> None:
    begin, end = ForwardMsg(), ForwardMsg()
    begin.new_session.initialize.session_id = "the one"
    end.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    told = [session_of(message.SerializeToString()) for message in (begin, end)]
    assert told == ["the one", ""] and session_of(b"nonsense") == session_of(b"") == ""


def test_the_peer_is_noted_in_front_of_whatever_reads_headers() -> None:
    class Config:
        loaded, loaded_app, host = True, "the app", "0.0.0.0"

    class Server:
        config = Config()

        def handle_exit(self, *_: object) -> None: ...

    server, before = Server(), signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, server.handle_exit)
    try:
        note_peers()
        assert server.config.loaded_app.app == "the app" and listens_on() == "0.0.0.0"  # type: ignore[attr-defined]
    finally:
        signal.signal(signal.SIGTERM, before)
