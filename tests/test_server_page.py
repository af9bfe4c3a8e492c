"""The page as it leaves the real server: its head says where the server is; frames stay outside.

And the parts of Streamlit's front end, which come from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from lib.ui.streamlit_internals.front_end import TYPES, parts
from lib.ui.streamlit_internals.page_head import head_of
from tests.browser.running import AppServer

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate"}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("page") / "data", forked=True)
    server.start()
    yield server
    server.stop()


def page(live: AppServer, path: str, **headers: str) -> requests.Response:
    return requests.get(live.address + path, headers=BROWSER | headers, timeout=10)


@pytest.mark.parametrize("path", ["/", "/cast", "/jobs", "/gallery", "/jobs?job=1", "/nothing-there"])
def test_every_page_says_where_its_server_is_and_is_whole(live: AppServer, path: str) -> None:
    answer = page(live, path)
    assert answer.status_code == 200 and int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.text.count("window.__streamlit = {BACKEND_BASE_URL") == 1
    assert answer.text.index("window.__streamlit") < answer.text.index('type="module"')
    assert answer.text.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    "path", ["/", "/cast", "/jobs", "/gallery", "/jobs?job=1", "/nothing-there", "/nothing/there/"]
)
def test_no_page_is_translated_by_the_browser(live: AppServer, path: str) -> None:
    """It would go stale: one model on the screen, another one sent. The mark is there before the first text."""
    text = page(live, path).text
    start = re.findall(r"<html[^>]*>", text)
    assert len(start) == 1 and ' translate="no"' in start[0] and ' class="notranslate"' in start[0]
    assert start[0].count("class=") == 1
    assert text.index('<meta name="google" content="notranslate">') < text.index("<title>")


def test_a_page_that_was_changed_is_asked_for_anew(live: AppServer) -> None:
    answer = page(live, "/")
    assert answer.headers["Cache-Control"] == "no-cache" and "ETag" not in answer.headers
    assert page(live, "/", **{"If-None-Match": "*"}).status_code == 200


def test_nobody_else_can_put_a_page_into_a_frame(live: AppServer) -> None:
    assert page(live, "/").headers["Content-Security-Policy"] == "frame-ancestors 'self'"


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/app/static/library/videos/x.mp4"])
def test_what_is_no_page_is_left_alone(live: AppServer, path: str) -> None:
    answer = requests.get(live.address + path, timeout=10)
    assert "__streamlit" not in answer.text and "Content-Security-Policy" not in answer.headers


@pytest.mark.parametrize(("page", "root"), [("", "./"), ("jobs", "./"), ("a/b", "../"), ("a/b/", "../../")])
def test_all_addresses_of_a_page_are_relative_to_its_own(page: str, root: str) -> None:
    """What proxies put before them, only the browser knows."""
    assert f'BACKEND_BASE_URL: new URL("{root}", location).href' in head_of(page)


@pytest.mark.parametrize("path", ["/", "/cast", "/jobs", "/gallery"])
def test_our_styles_and_scripts_come_once_and_last(live: AppServer, path: str) -> None:
    text = page(live, path).text
    for ours in ("h1 { letter-spacing", ".st-key-gallery-name h1 {", "const FOR_THE_PROXY"):
        assert text.count(ours) == 1 and text.index(ours) > text.index('<div id="root">')


def test_behind_a_base_path_the_parts_have_it() -> None:
    assert len(parts("studio")) > 40 and all(url.startswith("/studio/static/") for url in parts("studio"))


def test_the_parts_of_every_page_are_what_is_on_the_disk(live: AppServer) -> None:
    for path, file in parts("").items():
        answer = requests.get(live.address + path, timeout=10)
        assert answer.status_code == 200 and answer.content == file.read_bytes(), path
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].split(";")[0] == TYPES[file.suffix]


def test_half_a_part_and_its_headers_alone_can_be_asked_for(live: AppServer) -> None:
    path, file = next((path, file) for path, file in parts("").items() if path.endswith(".js"))
    half = requests.get(live.address + path, headers={"Range": "bytes=0-9"}, timeout=10)
    assert half.status_code == 206 and half.content == file.read_bytes()[:10]
    alone = requests.head(live.address + path, timeout=10)
    assert alone.status_code == 200 and alone.headers["Content-Length"] == str(file.stat().st_size)
