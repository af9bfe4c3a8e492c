"""Whoever does what the README says under "Open it to a team" has a team: its commands and nginx block, as they are."""

from __future__ import annotations

import http.client
import io
import os
import re
import shlex
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import urllib3
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect

from lib.ui.callers import TOKEN_COOKIE
from tests.browser.board import a_file, card, pictures, upload
from tests.browser.conftest import watch
from tests.browser.lived_in import fill
from tests.browser.nginx import BEGINNING, nginx
from tests.browser.running import START_S, AppServer, click, free_port, healthy, in_bar, open_page, settled, until
from tests.conftest import ROOT

MOST_LINES = 10
WRITTEN = {"folder": ".venv/bin/", "app": "127.0.0.1:8501", "address": "https://studio.example.com"}
"""What the README has and a reader puts their own for."""
OVER_NGINX_S_OWN = 1_500_000
"""Bytes: without a word about sizes nginx takes 1 MB."""
MB = 1024 * 1024
CONFIG = (
    BEGINNING
    + """
  ssl_certificate {folder}/cert.pem;
  ssl_certificate_key {folder}/key.pem;
  server {{
    listen 127.0.0.1:{secure} ssl;
    {block}
  }}
  server {{
    listen 127.0.0.1:{plain};
    {block}
  }}
}}
"""
)


def section() -> str:
    text = (ROOT / "README.md").read_text("utf-8")
    return text.partition("## Open it to a team\n")[2].partition("\n## ")[0]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", section(), re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Opened:
    """What whoever followed it has."""

    secure: str
    """Where nginx answers by https."""
    plain: str
    """The same without it."""
    owner_link: str
    videos: dict[str, str]


@pytest.fixture(scope="module")
def opened(
    app_server: Callable[..., AppServer], tmp_path_factory: pytest.TempPathFactory, film: Path
) -> Iterator[Opened]:
    (start, owner) = blocks("sh")[0].splitlines()
    server = app_server(begin=False)
    with closing(server.studio()) as studio:
        videos = fill(studio, film)
    app, secure, plain = free_port(), free_port(), free_port()
    server.process = run(server, f"{start} --server.port {app} --server.headless true")
    proxy = started_nginx(tmp_path_factory.mktemp("nginx"), app, secure, plain)
    try:
        addresses = [f"http://127.0.0.1:{app}/studio", f"http://127.0.0.1:{plain}/studio"]
        until(lambda: all(map(healthy, addresses)), START_S, f"{addresses} answer; {server.log} tells more")
        here = f"https://127.0.0.1:{secure}"
        assert WRITTEN["address"] in owner
        making = run(server, owner.replace(WRITTEN["address"], here), stdout=subprocess.PIPE)
        said = making.communicate(timeout=START_S)[0].decode()
        assert making.returncode == 0, said
        yield Opened(f"{here}/studio", addresses[1], said.splitlines()[0], videos)
    finally:
        proxy.kill()
        proxy.wait()


def run(server: AppServer, written: str, stdout: int | None = None) -> subprocess.Popen[bytes]:
    """A line of the README as a shell runs it, with this Python and the server's data folder."""
    words = shlex.split(written)
    at = next(at for at, word in enumerate(words) if "=" not in word)
    assert words[at].startswith(WRITTEN["folder"])
    program = Path(sys.executable).parent / words[at].removeprefix(WRITTEN["folder"])
    environment = server.environment | dict(word.split("=", 1) for word in words[:at])
    with server.log.open("ab") as log:
        return subprocess.Popen(
            [program, *words[at + 1 :]], cwd=ROOT, env=environment, stdout=stdout or log, stderr=log
        )


def started_nginx(folder: Path, app: int, secure: int, plain: int) -> subprocess.Popen[bytes]:
    (block,) = blocks("nginx")
    assert WRITTEN["app"] in block
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", *files]
    subprocess.run(made, check=True, capture_output=True)
    file = folder / "nginx.conf"
    config = CONFIG.format(
        folder=folder, block=block.replace(WRITTEN["app"], f"127.0.0.1:{app}"), secure=secure, plain=plain
    )
    file.write_text(config, "utf-8")
    return subprocess.Popen([nginx(), "-p", str(folder), "-c", str(file), "-e", "stderr"])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that believes a certificate of our own."""
    context = browser.new_context(ignore_https_errors=True, locale="en-GB", viewport={"width": 1440, "height": 900})
    made = context.new_page()
    wrong = watch(made)
    yield made
    context.close()
    assert wrong == []


def test_it_is_short() -> None:
    """Ten lines beside nginx's own."""
    own = re.sub(r"^```nginx\n.*?^```$", "", section(), flags=re.DOTALL | re.MULTILINE).splitlines()
    assert 0 < len([line for line in own if line.strip() and not line.startswith("```")]) <= MOST_LINES


