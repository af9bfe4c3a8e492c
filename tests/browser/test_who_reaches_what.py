"""Every address of ours and of Streamlit, and the websocket, tried by everybody from nobody to an owner."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from unittest.mock import MagicMock
from urllib.parse import urlsplit

import pytest
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from websockets.exceptions import ConnectionClosed, InvalidStatus

from lib.domain.role import Role
from lib.server.entrance import CLOSED_BY_US
from lib.ui.callers import TOKEN_COOKIE
from lib.ui.media_links import UPLOADS
from lib.ui.state import utc_now
from tests.browser.page_line import opened, run_of
from tests.browser.running import AppServer
from tests.browser.team import INVITE, behind, id_of, token_of

ROLES = tuple(Role)
REFUSALS = {401: "Sign in first", 403: "Not allowed"}
"""Of ours; Streamlit refuses an upload without its own token, too."""
IMPORTS = "/app/static/library/imports/" + "0" * 32 + ".zip"
OURS = {
    ("GET", "picture"): Role.VIEWER,
    ("HEAD", "picture"): Role.VIEWER,
    ("GET", "/app/static/library/videos/x.mp4"): Role.VIEWER,
    ("POST", UPLOADS): Role.MAKER,
    ("PUT", IMPORTS): Role.MAKER,
    ("GET", "/join/never-made"): Role.NOBODY,
    ("GET", "/"): Role.NOBODY,
    ("GET", "/jobs"): Role.NOBODY,
    ("GET", "/gallery"): Role.NOBODY,
    ("GET", "/nowhere/at/all"): Role.VIEWER,
    ("DELETE", "/"): Role.MAKER,
    ("TRACE", "/"): Role.MAKER,
    ("GET", "/static/../media/x"): Role.NOBODY,  # of Streamlit's own files, and no other
    ("GET", "//media/x"): Role.VIEWER,
    ("GET", "/%6dedia/x"): Role.VIEWER,
    ("GET", "/MEDIA/x"): Role.VIEWER,
    ("GET", "/media/x."): Role.VIEWER,
    ("GET", "/app/static/library/..%2fvideos/x.mp4"): Role.VIEWER,
    ("PUT", "/join/../_stcore/upload_file/x/y"): Role.MAKER,
    ("GET", "//_stcore/metrics"): None,
    ("GET", "/%5fstcore/metrics"): None,
    ("GET", "/_stcore/metrics/."): None,
    ("HEAD", "/_stcore/metrics"): None,
    ("POST", "/_stcore/metrics"): None,
}
"""Who gets through at least; None: nobody. Pages are an empty shell: what is in them comes over the websocket."""
STREAMLIT = {
    ("GET", "/_stcore/health"): Role.NOBODY,
    ("GET", "/_stcore/script-health-check"): Role.VIEWER,
    ("GET", "/_stcore/metrics"): None,
    ("GET", "/_stcore/host-config"): Role.NOBODY,
    ("GET", "/media/{file_id:path}"): Role.VIEWER,
    ("PUT", "/_stcore/upload_file/{session_id}/{file_id}"): Role.MAKER,
    ("DELETE", "/_stcore/upload_file/{session_id}/{file_id}"): Role.MAKER,
    ("GET", "/component/{path:path}"): Role.VIEWER,
    ("GET", "/_stcore/bidi-components/{path:path}"): Role.VIEWER,
    ("GET", "/auth/login"): Role.NOBODY,
    ("GET", "/auth/logout"): Role.NOBODY,
    ("GET", "/oauth2callback"): Role.NOBODY,
    ("POST", "/_stcore/agent/interact"): None,
    ("POST", "/_stcore/agent/mcp"): None,
    ("GET", "/_stcore/agent/openapi.json"): None,
}
"""The same of Streamlit's own routes."""
Cookies = dict[Role, dict[str, str]]


@pytest.fixture(scope="module")
def team(app_server: Callable[..., AppServer]) -> tuple[AppServer, Cookies]:
    """The app, and what the browsers of people in each role send."""
    server = app_server(INVITE)
    return server, {role: {TOKEN_COOKIE: token_of(server, role, f"The {role}")} if role else {} for role in ROLES}


