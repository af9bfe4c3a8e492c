"""A long day with a service that repeats the key wherever it can: orders, refusals, lost answers, odd downloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import expect

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftSubject
from lib.domain.job import Job, JobState
from tests.browser.board import COLLEAGUE, a_board, generate, png
from tests.browser.job_page import read_all
from tests.browser.left_behind import Eyes
from tests.browser.running import AppServer, click, go, open_page, until
from tests.conftest import SOMEONE

KEY = f"not-a-real-key-{uuid4().hex}"
SAID = f"Bearer {KEY}"
HEADERS = {"X-Request-Id": SAID, "X-Oneapi-Request-Id": KEY, "WWW-Authenticate": SAID}
IN_JSON = {"code": 400, "reason": "FieldInvalid", "message": f"You sent {SAID}", "metadata": {"trace_id": KEY}}
ESCAPED = json.dumps({"message": "You sent KEY"}).replace("KEY", "".join(f"\\u{ord(char):04x}" for char in KEY))
PAGE = f"<html><head><title>Not {SAID}</title></head><body><pre>Authorization: {SAID}</pre></body></html>"
REFUSALS = (
    Mishap(status=401, body=IN_JSON, headers=HEADERS),
    Mishap(status=400, body=ESCAPED.encode(), headers=HEADERS),
    Mishap(status=403, body=PAGE, headers=HEADERS),
)
LOSSES = (
    Mishap(status=502, body=PAGE, headers=HEADERS),
    Mishap(body={"said": SAID}, headers=HEADERS),
    Mishap(cut="before", made=True),
)
LOOKS = (
    Mishap(status=500, body=PAGE, headers=HEADERS),
    Mishap(status=401, body=IN_JSON, headers=HEADERS),
    Mishap(body={"status": SAID, "trace_id": KEY, "progress": 20}, headers=HEADERS),
    Mishap(body={"status": "failed", "fail_reason": SAID, "err_code": KEY}, headers=HEADERS),
)


class Journey:
    """What people do, by hand where something is to be seen; `saved` holds the files that the browser saved."""

    def __init__(self, server: AppServer, address: str, eyes: Eyes, upstream: DemoService, film: Path) -> None:
        self.server, self.address, self.eyes, self.upstream, self.film = server, address, eyes, upstream, film
        self.page = eyes.page
        self.studio = server.studio()
        self.saved: list[tuple[str, bytes]] = []

    def makes_a_video(self, mark: str) -> None:
        page = self.page
        board = a_board(self.server, f"@Mia and @Bear {mark}", payload=mark)
        open_page(page, board.replace(self.server.address, self.address))
        click(page.locator(".st-key-frame-person").get_by_test_id("stPopoverButton"))
        page.get_by_role("textbox", name="Your name").fill(mark[:40])
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        self._looks_at_the_request()
        generate(page)
        click(page.get_by_role("link", name="Show the jobs"))
        self._finish()
        expect(page.get_by_role("link", name="Open the video")).to_be_visible()
        read_all(self.page, self.eyes.look)
        click(page.get_by_role("tab", name="Answer"))
        self._save("receipt", lambda: click(page.get_by_role("button", name="Receipt")))
        click(page.get_by_role("link", name="Open the video"))
        self._save("video", lambda: click(page.get_by_role("link", name="Download")))
        self.eyes.look()
        click(page.get_by_role("button", name="Back to the gallery"))
        click(page.get_by_role("button", name="Select", exact=True))
        click(page.get_by_role("button", name="Select this page"))
        self._save("zip", lambda: click(page.get_by_role("button", name="Download 1 as zip")))
        self.eyes.look()

    def _looks_at_the_request(self) -> None:
        page = self.page
        click(page.get_by_role("button", name="Show request"))
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_test_id("stCode").first).to_be_visible()
        self.eyes.look()
        click(dialog.get_by_role("tab", name="curl"))
        expect(dialog.get_by_text("$OCTOPUSX_API_KEY")).to_be_visible()
        self.eyes.look()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)

    def _save(self, name: str, ask: Callable[[], None]) -> None:
        with self.page.expect_download() as saving:
            ask()
        self.saved.append((name, Path(saving.value.path()).read_bytes()))
        self.saved.append((f"name of the {name}", f"{saving.value.suggested_filename} {saving.value.url}".encode()))

    def fetches_from(self, elsewhere: DemoService) -> None:
        job = self._sent()
        self._became(job, JobState.RUNNING)
        self.upstream.fail_next(Mishap.moved(f"{elsewhere.base_url}/files/x.mp4?key={KEY}", 302), on="video")
        self._finish()
        self._visits(job, JobState.READY)

    def finds_a_broken_file(self) -> str:
        """The id of its job, of which the log tells."""
        job = self._sent()
        self._became(job, JobState.RUNNING)
        broken = self.studio.library.video(job.id)
        broken.parent.mkdir(parents=True, exist_ok=True)
        broken.write_bytes(b"no video")
        self._finish()
        self._visits(job, JobState.READY)
        return job.id

    def is_refused(self) -> None:
        for refusal in REFUSALS:
            self.upstream.fail_next(refusal)
            self._visits(self._sent(), JobState.FAILED)

    def loses_answers(self) -> None:
        for loss in LOSSES:
            self.upstream.fail_next(loss)
            self._visits(self._sent(), JobState.UNSURE)

    def hears_of_failures(self) -> None:
        for look in LOOKS:
            self.upstream.fail_next(look, on="query")
        self._visits(self._sent(), JobState.FAILED)

    def finds_no_way_to_the_service(self) -> None:
        self._visits(self._sent(), JobState.FAILED)

    def leaves(self) -> None:
        for address in ("", "/cast", "/jobs", "/gallery"):
            go(self.page, f"{self.address}{address}")
            self.eyes.look()
        self.studio.close()

    def _sent(self) -> Job:
        """A job of a colleague, which the app's tracker sends."""
        mia = DraftSubject(
            uid="mia", name="Mia", pictures=(self.studio.desk.add_picture(SOMEONE, png("coral"), "mia.png"),)
        )
        draft = Draft(cast=(mia,), scene=f"@Mia goes {uuid4().hex}", duration=1, resolution="540p")
        return self.studio.desk.generate(Actor(COLLEAGUE), draft, uuid4().hex, datetime.now(UTC))[0]

    def _finish(self) -> None:
        until(self.upstream.tasks, 30, "the service has a task")
        self.upstream.finish(self.upstream.tasks()[-1].id, self.film)

    def _became(self, job: Job, state: JobState) -> None:
        until(lambda: getattr(self.studio.store.jobs.get(job.id), "state", None) is state, 60, f"{state}")

    def _visits(self, job: Job, state: JobState) -> None:
        self._became(job, state)
        go(self.page, f"{self.address}/jobs?job={job.id}")
        read_all(self.page, self.eyes.look)
