"""What the video service says is text too: its words, reasons, codes and ids become nothing else on any page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftSubject
from lib.domain.job import Job, JobState
from tests.browser.board import COLLEAGUE, png
from tests.browser.job_page import card_of_the_job, read_all
from tests.browser.odd_texts import TEXTS, as_typed, in_order, nothing_happens
from tests.browser.running import AppServer, go, until
from tests.conftest import SOMEONE


@pytest.fixture
def page(same_page: Page) -> Page:
    return same_page


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


@pytest.fixture(scope="module")
def studio(app: AppServer) -> Iterator[Studio]:
    made = app.studio()
    yield made
    made.close()


def sent(studio: Studio) -> Job:
    """A job that the app's tracker is about to send."""
    mia = DraftSubject(uid="mia", name="Mia", pictures=(studio.desk.add_picture(SOMEONE, png("coral"), "mia.png"),))
    draft = Draft(cast=(mia,), scene="@Mia goes", duration=1, resolution="540p")
    return studio.desk.generate(Actor(COLLEAGUE), draft, uuid4().hex, datetime.now(UTC))[0]


def became(studio: Studio, job: Job, state: JobState) -> None:
    until(lambda: getattr(studio.store.jobs.get(job.id), "state", None) is state, 30, f"{state}")


def read_everywhere(app: AppServer, page: Page, job: Job, *texts: str) -> None:
    """Each of these texts is seen somewhere on the job's card."""
    with nothing_happens(page):
        go(page, f"{app.address}/jobs?job={job.id}")
        expect(card_of_the_job(page).get_by_role("heading")).to_have_text("Mia goes")
        read = read_all(page, lambda: as_typed(page)).split()
    for text in texts:
        # What cannot be seen is kept out of what the service says when it arrives.
        printed = "".join(char if char.isprintable() else " " for char in text)
        missing = [word for word in printed.split() if not any(word in one for one in read)]
        assert not missing, missing


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_reason_of_a_refusal(
    app: AppServer, studio: Studio, module_upstream: DemoService, page: Page, text: str
) -> None:
    module_upstream.fail_next(Mishap.error(400, text[:100], text))
    job = sent(studio)
    became(studio, job, JobState.FAILED)
    read_everywhere(app, page, job, text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_words_ids_and_reason_of_a_task(
    app: AppServer, studio: Studio, module_upstream: DemoService, page: Page, text: str
) -> None:
    word = text[:60]
    # A sentence would be no task id, and the job Unsure.
    task_id = "".join(char if "!" <= char <= "~" else "-" for char in text)[:200]
    module_upstream.fail_next(Mishap(body={"task_id": task_id, "status": "submitted", "trace_id": text}))
    answer = {"id": text, "status": word, "progress": 40, "trace_id": text, "credits": text}
    module_upstream.fail_next(Mishap(body=answer), on="query")
    module_upstream.fail_next(Mishap(body=answer | {"status": "failed", "fail_reason": text}), on="query")
    job = sent(studio)
    became(studio, job, JobState.FAILED)
    read_everywhere(app, page, job, task_id, word)
    story = page.locator(".st-key-jobs-card li").filter(has_text="which Castboard does not know")
    in_order(story, "The service says", "which Castboard does not know")