@pytest.fixture(scope="module")
def picture_link(team: tuple[AppServer, Cookies], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A signed link, as a page would show it."""
    file = tmp_path_factory.mktemp("picture") / "red.png"
    Image.new("RGB", (300, 300), "red").save(file)
    with behind(team[0]) as studio:
        kept = studio.pictures.add(file.read_bytes()).original
        yield studio.links.url(f"pictures/{kept.sha256}.{kept.kind}", now=utc_now())


def asked(server: AppServer, cookies: dict[str, str], method: str, path: str) -> tuple[int, bool]:
    """The status, and whether the entrance let it through. The path goes out as it stands here."""
    own = {"Origin": server.address, "Content-Type": "application/octet-stream", "x-castboard-at": "0"}
    sent = own | {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    with closing(http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)) as line:
        line.request(method, path, b"x" * 10, sent)
        answer = line.getresponse()
        refused = answer.status in REFUSALS and answer.read().decode() in ("", REFUSALS[answer.status])
    return answer.status, not refused


def line_of(name: str, statuses: dict[Role, int]) -> str:
    return f"{name:<58}" + "".join(f"{status:>9}" for status in statuses.values())


def test_every_address_is_for_whom_it_should_be(team: tuple[AppServer, Cookies], picture_link: str) -> None:
    server, cookies = team
    wrong, lines = [], [f"{'':<58}" + "".join(f"{role or 'nobody':>9}" for role in ROLES)]
    for (method, path), least in (OURS | STREAMLIT).items():
        there = picture_link if path == "picture" else path.replace("{", "").replace("}", "").replace(":path", "")
        answers = {role: asked(server, cookies[role], method, there) for role in ROLES}
        lines.append(line_of(f"{method} {path}", {role: status for role, (status, _) in answers.items()}))
        for role, (status, through) in answers.items():
            if (through and not (least is None and status == 404)) != (least is not None and role.is_at_least(least)):
                wrong.append((method, path, role.value, status))
    print("\n" + "\n".join(lines))
    assert wrong == []
    assert all(asked(server, cookies[role], "GET", picture_link)[0] == 200 for role in ROLES if role.rank > 1)


def test_no_route_of_streamlit_is_left_out() -> None:
    found = {
        (method, route.path)
        for route in create_streamlit_routes(MagicMock())
        for method in getattr(route, "methods", None) or ()
        if method not in ("HEAD", "OPTIONS")
    }
    found = {(method, path) for method, path in found if "/agent/" not in path and "/app/static/" not in path}
    known = {(method, path) for method, path in STREAMLIT if "/agent/" not in path}
    assert found == known - {("GET", "/_stcore/script-health-check")}  # an option, and off


# The websocket


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_the_websocket_shows_pages_to_those_who_are_let_in(team: tuple[AppServer, Cookies], role: Role) -> None:
    server, cookies = team
    with opened(server, cookies[role]) as line:
        heard, _ = run_of(line)
    assert (b"frame.pages" in heard) == role.is_at_least(Role.VIEWER)
    assert (b"entrance" in heard) != role.is_at_least(Role.VIEWER)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "http://localhost:9", "https://evil.example", "null"])
def test_no_page_of_others_opens_it_with_the_cookie_of_somebody(team: tuple[AppServer, Cookies], origin: str) -> None:
    server, cookies = team
    with pytest.raises(InvalidStatus):
        opened(server, cookies[Role.OWNER], origin=origin)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_an_upload_is_prepared_for_makers_alone(team: tuple[AppServer, Cookies], role: Role) -> None:
    server, cookies = team
    with opened(server, cookies[role]) as line:
        _, session = run_of(line)
        message = BackMsg()
        message.file_urls_request.request_id = "mine"
        message.file_urls_request.file_names.append("red.png")
        message.file_urls_request.session_id = session
        line.send(message.SerializeToString())
        heard = b""
        # A run that begins meanwhile would take the answer along: here none does, so that silence is a refusal.
        with suppress(TimeoutError):
            while b"upload_file" not in heard:
                heard += line.recv(timeout=20 if role.is_at_least(Role.MAKER) else 2)  # type: ignore[operator]
    assert (b"upload_file" in heard) == role.is_at_least(Role.MAKER)


def test_nobody_goes_on_with_the_session_of_somebody(team: tuple[AppServer, Cookies]) -> None:
    server, cookies = team
    with opened(server, cookies[Role.OWNER]) as line:
        _, session = run_of(line)
    with opened(server, cookies[Role.OWNER], session) as line:
        assert run_of(line)[1] == session
    for role in (Role.NOBODY, Role.PENDING):
        with opened(server, cookies[role], session) as line:
            assert run_of(line)[1] not in ("", session)
    with opened(server, {}) as line:
        _, session = run_of(line)
    with opened(server, {}, session) as line:
        assert run_of(line)[1] not in ("", session)


def test_somebody_else_finds_nothing_of_the_person_before_in_a_session(team: tuple[AppServer, Cookies]) -> None:
    server, cookies = team
    with opened(server, cookies[Role.OWNER]) as line:
        heard, session = run_of(line)
        assert b"The owner" in heard
        # Streamlit would take it from the owner, whose page is open still; a part of it would be shown unasked.
        with opened(server, cookies[Role.MAKER], session) as other:
            heard, theirs = run_of(other)
        assert theirs != session and b"The owner" not in heard and b"The maker" in heard
        assert run_of(line)[1] == session


def test_a_page_that_was_drawn_for_another_role_ends_with_its_next_message(team: tuple[AppServer, Cookies]) -> None:
    server, _ = team
    cookies = {TOKEN_COOKIE: token_of(server, Role.MAKER, "Mona")}
    with opened(server, cookies) as line:
        _, session = run_of(line)
        with behind(server) as studio:
            assert studio.store.accounts.set_role(id_of(server, "Mona"), Role.VIEWER, utc_now())
        with pytest.raises(ConnectionClosed) as closed:
            run_of(line)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == CLOSED_BY_US
    with opened(server, cookies, session) as line:
        assert run_of(line)[1] != session
