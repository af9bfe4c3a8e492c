"""Jobs of the version before, bound to one service in several spellings."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lib.domain.lists import JobQuery
from lib.services.store import Store

FIRST = Path(__file__).parent / "data" / "first.db"


@pytest.mark.parametrize(
    "typed", ["https://OctopusX.ai", "HTTPS://octopusx.ai", "https://octopusx.ai:443", "demo", "?"]
)
def test_a_job_is_bound_to_the_one_spelling_of_its_service(tmp_path: Path, typed: str) -> None:
    place = tmp_path / "castboard.db"
    shutil.copy(FIRST, place)
    with closing(sqlite3.connect(place)) as before:
        before.execute("UPDATE jobs SET service = ?", (typed,))
        before.execute("INSERT OR REPLACE INTO notes (key, value) VALUES ('first_real', ?)", (typed,))
        before.commit()
    store = Store(f"sqlite:///{place.as_posix()}")

    store.open()

    address = typed if typed in ("demo", "?") else "https://octopusx.ai"
    assert {line.service for line in store.lists.lines(JobQuery())} == {address}
    assert store.notes.get("first_real") == address
    store.close()
