"""A database of the version before there were limits: what was made there in the last day counts."""

from __future__ import annotations

from pathlib import Path

from lib.domain.job import DEMO, JobState
from lib.domain.limits import EACH, Limits
from lib.services.store import Store
from lib.services.store.rows import documents_of, row_of
from lib.services.store.tables import job_documents, jobs
from tests.services.older_versions import migrations_up_to
from tests.services.store_kit import NOW, SERVICE, a_job, an_order, in_state, later

BEFORE = "0019"


def test_what_was_made_before_there_were_limits_counts(empty_store_url: str, tmp_path: Path) -> None:
    was_there = [
        in_state(JobState.READY),
        in_state(JobState.UNSURE, task_id=None),
        in_state(JobState.FAILED),
        in_state(JobState.RUNNING, created_at=later(days=-2)),
        a_job(person_id="bob", request=an_order(model="viduq2-turbo")),
        a_job(service=DEMO),
        in_state(JobState.CANCELLED),
        in_state(JobState.FAILED, task_id=None),
        in_state(JobState.READY, click="found-x-2026-03-01", request=an_order().model_copy(update={"model": ""})),
    ]
    earlier = Store(empty_store_url, migrations_up_to(BEFORE, tmp_path / "migrations"))
    earlier.open()
    with earlier._write() as connection:
        connection.execute(jobs.insert(), [{**row_of(job), "beat": 0} for job in was_there])
        connection.execute(job_documents.insert(), [{"job_id": job.id, **documents_of(job)} for job in was_there])
    earlier.close()
    store = Store(empty_store_url)
    store.open()
    store.limits.set(EACH, Limits(per_day=1000), NOW, "leo")
    tallies = {person: store.makes.tallies(person, SERVICE, NOW).own.made for person in ("ann", "bob")}
    assert tallies == {"ann": 3, "bob": 1} and store.makes.tallies("ann", DEMO, NOW).own.made == 1
    store.close()
