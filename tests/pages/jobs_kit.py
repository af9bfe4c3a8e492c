"""What the tests of the jobs page share: jobs in any state, the page opened at one, and how to read and click it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, build_request
from lib.domain.errors import ContentRefused, LinkDead, SubmissionUncertain
from lib.domain.job import Job, JobState, Trouble, Video
from tests.conftest import ROOT

Make = Callable[..., Job]
TROUBLE = {
    JobState.UNSAVED: Trouble.of(LinkDead(detail="HTTP 403")),
    JobState.UNSURE: Trouble.of(SubmissionUncertain(detail="ReadTimeout", request_id="req-7")),
    JobState.FAILED: Trouble.of(ContentRefused(detail="refused", field="prompt", request_id="trace-9")),
}


def just_now() -> datetime:
    """The time of the app's own clock, read when asked: a job that began when the tests did is late by now."""
    return datetime.now(UTC)


@pytest.fixture
def make(studio: Studio, draft: Draft) -> Make:
    """Keeps a job in any state; `age` in minutes, fields of Job by name, `board` changes its draft."""

    def add(
        state: JobState = JobState.READY,
        name: str = "Fog",
        *,
        age: int = 1,
        board: dict[str, Any] | None = None,
        **more: Any,
    ) -> Job:
        at = just_now() - timedelta(minutes=age)
        sent = None if state in (JobState.QUEUED, JobState.CANCELLED) else at
        job = Job(
            id=uuid4().hex,
            name=name,
            person_id="someone",
            service=studio.desk.service,
            click=uuid4().hex,
            take=1,
            takes=1,
            request=build_request(draft.model_copy(update=board or {})),
            created_at=at,
            state=state,
            state_since=at,
            sent_at=sent,
            task_id=f"task-{uuid4().hex[:8]}" if sent and state is not JobState.UNSURE else None,
            trouble=TROUBLE.get(state),
            video=Video(1.0, 960, 540, True, 2_500_000, "f" * 64) if state is JobState.READY else None,
            unseen=False,
        )
        return studio.store.jobs.add([replace(job, **more)])[0]

    return add


def opened(job: Job | None = None, person: str = "someone") -> AppTest:
    """The page of the jobs as whoever made them sees it, or another `person`."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = person
    app.switch_page("pages/jobs.py")
    if job:
        app.query_params["job"] = job.id
    return shown(app)


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def names(app: AppTest) -> list[str]:
    return [str(name) for name in app.dataframe[0].value["Name"]]


def words(app: AppTest) -> str:
    return "\n".join(str(one.value) for kind in ("title", "subheader", "markdown", "caption") for one in app.get(kind))


def button_keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def offered(app: AppTest) -> set[str]:
    """What can be done: the keys of buttons, and the labels of links to other pages."""
    return button_keys(app) | {link.proto.label for link in app.get("page_link")}


def follow(app: AppTest, label: str) -> AppTest:
    """The page that a link leads to, in the same session."""
    link = next(link.proto for link in app.get("page_link") if link.proto.label == label)
    app.query_params.clear()
    for name, value in parse_qsl(link.query_string):
        app.query_params[name] = value
    return shown(app.switch_page(f"pages/{link.page or 'create'}.py"))


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app)


def pick(app: AppTest, row: int | None) -> AppTest:
    app.session_state["jobs.table"] = {"selection": {"rows": [] if row is None else [row]}}
    return shown(app)


# The table


def state_of(studio: Studio, job: Job) -> JobState | None:
    found = studio.store.jobs.get(job.id)
    return found.state if found else None