def test_whoever_follows_it_is_an_owner_with_all_that_works_through_nginx(opened: Opened, page: Page) -> None:
    page.goto(opened.owner_link)
    expect(page.get_by_text("Owner")).to_be_visible()
    page.get_by_label("Your name").fill("Olga")
    click(page.get_by_role("button", name="Join"))
    expect(in_bar(page, "Gallery")).to_be_visible()
    settled(page)
    assert page.url.removesuffix("/") == opened.secure
    expect(page.locator(".st-key-frame-person")).to_contain_text("Olga")
    (cookie,) = [one for one in page.context.cookies() if one["name"] == TOKEN_COOKIE]
    assert cookie["path"] == "/studio" and cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Lax"

    click(page.get_by_role("button", name="Add a subject"))
    photo = noise()
    assert len(photo) > OVER_NGINX_S_OWN
    upload(card(page, 0), a_file("Mia.png", photo))
    expect(pictures(card(page, 0))).not_to_have_js_property("naturalWidth", 0)

    asked: list[Response] = []
    page.on("response", lambda response: asked.append(response) if "/videos/" in response.url else None)
    open_page(page, f"{opened.secure}/gallery?video={opened.videos['Fog']}")
    video = page.locator(".st-key-gallery-player video")
    expect(video).to_be_visible()
    until(lambda: video.evaluate("video => video.currentTime > 0.2"), 20, "it plays")
    assert asked and {one.status for one in asked} == {206}
    part = fetched(asked[0].url, cookie["value"], {"Range": "bytes=10-29"})
    assert part.status_code == 206 and len(part.content) == 20
    assert part.headers["Content-Range"].startswith("bytes 10-29/")
    assert fetched(asked[0].url, "").status_code == 401

    assert sent(opened, 59 * MB, cookie["value"]) not in (401, 413)
    assert sent(opened, 61 * MB, cookie["value"]) == 413

    used = fetched(opened.owner_link, "")
    assert used.status_code == 410 and "This link has been used" in used.text


def test_without_https_the_cookie_is_not_marked_for_it(opened: Opened) -> None:
    """A closed network may do without: a cookie that only goes by https would never come back."""
    answer = requests.get(f"{opened.plain}/gallery", cookies={TOKEN_COOKIE: "gone"}, timeout=10)
    assert answer.ok
    (dropped,) = [one for one in answer.raw.headers.getlist("Set-Cookie") if one.startswith(TOKEN_COOKIE)]
    # Browsers without https tell where a form comes from only by its origin, port included.
    form = {"Origin": opened.plain.removesuffix("/studio")}
    assert (
        requests.post(f"{opened.plain}/join/never-made", {"name": "Ann"}, headers=form, timeout=10).status_code == 404
    )
    assert "Path=/studio;" in dropped and "HttpOnly" in dropped and "Secure" not in dropped


def noise() -> bytes:
    """A photo that does not get smaller, of some megabytes."""
    file = io.BytesIO()
    Image.frombytes("RGB", (1000, 800), os.urandom(3 * 1000 * 800)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def fetched(url: str, cookie: str, headers: dict[str, str] | None = None) -> requests.Response:
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    cookies = {TOKEN_COOKIE: cookie} if cookie else {}
    return requests.get(url, headers=headers, cookies=cookies, verify=False, timeout=20)


def sent(opened: Opened, size: int, cookie: str) -> int:
    """What is answered to an upload of so many bytes. One that is refused by its size alone is not read."""
    address = urlsplit(opened.secure)
    assert address.hostname
    unknown = ssl._create_unverified_context()
    line = http.client.HTTPSConnection(address.hostname, address.port, timeout=60, context=unknown)
    line.putrequest("PUT", f"{address.path}/_stcore/upload_file/nobody/nothing")
    line.putheader("Content-Length", str(size))
    line.putheader("Content-Type", "application/octet-stream")
    line.putheader("Cookie", f"{TOKEN_COOKIE}={cookie}")
    line.endheaders()
    if size < 60 * MB:
        line.send(bytes(size))
    status = line.getresponse().status
    line.close()
    return status
