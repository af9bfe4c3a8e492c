"""Every button of every page pressed twice, as hands do it: on the same spot, whatever stands there by then.

By default with the shortest pause; `--every-press` tries the longer ones, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lib.app import Studio
from lib.domain.draft import Draft, build_request
from lib.domain.job import Job, JobState, Trouble, Video
from lib.ui.state import utc_now
from tests.browser.board import COLLEAGUE, a_board
from tests.browser.lived_in import put_files
from tests.browser.presses import PAUSES_MS, names_of, press_each
from tests.browser.running import AppServer, go, open_page, settled
from tests.conftest import SOMEONE

TROUBLE = {
    JobState.FAILED: Trouble("ContentRefused", detail="refused", field="prompt"),
    JobState.UNSURE: Trouble("SubmissionUncertain", detail="ReadTimeout"),
    JobState.UNSAVED: Trouble("LinkDead", detail="HTTP 403"),
    JobState.SAVING: Trouble("LinkDead", detail="HTTP 403"),
}


class Places:
    """Pages with everything on them that can be pressed, made anew for each press."""

    def __init__(self, app: AppServer, film: Path) -> None:
        self.app, self.film = app, film
        self.studio: Studio = app.studio()
        self.board = a_board(app)
        stored = self.studio.store.drafts.get(self.board.partition("draft=")[2])
        assert stored is not None
        self.draft: Draft = stored.draft
        self._pressed: set[tuple[str, str]] = set()

    def is_new(self, opened: str, name: str) -> bool:
        """Whether the button was not pressed yet on that page; in another state of a job it is the same one."""
        key = (opened.split()[0].rstrip("s,"), name)
        new = key not in self._pressed
        self._pressed.add(key)
        return new

    def job(self, state: JobState, **fields: object) -> Job:
        """A job that the tracker leaves alone."""
        now = datetime.now(UTC)
        sent = state not in (JobState.QUEUED, JobState.CANCELLED)
        ready = state is JobState.READY
        job = Job(
            id=uuid4().hex,
            name=f"A {state.value} job",
            person_id=COLLEAGUE,
            service=self.studio.desk.service if ready else "https://elsewhere.example",
            click=uuid4().hex,
            take=1,
            takes=1,
            request=build_request(self.draft),
            created_at=now,
            state=state,
            state_since=now,
            sent_at=now if sent else None,
            ready_at=now if ready else None,
            task_id=uuid4().hex if sent and state is not JobState.UNSURE else None,
            video_url="https://elsewhere.example/video.mp4" if state in (JobState.SAVING, JobState.UNSAVED) else None,
            trouble=TROUBLE.get(state),
            video=Video(1.0, 320, 180, False, self.film.stat().st_size, "f" * 64) if ready else None,
            has_poster=ready,
        )
        job = replace(job, **fields)  # type: ignore[arg-type]
        self.studio.store.jobs.add([job])
        if ready:
            put_files(self.studio, job, self.film, "teal")
        return job

    def jobs(self, job: Job) -> str:
        return f"{self.app.address}/jobs?job={job.id}"

    def video(self) -> str:
        return f"{self.app.address}/gallery?video={self.job(JobState.READY).id}"


@pytest.fixture(scope="module")
def places(app_server: Callable[..., AppServer], film: Path) -> Iterator[Places]:
    found = Places(app_server(), film)
    yield found
    found.studio.close()


def create(places: Places, page: Page) -> None:
    open_page(page, places.board)
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_enabled()


def empty_create(places: Places, page: Page) -> None:
    open_page(page, places.app.address)
    expect(page.get_by_role("button", name="Try an example")).to_be_visible()
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_visible()


def gallery(places: Places, page: Page) -> None:
    places.job(JobState.READY)
    places.job(JobState.READY)
    go(page, f"{places.app.address}/gallery")
    if (done := page.get_by_role("button", name="Done", exact=True)).is_visible():
        done.click(delay=50)  # A press before has begun to select.
    expect(page.get_by_role("button", name="Select", exact=True)).to_be_visible()


def selecting(places: Places, page: Page) -> None:
    gallery(places, page)
    page.get_by_role("button", name="Select", exact=True).click(delay=50)
    page.get_by_role("button", name="Select this page").click(delay=50)
    expect(page.get_by_role("button", name="Select none")).to_be_visible()


def deleted(places: Places, page: Page) -> None:
    """After a delete, with its undo."""
    video(places, page)
    page.get_by_role("button", name="Delete", exact=True).click(delay=50)
    page.get_by_role("button", name="Delete it").click(delay=50)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def video(places: Places, page: Page) -> None:
    go(page, places.video())
    expect(page.get_by_role("link", name="Same again")).to_be_visible()


def deleted_job(places: Places, page: Page) -> None:
    job_in(JobState.READY)(places, page)
    page.get_by_role("button", name="Delete", exact=True).click(delay=50)
    page.get_by_role("button", name="Delete it").click(delay=50)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def job_in(state: JobState, **fields: object) -> Callable[[Places, Page], None]:
    def open_it(places: Places, page: Page) -> None:
        go(page, places.jobs(places.job(state, **fields)))
        expect(page.get_by_role("button", name="Restore" if "deleted" in fields else "Rename")).to_be_visible()

    return open_it


def trash(places: Places, page: Page) -> None:
    """With a job to bring back, and a video without a job."""
    places.studio.desk.delete(SOMEONE, [places.job(JobState.READY).id], utc_now())
    loose = places.studio.library.video(uuid4().hex)
    loose.parent.mkdir(parents=True, exist_ok=True)
    loose.write_bytes(places.film.read_bytes())
    go(page, f"{places.app.address}/deleted")
    expect(page.get_by_role("button", name="Restore", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Put into the gallery").first).to_be_visible()


def trash_question(places: Places, page: Page) -> None:
    trash(places, page)
    page.get_by_role("button", name="Delete for good", exact=True).first.click(delay=50)
    expect(page.get_by_role("button", name="Yes, delete it")).to_be_visible()


def asked_about(action: str, sure: str) -> Callable[[Places, Page], None]:
    """A job of which nobody knows what became of it, with the question that an action asks."""

    def open_it(places: Places, page: Page) -> None:
        job_in(JobState.UNSURE)(places, page)
        page.get_by_role("button", name=action, exact=True).click(delay=50)
        expect(page.get_by_role("button", name=sure)).to_be_visible()

    return open_it


OPENED: dict[str, Callable[[Places, Page], None]] = {
    "create, empty": empty_create,
    "create": create,
    "gallery": gallery,
    "gallery, selecting": selecting,
    "gallery, undo": deleted,
    "player": video,
    **{f"job {state.value}": job_in(state) for state in JobState},
    "job set aside": job_in(JobState.FAILED, set_aside=True),
    "job deleted": job_in(JobState.READY, deleted=True),
    "jobs, undo": deleted_job,
    "question, send again": asked_about("Send again", "Send again, even if it is billed twice"),
    "question, task id": asked_about("Enter its task id", "Use this task"),
    "deleted": trash,
    "deleted, question": trash_question,
}
OF_THE_SAME_BUTTONS = ("job sending", "job running", "job saving", "job ended", "job cancelled")
"""States of a job whose buttons the other ones have, too."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "opened" not in metafunc.fixturenames:
        return
    every = metafunc.config.getoption("--every-press")
    metafunc.parametrize("opened", [name for name in OPENED if every or name not in OF_THE_SAME_BUTTONS])


