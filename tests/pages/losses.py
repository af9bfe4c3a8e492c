"""What the tests of lost things share: how a job, a file or what the session knew goes while a page is open."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import Job
from lib.ui.state import utc_now
from tests.conftest import ROOT, SOMEONE
from tests.pages.conftest import ME
from tests.pages.jobs_kit import words

Lose = Callable[[Studio, Job, AppTest], object]


def at(page: str) -> AppTest:
    """A page, not drawn yet."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page(f"pages/{page}.py")


def keys_of(app: AppTest, *names: str) -> None:
    """Forget these, as the press before does."""
    for name in names:
        if name in app.session_state:
            del app.session_state[name]


def without_row(studio: Studio, job: Job) -> None:
    """The job is gone from the store, as when it was deleted for good."""
    with studio.store._write() as connection:
        for table in ("events", "job_pictures", "papers"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE job_id = ?", (job.id,))
        connection.exec_driver_sql("DELETE FROM jobs WHERE id = ?", (job.id,))
        connection.exec_driver_sql("UPDATE meta SET value = value + 1 WHERE key = 'revision'")


LOSSES: dict[str, Lose] = {
    "deleted by a colleague": lambda studio, job, app: studio.desk.delete(SOMEONE, [job.id], utc_now()),
    "its files gone": lambda studio, job, app: studio.library.video(job.id).unlink(missing_ok=True),
    "its row gone": lambda studio, job, app: without_row(studio, job),
    "what the session knew of it gone": lambda studio, job, app: keys_of(
        app,
        *("gallery.undo", "gallery.selected", "gallery.zip"),
        *("jobs.undo", "jobs.pending", "jobs.renaming", "jobs.card"),
    ),
}
BACK: dict[str, Lose] = {
    "brought back by a colleague": lambda studio, job, app: studio.desk.restore(SOMEONE, [job.id], utc_now()),
    **{name: lose for name, lose in LOSSES.items() if name != "deleted by a colleague"},
}
"""What happens to a job that was deleted."""


def press(app: AppTest, key: str) -> AppTest:
    """Press a button as it was drawn, whatever has happened since."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    """All that the page says, also what passes by."""
    return "\n".join([words(app), *(str(one.value) for one in (*app.toast, *app.info))]).replace("\\", "")
