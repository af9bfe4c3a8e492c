"""The entrance of the server by itself: what it lets through for whom, what it believes, and when it ends a line."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import requests
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from lib.app import Studio
from lib.domain.role import Role
from lib.domain.sign_in import SIGNED_IN_FOR, Caller, hash_of
from lib.server import middleware, routes
from lib.server.entrance import CLOSED_BY_US, Entrance
from lib.services.settings import Settings
from lib.ui.callers import ADDRESS_HEADER, TOKEN_COOKIE
from lib.ui.state import utc_now
from lib.ui.streamlit_internals.peers import PEER

METHODS = ["GET", "POST", "PUT"]


async def _anything(request: Request) -> Response:
    """Stands for Streamlit, which marks its own cookies never."""
    own = {"Set-Cookie": "_streamlit_user=x; Path=/; HttpOnly"} if "oauth2callback" in request.url.path else {}
    return HTMLResponse("<title>Castboard</title>", headers=own)


async def _stream(line: WebSocket) -> None:
    """Begins a session, and then tells of each message how it was asked."""
    await line.accept(subprotocol="streamlit")
    begin = ForwardMsg()
    begin.new_session.initialize.session_id = "the-session"
    await line.send_bytes(begin.SerializeToString())
    async for _ in line.iter_bytes():
        await line.send_text(line.headers["sec-websocket-protocol"])


@dataclass
class Team:
    """A server whose people sign in by links, and somebody who has."""

    address: str
    studio: Studio

    def joined(self, role: Role, name: str = "Mia") -> str:
        """The value of their cookie."""
        link = self.studio.invitations.make(role, "", utc_now())
        return self.studio.invitations.join(link, name, Caller(), utc_now()) or ""

    def id_of(self, cookie: str) -> str:
        return self.studio.identity.who(Caller(token=cookie), utc_now()).person_id

    def asked(self, path: str, cookie: str = "", method: str = "GET", **headers: str) -> requests.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Cookie": f"{TOKEN_COOKIE}={cookie}"} if cookie else {}
        return requests.request(method, f"{self.address}/{path}", headers=sent, timeout=10)

    def line(self, cookie: str = "", session: str = "", origin: str = "", path: str = "stream") -> ClientConnection:
        opened = connect(
            f"{self.address.replace('http', 'ws')}/_stcore/{path}",
            subprotocols=["streamlit", "x", *([session] if session else [])],  # type: ignore[list-item]
            origin=origin or self.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": f"{TOKEN_COOKIE}={cookie}"},
            proxy=None,
        )
        opened.recv(timeout=10)
        return opened


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Team]:
    monkeypatch.setenv("CASTBOARD_SIGN_IN", "invite")
    studio: Studio = request.getfixturevalue("studio")
    parts = [*routes(), WebSocketRoute("/_stcore/{path}", _stream), Route("/{path:path}", _anything, methods=METHODS)]
    app = Starlette(routes=parts, middleware=middleware())
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Team(f"http://127.0.0.1:{listening.getsockname()[1]}", studio)
    server.should_exit = True
    thread.join(10)


def said(line: ClientConnection, kind: str = "rerun_script") -> str:
    message = BackMsg()
    getattr(message, kind).SetInParent()
    line.send(message.SerializeToString())
    return str(line.recv(timeout=10))


def ends(line: ClientConnection) -> bool:
    """Whether the next message is the last one."""
    with pytest.raises(ConnectionClosed) as closed:
        said(line)
    return closed.value.rcvd is not None and closed.value.rcvd.code == CLOSED_BY_US


def test_what_is_read_is_for_viewers_and_what_is_written_for_makers(team: Team) -> None:
    viewer, maker = team.joined(Role.VIEWER), team.joined(Role.MAKER)
    for method, answers in (("GET", (401, 200, 200)), ("POST", (401, 403, 200))):
        got = tuple(team.asked("media/x", cookie, method).status_code for cookie in ("", viewer, maker))
        assert got == answers, method
    team.studio.store.accounts.disable(team.id_of(maker), utc_now())
    assert team.asked("media/x", maker).status_code == 403 and team.asked("jobs").status_code == 200


def test_while_the_store_is_away_nobody_comes_in_and_whoever_is_in_stays(team: Team) -> None:
    maker = team.joined(Role.MAKER)
    with team.line(maker) as line:
        assert said(line)
        team.studio.store.close()
        assert team.asked("media/x", maker).status_code == 503 and said(line)
        team.studio.store.open()
        assert team.asked("media/x", maker).status_code == 200 and said(line)


@pytest.mark.parametrize("change", ["disabled", "another role", "signed out", "erased"])
def test_the_next_message_of_an_open_page_notices(team: Team, change: str) -> None:
    team.joined(Role.OWNER)
    maker, store, now = team.joined(Role.MAKER), team.studio.store, utc_now()
    her_id = team.id_of(maker)
    with team.line(maker) as line:
        assert said(line)
        {
            "disabled": lambda: store.accounts.disable(her_id, now),
            "another role": lambda: store.accounts.set_role(her_id, Role.OWNER, now),
            "signed out": lambda: store.sign_ins.end(hash_of(maker), now),
            "erased": lambda: store.erasure.erase(her_id, now),
        }[change]()
        assert ends(line)


def test_a_message_that_is_not_for_a_role_is_not_passed_on(team: Team) -> None:
    with team.line(team.joined(Role.VIEWER)) as line:
        message = BackMsg()
        message.file_urls_request.SetInParent()
        line.send(message.SerializeToString())
        assert said(line)
        with pytest.raises(TimeoutError):
            line.recv(timeout=0.3)


def test_a_session_is_gone_on_with_by_the_same_person_in_the_same_role_alone(team: Team) -> None:
    mia, ben = team.joined(Role.MAKER), team.joined(Role.MAKER, "Ben")

    def protocols(cookie: str) -> str:
        with team.line(cookie, "the-session") as line:
            return said(line)

    with team.line(mia):
        pass  # Known with its first word, before the browser has said any.
    assert protocols(mia) == "streamlit, x, the-session"
    assert protocols(ben) == protocols("") == "streamlit, x"
    with team.line(mia) as line:
        assert said(line)
    team.studio.store.accounts.set_role(team.id_of(mia), Role.VIEWER, utc_now())
    assert protocols(mia) == "streamlit, x"


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "https://evil.example", "null"])
def test_a_page_of_others_opens_no_line(team: Team, origin: str) -> None:
    with pytest.raises(InvalidStatus):
        team.line(team.joined(Role.OWNER), origin=origin)


def test_there_is_no_other_line_than_that_of_a_page(team: Team) -> None:
    with pytest.raises(InvalidStatus):
        team.line(team.joined(Role.OWNER), path="another")


@pytest.mark.parametrize("proto", ["http", "https"])
def test_a_page_renews_the_cookie_once_a_day_and_drops_one_that_ended(team: Team, proto: str) -> None:
    maker, now = team.joined(Role.MAKER), utc_now()

    def cookie() -> str:
        return team.asked("jobs", maker, X_Forwarded_Proto=proto).headers.get("Set-Cookie", "")

    assert cookie() == ""
    of_streamlit = team.asked("oauth2callback", X_Forwarded_Proto=proto).headers["Set-Cookie"]
    assert ("; Secure" in of_streamlit) is (proto == "https")
    before = now - timedelta(days=2)
    team.studio.store.sign_ins.renew(hash_of(maker), before, before + SIGNED_IN_FOR)
    value, *flags = cookie().split("; ")
    assert value == f"{TOKEN_COOKIE}={maker}" and cookie() == ""
    age = f"Max-Age={SIGNED_IN_FOR.days * 86_400}"
    assert set(flags) == {"Path=/", "HttpOnly", "SameSite=Lax", age, *(["Secure"] if proto == "https" else [])}
    team.studio.store.sign_ins.end(hash_of(maker), now)
    assert cookie().startswith(f"{TOKEN_COOKIE}=; ") and "Max-Age=0" in cookie()


@pytest.mark.parametrize("proto", ["http", "https"])
def test_a_link_is_used_by_a_form_of_ours_alone_and_signs_in_by_a_cookie_for_no_script(team: Team, proto: str) -> None:
    link = team.studio.invitations.make(Role.MAKER, "", utc_now())

    def posted(headers: dict[str, str]) -> requests.Response:
        address = f"{team.address}/join/{link}"
        return requests.post(address, {"name": "Mia"}, headers=headers, timeout=10, allow_redirects=False)

    ours = {"Origin": team.address}
    for headers in ({}, {"Origin": "http://evil.example"}, ours | {"Sec-Fetch-Site": "cross-site"}):
        assert posted(headers).status_code == 403, headers
    answer = posted(ours | {"X-Forwarded-Proto": proto})
    value, *flags = answer.headers["Set-Cookie"].split("; ")
    assert answer.status_code == 303 and {"HttpOnly", "SameSite=Lax"} < set(flags)
    assert ("Secure" in flags) is (proto == "https")
    assert team.asked("media/x", value.partition("=")[2]).status_code == 200
    assert posted(ours).status_code == 410


# What is believed of headers; only a hand-made request comes from afar.


def seen_inside(settings: dict[str, str], peer: str, headers: list[tuple[str, str]]) -> tuple[str, Headers]:
    """The scheme and the headers that lie behind the entrance; of two by one name the first counts, as for the app."""
    found: list[Scope] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None: ...

    sent = [(name.lower().encode(), value.encode()) for name, value in headers]
    scope: Scope = {"type": "http", "method": "GET", "path": "/jobs", "scheme": "http", "headers": sent, PEER: peer}
    entrance = Entrance(inside, Settings.model_validate(settings), "")
    asyncio.run(entrance(scope | {"client": ("127.0.0.1", 1)}, receive, send))
    return found[0]["scheme"], Headers(scope=found[0])


NAME = ("X-Forwarded-Email", "mia@example.com")
FROM, HTTPS, OWN = ("X-Forwarded-For", "203.0.113.5"), ("X-Forwarded-Proto", "https"), (ADDRESS_HEADER, "192.0.2.1")
PROXY, INVITE = {"CASTBOARD_SIGN_IN": "proxy"}, {"CASTBOARD_SIGN_IN": "invite"}


@pytest.mark.parametrize(
    ("settings", "peer", "headers", "scheme", "name", "address"),
    [
        (PROXY, "127.0.0.1", [NAME, FROM, HTTPS], "https", NAME[1], FROM[1]),
        (PROXY, "8.8.8.8", [NAME, FROM, HTTPS], "http", None, "8.8.8.8"),
        (PROXY, "127.0.0.1", [NAME, NAME], "http", None, "127.0.0.1"),
        (PROXY, "127.0.0.1", [NAME, OWN], "http", NAME[1], "127.0.0.1"),
        (PROXY | {"CASTBOARD_PROXY_ADDRESSES": "10.0.0.0/8"}, "127.0.0.1", [NAME], "http", None, "127.0.0.1"),
        (INVITE, "127.0.0.1", [NAME, FROM, HTTPS], "https", None, FROM[1]),
    ],
)
def test_what_is_believed_of_a_request(
    settings: dict[str, str],
    peer: str,
    headers: list[tuple[str, str]],
    scheme: str,
    name: str | None,
    address: str,
) -> None:
    got, behind = seen_inside(settings, peer, headers)
    assert (got, behind.get("x-forwarded-email"), behind[ADDRESS_HEADER]) == (scheme, name, address)
