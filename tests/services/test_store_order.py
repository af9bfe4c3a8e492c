"""Jobs sorted by name: numbers in it count as people count them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from lib.domain.lists import JobQuery
from lib.services.store import Store
from lib.services.store.tables import jobs
from tests.services.older_versions import migrations_up_to
from tests.services.store_kit import a_job

COUNTED = ["2 dogs", "10 dogs", "Shot 2, take 9", "Shot 2, take 10", "shot 10", "Shot 104", "Shot a", "第2集", "第10集"]


def sorted_names(store: Store, text: str = "") -> list[str]:
    return [line.name for line in store.lists.lines(JobQuery(text=text, sort="name"))]


def test_jobs_are_sorted_by_name_as_people_count(store: Store) -> None:
    store.jobs.add([a_job(name=name, click=name) for name in reversed(COUNTED)])
    assert sorted_names(store) == COUNTED


def test_jobs_of_before_are_sorted_like_those_of_now(empty_store_url: str, tmp_path: Path) -> None:
    with closing(Store(empty_store_url, migrations_up_to("0022", tmp_path / "22"))) as before:
        before.open()
        for job in before.jobs.add([a_job(name=name, click=name) for name in reversed(COUNTED)]):
            with before._write() as connection:
                connection.execute(jobs.update().where(jobs.c.id == job.id).values(name_key=job.name.lower()))
    with closing(Store(empty_store_url)) as store:
        store.open()
        assert sorted_names(store) == COUNTED
        assert sorted_names(store, text="shot 10") == ["shot 10", "Shot 104"]
