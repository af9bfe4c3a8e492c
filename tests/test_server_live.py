"""The real server as an attacker meets it: what is closed, what an upload may be, who gets which file."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import psutil
import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.app import Studio
from lib.services.media.links import ROUTE
from lib.ui.state import utc_now
from tests.browser.running import AppServer
from tests.conftest import ROOT

JOB = "0123456789abcdef" * 2
VIDEO_BYTES = 300_000_000
LARGEST = 50_000_000
"""Bytes of the largest picture that the contract allows."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("live") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def studio(app: AppServer) -> Iterator[Studio]:
    """The same data, seen from here, with one large video in it."""
    opened = app.studio()
    video = opened.library.video(JOB)
    video.parent.mkdir(parents=True, exist_ok=True)
    with video.open("wb") as file:
        file.truncate(VIDEO_BYTES)
    yield opened
    opened.close()


def sent_as_it_stands(app: AppServer, path: str, method: str = "GET") -> tuple[int, bytes]:
    """Status and body of a path that nothing has tidied up on its way."""
    line = http.client.HTTPConnection(urlsplit(app.address).netloc, timeout=20)
    line.putrequest(method, path, skip_accept_encoding=True)
    line.endheaders()
    answer = line.getresponse()
    found = answer.status, answer.read()
    line.close()
    return found


def memory(app: AppServer) -> int:
    return int(psutil.Process(app.pid).memory_info().rss)


# What nobody needs


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        *["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics?x=1", "//_stcore/metrics", "/_stcore%2fmetrics"],
        *["/_stcore/%6detrics", "/%5fstcore/metrics", "/x/../_stcore/metrics", "/jobs/_stcore/metrics"],
        *["/_stcore/agent", "/_stcore/agent/mcp", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"],
        *["/_stcore/agent%2finteract", "/_stcore/agen%74/mcp", "//_stcore/agent/openapi.json"],
    ],
)
def test_metrics_and_the_agents_door_are_closed(app: AppServer, method: str, path: str) -> None:
    status, said = sent_as_it_stands(app, path, method)
    assert (status, said) == (404, b"" if method == "HEAD" else b"Not found")


@pytest.mark.parametrize(
    "path",
    [
        *["/_stcore//metrics", "/_stcore/./metrics", "/_stcore/%2e/metrics", "/_STCORE/METRICS", "/_stcore/Metrics"],
        *["/_stcore\\metrics", "/_stcore/AGENT/openapi.json", "/_stcore//agent/interact", "/_stcore/x/../metrics"],
    ],
)
def test_an_odd_spelling_leads_to_nothing_but_the_page(app: AppServer, path: str) -> None:
    status, said = sent_as_it_stands(app, path)
    assert status in (400, 404) or said == sent_as_it_stands(app, "/")[1]


def test_no_line_can_be_opened_to_the_agents_door(app: AppServer) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(f"{socket_of(app)}/_stcore/agent/interact", proxy=None):
        pass
    assert refused.value.response.status_code in (403, 404)


@pytest.mark.parametrize(
    "path", ["/streamlit_app.py", "/.streamlit/config.toml", "/.streamlit/secrets.toml", "/lib/app.py", "/.git/config"]
)
def test_our_own_files_are_not_served(app: AppServer, path: str) -> None:
    assert sent_as_it_stands(app, path)[1] == sent_as_it_stands(app, "/")[1], "anything but the page"


# Uploads


@contextmanager
def upload_address(app: AppServer) -> Iterator[str]:
    """Where an open page puts its files; as long as it is open."""
    with connect(f"{socket_of(app)}/_stcore/stream", proxy=None, subprotocols=["streamlit"], max_size=None) as line:
        hello = BackMsg()
        hello.rerun_script.query_string = ""
        line.send(hello.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "new_session":
            message.ParseFromString(line.recv(timeout=30))
        yield f"{app.address}/_stcore/upload_file/{message.new_session.initialize.session_id}/a-file"


def socket_of(app: AppServer) -> str:
    return app.address.replace("http", "ws", 1)


def a_browser(app: AppServer) -> tuple[requests.Session, dict[str, str]]:
    """One with the server's cookies, and the header that only a page of this server can add."""
    browser = requests.Session()
    browser.get(f"{app.address}/_stcore/health", timeout=10)
    return browser, {"X-Xsrftoken": browser.cookies["_streamlit_xsrf"]}


def put(browser: requests.Session, url: str, size_bytes: int, headers: dict[str, str] | None = None) -> int:
    files = {"file": ("a.png", bytes(size_bytes), "image/png")}
    return browser.put(url, files=files, headers=headers or {}, timeout=60).status_code


def test_another_site_cannot_make_a_browser_upload_or_delete(app: AppServer) -> None:
    (browser, token), (_, other) = a_browser(app), a_browser(app)
    with upload_address(app) as url:
        assert put(browser, url, 10) == 403, "the cookie alone, as another site would have it sent"
        assert put(browser, url, 10, other) == 403, "a token of another browser"
        assert put(requests.Session(), url, 10, token) == 403, "a token without its cookie"
        assert browser.delete(url, timeout=10).status_code == 403
        assert put(browser, url, 10, token) == 204
        assert browser.delete(url, headers=token, timeout=10).status_code == 204


def test_an_upload_over_the_limit_is_cut_off_by_the_server(app: AppServer) -> None:
    browser, token = a_browser(app)
    with upload_address(app) as url:
        assert put(browser, url, LARGEST, token) == 204
        assert browser.delete(url, headers=token, timeout=10).status_code == 204
        before = memory(app)
        assert put(browser, url, 201 * 1024 * 1024, token) == 413
        assert without_a_length(browser, url, token, 300) == 413
        assert memory(app) - before < 100_000_000


def without_a_length(browser: requests.Session, url: str, token: dict[str, str], megabytes: int) -> int:
    """A file that does not say how long it is and goes on and on."""

    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        for _ in range(megabytes):
            yield bytes(1_000_000)

    headers = token | {"Content-Type": "multipart/form-data; boundary=x"}
    return browser.put(url, data=body(), headers=headers, timeout=60).status_code


def test_nobody_uploads_without_an_open_page(app: AppServer) -> None:
    browser, token = a_browser(app)
    assert put(browser, f"{app.address}/_stcore/upload_file/{'0' * 36}/a-file", 10, token) == 400


# Media


def link(app: AppServer, studio: Studio, ago: timedelta = timedelta(0)) -> str:
    return app.address + studio.links.url(studio.library.video_name(JOB), now=utc_now() - ago)


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=30, allow_redirects=False)


