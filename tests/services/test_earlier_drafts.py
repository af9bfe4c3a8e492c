"""A data folder of the version before drafts had names and could be deleted: every board is there, and can be named.

`data/drafts` was written by that version (its schema is 0015), in demo mode; it is never written again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.app import Studio, build
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.services.settings import load
from tests.conftest import DATABASES, ROOT, new_database
from tests.services.older_versions import copy_to_postgresql
from tests.services.store_kit import NOW

KEPT = Path(__file__).parent / "data" / "drafts"
ANN, BOB = Actor("a" * 64), Actor("b" * 64)


@pytest.fixture(params=DATABASES)
def studio(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """The folder opened by this version; on PostgreSQL the rows were first put into a database of the earlier one."""
    folder = Path(shutil.copytree(KEPT, tmp_path / "data"))
    for url in new_database(request, request.param, folder / "castboard.db", empty=True):
        if request.param != "sqlite":
            copy_to_postgresql(KEPT / "castboard.db", url, tmp_path / "migrations")
        made = build(load(ROOT, {"CASTBOARD_DATA_DIR": str(folder), "CASTBOARD_DATABASE_URL": url}))
        made.open()
        yield made
        made.close()


def test_every_board_is_its_person_s_as_it_was_and_counts_as_unsent(studio: Studio) -> None:
    drafts = studio.store.drafts
    assert [(one.id, one.name, one.sent, one.unreadable) for one in drafts.of_person(ANN.person_id)] == [
        ("door", "", False, ""),
        ("fog", "", False, ""),
    ]
    assert [one.id for one in drafts.of_person(BOB.person_id)] == ["bobs"]
    assert drafts.get("empty") is not None
    fog, latest = drafts.get("fog"), drafts.latest(ANN.person_id)
    assert fog and latest and latest.id == "door"
    board = fog.draft
    assert board.model_dump(exclude={"cast"}) == Draft(
        scene="@Mia and @熊 walk through fog 雾中",
        model="viduq2-pro",
        duration=8,
        resolution="1080p",
        audio=False,
        takes=2,
    ).model_dump(exclude={"cast"})
    assert [(one.name, [picture.name for picture in one.pictures]) for one in board.cast] == [
        ("Mia", ["mia.png"]),
        ("熊", ["bear.png", "mia.png"]),
    ]
    assert drafts.box("fog") == ["job-1", "job-2"]
    assert studio.store.people.names() == {ANN.person_id: "Ann"}


def test_its_pictures_can_be_sent_and_nothing_of_it_is_swept(studio: Studio) -> None:
    fog = studio.store.drafts.get("fog")
    assert fog and studio.desk.body_bytes(studio.desk.fit(fog.draft)) > 2_000
    shas = {picture.fitted.original.sha256 for one in fog.draft.cast for picture in one.pictures if picture.fitted}
    assert len(shas) == 2 and all(studio.pictures.thumbnail(sha256) for sha256 in shas)
    assert list(studio.sweeper.run(NOW.replace(year=NOW.year + 9))) == []


def test_what_drafts_learned_since_works_with_it(studio: Studio) -> None:
    studio.drafts.rename(ANN, "fog", "Fog")
    copy = studio.drafts.duplicate(ANN, "fog", NOW)
    studio.drafts.delete(ANN, "fog", NOW)
    assert copy and studio.store.drafts.get("fog") is None
    copied = studio.store.drafts.get(copy)
    assert copied and (copied.name, len(copied.draft.cast)) == ("Fog", 2)
    studio.drafts.restore(ANN, "fog")
    studio.drafts.note_sent(ANN, "door", Draft(scene="A door opens", name="Door, first try"))
    assert [one.sent for one in studio.store.drafts.of_person(ANN.person_id) if one.id == "door"] == [True]
    assert studio.presets.make(ANN, copied.draft, "Film", NOW, team=True) is None
    assert [one.name for one in studio.store.presets.usable_by(BOB.person_id)] == ["Film"]
