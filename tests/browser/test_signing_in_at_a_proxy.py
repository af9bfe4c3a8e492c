"""A proxy in front that signs people in and names them; and what the app believes of proxies at all."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.domain.role import Role
from lib.ui.callers import TOKEN_COOKIE
from tests.browser.nginx import BEGINNING, WEBSOCKETS, nginx
from tests.browser.running import AppServer, free_port, healthy, in_bar, open_page, until
from tests.browser.team import INVITE, behind, link_for

MEDIA = "/app/static/library/videos/x.mp4"
NAMED = {"X-Forwarded-Email": "mia@example.com"}
CONFIG = (
    BEGINNING
    + """
  server {{
    listen 127.0.0.1:{port};
    location /studio/ {{
      proxy_pass {app}/;
      {websockets}
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Email mia@example.com;
    }}
  }}
}}
"""
)


@pytest.fixture(scope="module")
def server(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server({"CASTBOARD_SIGN_IN": "proxy", "CASTBOARD_SIGN_IN_DOMAINS": "example.com"})


@pytest.fixture(scope="module")
def proxied(server: AppServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address behind a proxy that signs everybody in as Mia."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    file = folder / "nginx.conf"
    file.write_text(CONFIG.format(folder=folder, port=port, app=server.address, websockets=WEBSOCKETS), "utf-8")
    process = subprocess.Popen([nginx(), "-p", str(folder), "-c", str(file), "-e", "stderr"])
    address = f"http://127.0.0.1:{port}/studio"
    until(lambda: healthy(address), 10, "nginx answers")
    yield address
    process.kill()
    process.wait(10)


def status(server: AppServer, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(server.address + MEDIA, headers=sent, timeout=10).status_code


def test_whoever_the_proxy_names_is_in(proxied: str, server: AppServer, page: Page) -> None:
    open_page(page, f"{proxied}/jobs")
    expect(page.locator(".st-key-frame-person")).to_contain_text("mia")
    expect(in_bar(page, "Gallery")).to_be_visible()
    assert requests.get(proxied + MEDIA, timeout=10).status_code == 404
    with behind(server) as studio:
        (account,) = studio.store.accounts.all()
    assert (account.name, account.mail, account.role) == ("mia", "mia@example.com", Role.MAKER)


def test_without_the_header_a_page_says_what_is_missing(server: AppServer, page: Page) -> None:
    open_page(page, server.address)
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    expect(page.get_by_text("X-Forwarded-Email")).to_be_visible()


def test_the_header_counts_only_from_the_proxy_itself(app_server: Callable[..., AppServer]) -> None:
    far = app_server(
        {
            "CASTBOARD_SIGN_IN": "proxy",
            "CASTBOARD_SIGN_IN_DOMAINS": "example.com",
            "CASTBOARD_PROXY_ADDRESSES": "10.9.9.9",
        }
    )
    assert requests.get(far.address + MEDIA, headers=NAMED, timeout=10).status_code == 401
    # Where somebody says they come from is no proof: it takes the address of the connection.
    for claim in ({"X-Forwarded-For": "10.9.9.9"}, {"Forwarded": "for=10.9.9.9"}, {"X-Castboard-Address": "10.9.9.9"}):
        assert requests.get(far.address + MEDIA, headers=NAMED | claim, timeout=10).status_code == 401
    with behind(far) as studio:
        assert studio.store.accounts.all() == []


def test_a_name_that_came_along_with_the_proxys_own_is_nobodys(server: AppServer) -> None:
    with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=10)) as line:
        line.putrequest("GET", MEDIA)
        for name in ("olga@example.com", "mia@example.com"):
            line.putheader("X-Forwarded-Email", name)
        line.putheader("X_Forwarded_Email", "olga@example.com")
        line.endheaders()
        assert line.getresponse().status == 401


def test_the_address_in_the_list_of_deeds_is_the_browsers_as_the_proxy_saw_it(server: AppServer) -> None:
    named = {"X-Forwarded-Email": "zoe@example.com", "X-Forwarded-For": "1.1.1.1, 203.0.113.5"}
    assert requests.get(server.address + MEDIA, headers=named, timeout=10).status_code == 404
    with behind(server) as studio, studio.store._read() as connection:
        addresses = connection.exec_driver_sql("SELECT address FROM audit ORDER BY id").scalars().all()
    assert "203.0.113.5" in addresses and "1.1.1.1" not in addresses


@pytest.mark.parametrize(("proto", "secure"), [("https", True), ("http", False)])
@pytest.mark.parametrize("base", ["", "/studio"])
def test_behind_https_the_cookie_is_secure_and_below_the_base_path(
    app_server: Callable[..., AppServer], proto: str, secure: bool, base: str
) -> None:
    made = app_server(INVITE | ({"STREAMLIT_SERVER_BASE_URL_PATH": base} if base else {}))
    link = link_for(made, Role.MAKER)
    home = "{0.scheme}://{0.netloc}".format(urlsplit(made.address))
    headers = {"Origin": home, "X-Forwarded-Proto": proto}
    answer = requests.post(link, {"name": "Mia"}, headers=headers, timeout=10, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303 and cookie.startswith(f"{TOKEN_COOKIE}=")
    assert ("; Secure" in cookie) is secure and f"Path={base or '/'};" in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    there = requests.get(made.address + MEDIA, cookies={TOKEN_COOKIE: value}, timeout=10)
    assert there.status_code == 404 and requests.get(made.address + MEDIA, timeout=10).status_code == 401


def test_allowed_hosts_hold_for_the_websocket(app_server: Callable[..., AppServer]) -> None:
    made = app_server(INVITE | {"STREAMLIT_SERVER_ALLOWED_HOSTS": "studio.example.com"})
    port = urlsplit(made.address).port

    def line(host: str) -> None:
        plain = socket.create_connection(("127.0.0.1", port))
        with connect(f"ws://{host}/_stcore/stream", sock=plain, subprotocols=["streamlit"], proxy=None):  # type: ignore[list-item]
            pass

    line("studio.example.com")
    with pytest.raises(InvalidStatus):
        line("evil.example.com")
