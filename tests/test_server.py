"""The server's side over real HTTP: who gets which media, what the guard closes, and the cookie that is a person."""

from __future__ import annotations

import http.client
import io
import json
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from lib.app import Studio
from lib.domain.draft import Draft
from lib.server import middleware, routes
from lib.services.media.links import ROUTE
from lib.ui.state import PERSON_COOKIE, utc_now
from tests.conftest import SOMEONE
from tests.services.tracker_kit import generate

JOB, OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


async def _anything(request: Request) -> Response:
    """Stands for Streamlit: its page, and whatever else it answers."""
    if "json" in request.url.path:
        return JSONResponse({"cookies": request.cookies})
    return HTMLResponse("<title>Castboard</title>")


@pytest.fixture
def address(studio: Studio) -> Iterator[str]:
    """The media route and the guard in a real server, on a port of its own."""
    everything_else = Route("/{path:path}", _anything, methods=METHODS)
    app = Starlette(routes=[*routes(), everything_else], middleware=middleware())
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def link(address: str, studio: Studio) -> Callable[..., str]:
    """A link as pages make it: `link("videos/<id>.mp4")`."""

    def make(name: str, *, download_as: str | None = None, ago: timedelta = timedelta(0)) -> str:
        return address + studio.links.url(name, now=utc_now() - ago, download_as=download_as)

    return make


@pytest.fixture
def video(studio: Studio, film: Path) -> str:
    """The name of a video that lies in the library, with its poster."""
    studio.library.keep(JOB, lambda target: target.write(film.read_bytes()))
    studio.library.draw_poster(JOB)
    return studio.library.video_name(JOB)


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=10, allow_redirects=False)


# Media


def test_a_signed_link_gives_the_video_and_any_part_of_it(link: Callable[..., str], video: str, film: Path) -> None:
    whole = get(link(video))
    assert (whole.status_code, whole.headers["Content-Type"]) == (200, "video/mp4")
    assert whole.content == film.read_bytes() and whole.headers["Accept-Ranges"] == "bytes"
    part = get(link(video), Range="bytes=100-199")
    assert (part.status_code, part.content) == (206, film.read_bytes()[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{film.stat().st_size}"
    assert get(link(video), Range="bytes=-10").content == film.read_bytes()[-10:]
    assert get(link(video), Range="bytes=99999999-").status_code == 416


def test_media_stay_private_and_are_asked_for_once_an_hour(link: Callable[..., str], video: str) -> None:
    answer = get(link(video))
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers and "Set-Cookie" not in answer.headers
    assert link(video) == link(video)


def test_head_says_how_long_it_is(link: Callable[..., str], video: str, film: Path) -> None:
    answer = requests.head(link(video), timeout=10)
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(film.stat().st_size))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_media_are_only_read(link: Callable[..., str], video: str, studio: Studio, method: str) -> None:
    requests.request(method, link(video), timeout=10)
    assert studio.library.video(JOB).is_file()


def test_a_download_is_saved_under_the_name_of_its_job(link: Callable[..., str], video: str) -> None:
    said = get(link(video, download_as="Mia walks 012345.mp4")).headers["Content-Disposition"]
    assert said == "attachment; filename*=utf-8''Mia%20walks%20012345.mp4"
    chinese = get(link(video, download_as="走 012345.mp4")).headers["Content-Disposition"]
    assert chinese.endswith("filename*=utf-8''%E8%B5%B0%20012345.mp4")
    assert "Content-Disposition" not in get(link(video)).headers


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("vp9.webm", "video/webm"),
        ("h264.mov", "video/quicktime"),
        ("h264.mkv", "video/x-matroska"),
        ("mpeg4.avi", "video/x-msvideo"),
        ("animated.gif", "image/gif"),
        ("hevc.mp4", "video/mp4"),
    ],
)
def test_a_video_is_served_as_what_it_is(
    link: Callable[..., str], studio: Studio, video_formats: dict[str, bytes], name: str, media_type: str
) -> None:
    studio.library.keep(JOB, lambda target: target.write(video_formats[name]))
    answer = get(link(studio.library.video_name(JOB)))
    assert (answer.headers["Content-Type"], answer.content) == (media_type, video_formats[name])


def test_a_preview_is_served_beside_its_video(link: Callable[..., str], video: str, studio: Studio, film: Path) -> None:
    name = studio.library.preview_name(JOB)
    assert get(link(name)).status_code == 404
    studio.library.preview(JOB).parent.mkdir(parents=True)
    studio.library.preview(JOB).write_bytes(film.read_bytes())
    answer = get(link(name), Range="bytes=0-9")
    assert (answer.status_code, answer.headers["Content-Type"]) == (206, "video/mp4")


def test_a_poster_is_a_jpeg(link: Callable[..., str], video: str, studio: Studio) -> None:
    poster = get(link(studio.library.poster_name(JOB)))
    assert poster.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(poster.content)).size == (320, 180)


@pytest.mark.parametrize("edge", [96, 320, 640])
def test_a_thumbnail_is_made_on_the_way(
    link: Callable[..., str], studio: Studio, picture: Callable[..., bytes], edge: int
) -> None:
    added = studio.desk.add_picture(SOMEONE, picture("red", 1200, 800))
    assert added.fitted is not None
    answer = get(link(f"thumbs/{added.fitted.original.sha256}-{edge}.webp"))
    assert answer.headers["Content-Type"] == "image/webp"
    assert max(Image.open(io.BytesIO(answer.content)).size) == edge


