"""The API key reaches the video service and nobody else: no file, no row, no log, no page and no byte of the browser.

The service of these tests does its worst: it repeats the key in every answer that goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from tests.browser import left_behind
from tests.browser.key_journey import HEADERS, KEY, SAID, Journey
from tests.browser.left_behind import Eyes
from tests.browser.running import AppServer, open_page, until
from tests.browser.wire import Wire
from tests.traces import found

CANNOT_START = {
    "a setting that is none": {"CASTBOARD_POLL_MIN_S": "never"},
    "something else in the place of the database": {},
}


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    service = DemoService(tmp_path / "upstream", api_key=KEY, min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


@pytest.fixture
def elsewhere(tmp_path: Path, film: Path) -> Iterator[DemoService]:
    """Another host, to which the service sends whoever fetches a video."""
    service = DemoService(tmp_path / "elsewhere", min_s=0, inbox=True)
    service.start()
    service.fail_next(Mishap(body=film.read_bytes(), headers={"Content-Type": "video/mp4"}), on="video")
    yield service
    service.close()


def an_app(app_server: Callable[..., AppServer], upstream: DemoService, settings: dict[str, str]) -> AppServer:
    """Not started yet. It logs more than it does for people, and its environment is that of its own process."""
    own = {"OCTOPUSX_API_KEY": KEY, "STREAMLIT_LOGGER_LEVEL": "debug"}
    return app_server(own | settings, upstream=upstream, begin=False, forked=False)


def test_a_run_that_does_a_lot_leaves_the_key_nowhere(
    app_server: Callable[..., AppServer], upstream: DemoService, elsewhere: DemoService, page: Page, film: Path
) -> None:
    mark = f"planted-{uuid4().hex}"
    upstream.fail_next(Mishap(body={"data": {"name": KEY, "total_available": 7}}, headers=HEADERS), on="account")
    server = an_app(app_server, upstream, {})
    server.start()
    wire, eyes = Wire(server.address), Eyes(page)
    journey = Journey(server, wire.address, eyes, upstream, film)
    journey.makes_a_video(mark)
    journey.fetches_from(elsewhere)
    logged = journey.finds_a_broken_file()
    journey.is_refused()
    journey.loses_answers()
    journey.hears_of_failures()
    journey.leaves()
    ran = [*left_behind.process(server), left_behind.kept(page.context)]
    page.close()  # So that it misses no server.
    server.stop()
    places = [*left_behind.by(server), *ran, *wire.received(), *eyes.seen(), *journey.saved]
    wire.close()

    sent = [one.headers["Authorization"] for one in upstream.received if "Authorization" in one.headers]
    assert len(sent) > 10 and set(sent) == {SAID}
    assert any("/files/" in one.path for one in elsewhere.received)
    assert KEY not in str([(one.path, one.headers, one.body) for one in elsewhere.received])
    assert not [place for place, came in wire.received() if b"\r\ncontent-encoding:" in came.lower()]
    marked = set(found(mark, places))
    assert marked >= {
        "file castboard.db: plain",
        "rows of castboard.db: plain",
        "to the browser: GET /_stcore/stream: plain",
        "frame: plain",
        "receipt: plain",
    }
    assert {place.split()[0] for place in marked} >= {"page", "fields"}
    assert "log: plain" in found(logged, places)
    assert found(KEY, places) == []


@pytest.mark.parametrize("why", CANNOT_START)
def test_an_app_that_cannot_start_does_not_tell_the_key_either(
    app_server: Callable[..., AppServer], upstream: DemoService, page: Page, why: str
) -> None:
    server = an_app(app_server, upstream, CANNOT_START[why])
    server.data_dir.mkdir(parents=True)
    if not CANNOT_START[why]:
        (server.data_dir / "castboard.db").write_text("a shopping list " * 1000)
    server.start()
    wire, eyes = Wire(server.address), Eyes(page)
    open_page(page, wire.address)
    eyes.look()
    until(lambda: "Traceback" in server.said(), 20, "the log tells what went wrong")
    ran = [*left_behind.process(server), left_behind.kept(page.context)]
    own = Path(f"/proc/{server.pid}/environ")
    assert not own.exists() or found(KEY, {"environment": own.read_bytes()}) == ["environment: plain"]
    page.close()  # So that it misses no server.
    server.stop()

    assert found(KEY, [*left_behind.by(server), *ran, *wire.received(), *eyes.seen()]) == []
    wire.close()


def test_a_key_that_no_request_can_carry_is_a_setting_to_correct_and_not_told(
    app_server: Callable[..., AppServer], upstream: DemoService, page: Page, film: Path
) -> None:
    server = an_app(app_server, upstream, {"OCTOPUSX_API_KEY": f"{KEY} {KEY}"})
    server.start()
    wire, eyes = Wire(server.address), Eyes(page)
    journey = Journey(server, wire.address, eyes, upstream, film)
    journey.finds_no_way_to_the_service()
    journey.leaves()
    page.close()  # So that it misses no server.
    server.stop()

    places = [*left_behind.by(server), *wire.received(), *eyes.seen()]
    assert found("The API key contains characters that no request can carry.", places) != []
    assert found(KEY, places) == []
    assert upstream.received == []
    wire.close()