def test_any_part_of_a_video_can_be_had(app: AppServer, studio: Studio) -> None:
    url = link(app, studio)
    first = get(url, Range="bytes=0-99")
    assert (first.status_code, len(first.content)) == (206, 100)
    assert first.headers["Content-Range"] == f"bytes 0-99/{VIDEO_BYTES}"
    end = get(url, Range="bytes=-10")
    assert (end.status_code, end.headers["Content-Range"]) == (
        206,
        f"bytes {VIDEO_BYTES - 10}-{VIDEO_BYTES - 1}/{VIDEO_BYTES}",
    )
    assert get(url, Range=f"bytes={VIDEO_BYTES}-").status_code == 416
    head = requests.head(url, timeout=10)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(VIDEO_BYTES))


def test_a_video_passes_by_the_servers_memory(app: AppServer, studio: Studio) -> None:
    before, most, got = memory(app), 0, 0
    with requests.get(link(app, studio), stream=True, timeout=30) as answer:
        for block in answer.iter_content(1_000_000):
            got += len(block)
            most = max(most, memory(app))
    assert got == VIDEO_BYTES and most - before < 60_000_000


def test_a_link_that_expired_or_was_guessed_opens_nothing_and_says_nothing(app: AppServer, studio: Studio) -> None:
    good = link(app, studio)
    assert get(good, Range="bytes=0-0").status_code == 206
    bare, _, query = good.partition("?")
    wrong = {
        "expired": link(app, studio, ago=timedelta(hours=3)),
        "unsigned": bare,
        "forged": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "made to last": good.replace("exp=", "exp=9"),
        "for another": f"{app.address}{ROUTE}videos/{'f' * 32}.mp4?{query}",
        "no file of ours": f"{app.address}{ROUTE}link-secret?{query}",
    }
    answers = {what: get(url) for what, url in wrong.items()}
    assert {(one.status_code, one.text[:100]) for one in answers.values()} == {(404, "Not found")}
    headers = [sorted(set(one.headers) - {"date"}) for one in answers.values()]
    assert all(one == headers[0] for one in headers), "nothing tells one wrong link from another"


@pytest.mark.parametrize(
    "path",
    [
        *[
            "../../../link-secret",
            "videos/../../link-secret",
            "%2e%2e/%2e%2e/link-secret",
            "videos/..%2f..%2flink-secret",
        ],
        *["//etc/passwd", "videos/%5c..%5clink-secret", "videos/%00.mp4", "C:/Windows/win.ini"],
    ],
)
def test_no_path_from_outside_leads_to_a_file(app: AppServer, studio: Studio, path: str) -> None:
    query = urlsplit(link(app, studio)).query
    status, said = sent_as_it_stands(app, f"{ROUTE}{path}?{query}")
    assert status in (400, 404) and said in (b"Not found", b"Bad Request")


# The settings of the server

NEEDED = {
    "server.address": "127.0.0.1",
    "server.maxUploadSize": 200,
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "server.enableWebsocketCompression": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
}
DEFAULTS = {"server.enableCORS": True, "server.disconnectedSessionTTL": 120, "server.maxMessageSize": 200}
"""What nobody has set, and Streamlit sets as we need it."""
ASK = (
    "import json, sys; from streamlit import config; print(json.dumps({k: config.get_option(k) for k in sys.argv[1:]}))"
)


def test_the_settings_are_written_down_and_in_force() -> None:
    """Streamlit passes over a name that it does not know: so it is asked what holds."""
    written = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    for name, value in NEEDED.items():
        section, _, key = name.partition(".")
        assert written[section][key] == value, name
    command = [sys.executable, "-c", ASK, *NEEDED, *DEFAULTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout.splitlines()[-1]) == NEEDED | DEFAULTS