def _not_served(link: Callable[..., str], address: str) -> dict[str, str]:
    """Links that must not work, by what is wrong with them."""
    good = link(f"videos/{JOB}.mp4")
    other = link(f"videos/{OTHER}.mp4")
    query = urlsplit(good).query
    named = link(f"videos/{JOB}.mp4", download_as="a.mp4")
    return {
        "unsigned": good.partition("?")[0],
        "forged": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "signature of another file": f"{other.partition('?')[0]}?{query}",
        "expired": link(f"videos/{JOB}.mp4", ago=timedelta(hours=3)),
        "longer": good.replace("exp=", "exp=9"),
        "renamed": named.replace("as=a.mp4", "as=b.mp4"),
        "name taken off": named.replace("as=a.mp4&", ""),
        "no video": other,
        "no thumbnail": link(f"thumbs/{'0' * 64}-320.webp"),
        "odd edge": link(f"thumbs/{'0' * 64}-100.webp"),
        "unknown zip": link(f"zips/{OTHER}.zip"),
        "the secret itself": link("link-secret"),
        "the database": link("castboard.db"),
        "another folder": link("demo/tasks.json"),
        "nothing": f"{address}{ROUTE}?{query}",
        "surrogate": good.partition("sig=")[0] + "sig=%ED%A0%80",
    }


def test_every_other_link_answers_404_and_says_nothing(link: Callable[..., str], address: str, video: str) -> None:
    for what, url in _not_served(link, address).items():
        answer = get(url)
        assert (answer.status_code, answer.text) == (404, "Not found"), what


@pytest.mark.parametrize(
    "path",
    [
        "videos/../../link-secret",
        "../../../../data/link-secret",
        "videos/..%2f..%2flink-secret",
        "%2e%2e/%2e%2e/link-secret",
        "videos/%5c..%5c..%5clink-secret",
        "/etc/passwd",
        "videos/%00.mp4",
    ],
)
def test_no_path_leads_out_of_the_library(address: str, link: Callable[..., str], video: str, path: str) -> None:
    """By http.client, which sends a path as it stands."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    line.request("GET", f"{ROUTE}{path}?{urlsplit(link(video)).query}")
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (404, b"Not found")
    line.close()


def test_a_store_that_is_away_is_no_missing_file(link: Callable[..., str], studio: Studio) -> None:
    url = link(f"zips/{JOB}.zip")
    studio.store.close()
    answer = get(url)
    assert (answer.status_code, answer.text) == (503, "Not available now")


@pytest.mark.parametrize("kept", ["", "{", "7", "[7]", '{"a": 1}'])
def test_a_zip_whose_list_cannot_be_read_is_not_there(studio: Studio, link: Callable[..., str], kept: str) -> None:
    studio.store.notes.set(f"zip:{JOB}", kept)
    assert get(link(f"zips/{JOB}.zip")).status_code == 404


def test_a_zip_holds_the_videos_byte_by_byte(
    link: Callable[..., str], studio: Studio, draft: Draft, film: Path, video_formats: dict[str, bytes]
) -> None:
    two = draft.model_copy(update={"takes": 2, "name": "走 Mia"})
    jobs = studio.desk.generate(SOMEONE, two, "click", utc_now())
    films = (film.read_bytes(), video_formats["vp9.webm"])
    for job, data in zip(jobs, films, strict=True):
        studio.library.keep(job.id, lambda target, data=data: target.write(data))
    unfinished = generate(studio, draft, utc_now(), "later")
    studio.store.notes.set(f"zip:{JOB}", json.dumps([*(job.id for job in jobs), unfinished.id, "f" * 32]))
    answer = get(link(f"zips/{JOB}.zip", download_as="Castboard 走.zip"))
    assert answer.headers["Content-Type"] == "application/zip"
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Castboard%20%E8%B5%B0.zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["01 走 Mia.mp4", "02 走 Mia.webm"]
        assert tuple(packed.read(name) for name in packed.namelist()) == films


# The guard


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path",
    ["_stcore/metrics", "_stcore/agent/mcp", "_stcore/agent/interact", "studio/_stcore/metrics", "_stcore%2Fmetrics"],
)
def test_what_has_no_login_of_its_own_is_closed(address: str, method: str, path: str) -> None:
    answer = requests.request(method, f"{address}/{path}", timeout=10)
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_other_routes_are_open(address: str) -> None:
    assert get(f"{address}/_stcore/health").status_code == 200


# The person


def test_the_page_brings_a_cookie_that_scripts_cannot_read(address: str) -> None:
    said = get(f"{address}/").headers["Set-Cookie"]
    value, *flags = (part.strip() for part in said.split(";"))
    name, _, person = value.partition("=")
    assert name == PERSON_COOKIE and len(person) == 32 and person.isalnum()
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} == set(flags)


def test_every_browser_is_another_person(address: str) -> None:
    assert get(f"{address}/").headers["Set-Cookie"] != get(f"{address}/").headers["Set-Cookie"]


def test_a_browser_stays_the_same_person(address: str) -> None:
    browser = requests.Session()
    browser.get(f"{address}/", timeout=10)
    again = browser.get(f"{address}/jobs", timeout=10)
    assert "Set-Cookie" not in again.headers
    assert browser.get(f"{address}/json", timeout=10).json()["cookies"] == browser.cookies.get_dict()


@pytest.mark.parametrize("cookie", ["_streamlit_xsrf=2|1|a; other=1", "%%%;;=;", '"', f"not_{PERSON_COOKIE}=1"])
def test_other_cookies_are_no_person(address: str, cookie: str) -> None:
    assert PERSON_COOKIE in get(f"{address}/", Cookie=cookie).headers["Set-Cookie"]


def test_only_the_page_itself_sets_the_cookie(address: str, link: Callable[..., str], video: str) -> None:
    for url in (f"{address}/json", link(video), f"{address}{ROUTE}nothing"):
        assert "Set-Cookie" not in get(url).headers