def test_every_button_survives_being_pressed_twice(
    places: Places, used_tab: Page, request: pytest.FixtureRequest, opened: str
) -> None:
    every, page = request.config.getoption("--every-press"), used_tab

    def opening() -> None:
        OPENED[opened](places, page)

    opening()
    settled(page)
    tried = names_of(page)
    assert tried, "there is something to press"
    new = tried if every else [name for name in tried if places.is_new(opened, name)]
    assert press_each(places.app, page, opening, new, every=every) == []


@pytest.fixture(scope="module")
def tidy_places(app_server: Callable[..., AppServer], film: Path) -> Iterator[Places]:
    """Without what the presses before leave: a page that is still being drawn as the second press comes may lose the
    word that the first one said."""
    found = Places(app_server(), film)
    yield found
    found.studio.close()


@pytest.mark.parametrize("pause_ms", PAUSES_MS[:3])
def test_two_quick_presses_bring_back_one_video(tidy_places: Places, context: BrowserContext, pause_ms: int) -> None:
    places = tidy_places
    trash = places.studio.store.trash
    places.studio.desk.delete(SOMEONE, [places.job(JobState.READY).id for _ in range(3)], utc_now())
    there = trash.total().jobs
    page = context.new_page()
    open_page(page, f"{places.app.address}/deleted")
    expect(page.get_by_role("button", name="Restore", exact=True)).to_have_count(min(there, 12))
    settled(page)
    box = page.get_by_role("button", name="Restore", exact=True).first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y, delay=40)
    page.wait_for_timeout(pause_ms)
    page.mouse.click(x, y, delay=40)
    expect(page.get_by_test_id("stToast")).to_have_count(1)
    settled(page)
    expect(page.get_by_test_id("stToast")).to_contain_text("is restored.")
    assert trash.total().jobs == there - 1
