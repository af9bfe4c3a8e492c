"""The trash in the store: put there, listed, brought back, deleted for good, and taken out row by row."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.domain.draft import NOBODY, Draft
from lib.domain.job import Job, JobState, Video
from lib.domain.trash import TrashTotal, expired_before
from lib.services.store import Store
from tests.services.store_kit import FACE, NOW, a_job, added, an_order, in_state, later

VIDEO = Video(1.0, 320, 180, False, 4_000, "e" * 64)
ENDED = [JobState.READY, JobState.FAILED, JobState.UNSAVED, JobState.UNSURE, JobState.CANCELLED, JobState.ENDED]


def deleted(store: Store, **fields: object) -> Job:
    at = fields.pop("at", NOW)
    (job,) = added(store, in_state(JobState.READY, **{"video": VIDEO, **fields}))
    assert isinstance(at, datetime) and store.jobs.delete([job.id], at) == [job.id]
    return job


def listed(store: Store) -> list[str]:
    return [line.id for line in store.trash.page(100)]


@pytest.mark.parametrize("state", ENDED)
def test_what_is_deleted_is_listed_with_its_time_and_size_until_it_is_brought_back(store: Store, state: JobState):
    (job,) = added(store, in_state(state))
    store.jobs.delete([job.id], later(days=1))
    (line,) = store.trash.page(10)
    assert (line.id, line.name, line.state, line.deleted_at) == (job.id, job.name, state, later(days=1))
    assert line.picture_sha == FACE
    assert store.jobs.restore([job.id, job.id, "nobody"]) == [job.id]
    assert listed(store) == [] and store.lists.counts()[state] == 1
    store.jobs.delete([job.id], later(days=9))
    assert store.trash.page(10)[0].deleted_at == later(days=9)


def test_a_second_delete_does_not_begin_the_time_anew(store: Store):
    job = deleted(store)
    assert store.jobs.delete([job.id], later(days=5)) == []
    assert store.trash.page(10)[0].deleted_at == NOW


def test_the_last_deleted_comes_first_page_by_page(store: Store):
    made = [deleted(store, at=later(minutes=number)).id for number in range(5)]
    assert listed(store) == made[::-1]
    assert [line.id for line in store.trash.page(2, 2)] == made[::-1][2:4]
    assert store.trash.total() == TrashTotal(5, 5, 20_000)


def test_a_job_without_a_video_takes_no_space(store: Store):
    deleted(store, video=None)
    assert store.trash.total() == TrashTotal(1, 0, 0)


def test_what_is_deleted_for_good_is_listed_no_more_and_stays_away(store: Store):
    first, second, third = deleted(store), deleted(store), deleted(store, at=later(hours=2))
    assert store.trash.delete_for_good([first.id, "nobody"], NOW) == [first.id]
    assert store.trash.delete_for_good([first.id], NOW) == []
    assert store.jobs.restore([first.id]) == []
    # Someone was asked at one o'clock; what was deleted later was not in the question.
    assert store.trash.empty(later(hours=3), deleted_until=later(hours=1)) == 1
    assert listed(store) == [third.id]
    assert {line.id for line in store.trash.gone("", 10)} == {first.id, second.id}


def test_everything_that_was_seen_comes_back_at_once(store: Store):
    first, gone, third = deleted(store), deleted(store), deleted(store, at=later(hours=2))
    store.trash.delete_for_good([gone.id], NOW)
    assert store.trash.restore_all(later(hours=1)) == 1
    assert listed(store) == [third.id]
    kept = store.jobs.get(first.id)
    assert kept is not None and not kept.deleted


def test_a_job_is_not_deleted_for_good_that_is_not_in_the_trash(store: Store):
    (job,) = added(store, in_state(JobState.READY))
    assert store.trash.delete_for_good([job.id], NOW) == []
    assert store.trash.mark_gone([job.id], later(days=99), NOW) == []


def test_what_is_long_in_the_trash_is_marked_and_its_rows_are_taken(store: Store):
    old, young = deleted(store, at=NOW), deleted(store, at=later(days=1))
    before = expired_before(later(days=30))
    assert [line.id for line in store.trash.expired(before, None, 10)] == [old.id]
    assert store.trash.expired(before, (NOW, old.id), 10) == []
    assert store.trash.mark_gone([old.id, young.id], before, later(days=30)) == [old.id]
    store.trash.forget([old.id, young.id])
    store.trash.forget([old.id])
    assert store.jobs.get(old.id) is None and store.jobs.story(old.id) == []
    assert listed(store) == [young.id]


def test_a_job_that_was_brought_back_meanwhile_stays(store: Store):
    job = deleted(store)
    store.jobs.restore([job.id])
    assert store.trash.mark_gone([job.id], later(days=1), NOW) == []
    store.trash.forget([job.id])
    assert store.jobs.get(job.id) is not None


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.SAVING])
def test_a_late_answer_keeps_a_deleted_job_until_it_stands_still(store: Store, state: JobState):
    (job,) = added(store, in_state(JobState.UNSURE))
    store.jobs.delete([job.id], NOW)
    store.trash.delete_for_good([job.id], NOW)
    with store._write() as connection:
        connection.exec_driver_sql(f"UPDATE jobs SET state = '{state.value}'")
    assert store.trash.gone("", 10) == []
    assert store.trash.mark_gone([job.id], later(days=99), NOW) == []
    store.trash.forget([job.id])
    assert store.jobs.get(job.id) is not None


def test_a_click_whose_jobs_are_gone_makes_none_again(store: Store):
    job = deleted(store, click="click", credits=4.0)
    store.trash.delete_for_good([job.id], NOW)
    store.trash.forget([job.id])
    assert store.jobs.add([a_job(click="click")]) == []
    with store._read() as connection:
        assert connection.exec_driver_sql("SELECT click, take, credits FROM spent").all() == [("click", 1, 4.0)]


def test_a_board_goes_with_the_last_job_of_its_click(store: Store):
    store.drafts.save("click", NOBODY, Draft(scene="fog"), NOW)
    store.drafts.save("other", "ann", Draft(scene="hers"), NOW)
    first, second = store.jobs.add([in_state(JobState.FAILED, click="click", take=take, takes=2) for take in (1, 2)])
    store.jobs.delete([first.id, second.id], NOW)
    for job, left in ((first, True), (second, False)):
        store.trash.delete_for_good([job.id], NOW)
        store.trash.forget([job.id])
        assert (store.drafts.get("click") is not None) is left
    assert store.drafts.get("other") is not None


def test_a_draft_with_the_name_of_a_click_is_a_person_s_work_and_stays(store: Store):
    store.drafts.save("click", "ann", Draft(scene="hers"), NOW)
    job = deleted(store, click="click")
    store.trash.delete_for_good([job.id], NOW)
    store.trash.forget([job.id])
    assert store.drafts.get("click") is not None


def test_boards_without_a_job_are_found_and_taken_drafts_of_people_never(store: Store):
    store.drafts.save("lost", NOBODY, Draft(scene="fog"), NOW)
    store.drafts.save("new", NOBODY, Draft(scene="fog"), later(days=8))
    store.drafts.save("hers", "ann", Draft(scene="fog"), NOW)
    store.drafts.save("kept", NOBODY, Draft(scene="fog"), NOW)
    added(store, a_job(click="kept"))
    assert [row[:2] for row in store.leftovers.boards_without_jobs(later(days=7), "", 10)] == [("lost", NOW)]
    everything = ["lost", "new", "hers", "kept"]
    assert store.leftovers.forget_boards(everything, later(days=7)) == ["lost"]
    assert [name for name in everything if store.drafts.get(name)] == ["new", "hers", "kept"]


def test_lists_of_zips_have_a_time_other_notes_stay(store: Store):
    store.notes.set("zip:old", "[]")
    store.notes.set("zip:new", "[]", later(days=5))
    store.notes.set("account", "4 credits", NOW)
    store.leftovers.time_notes(["zip:old", "zip:new"], NOW)
    assert [row[:2] for row in store.leftovers.zip_notes("", 10)] == [("zip:new", later(days=5)), ("zip:old", NOW)]
    assert [row[0] for row in store.leftovers.zip_notes("zip:new", 10)] == ["zip:old"]
    # The same zip once more: its time begins anew.
    store.notes.set("zip:old", "[]", later(days=6))
    assert store.leftovers.forget_notes(["zip:old", "zip:new"], later(days=5)) == ["zip:new"]
    assert store.notes.get("zip:old") == "[]" and store.notes.get("account") == "4 credits"


def test_a_picture_is_needed_as_long_as_a_job_in_the_trash_a_draft_or_a_board_names_it(store: Store):
    job = deleted(store)
    assert store.needs.pictures([FACE, "b" * 64]) == {FACE}
    assert store.needs.pictures([FACE], expired=later(days=-1)) == {FACE}
    assert store.needs.pictures([FACE], expired=NOW) == set()
    other = added(store, in_state(JobState.READY, request=an_order()))[0]
    assert store.needs.pictures([FACE], expired=NOW) == {FACE}
    store.jobs.delete([other.id], later(days=2))
    store.trash.delete_for_good([job.id, other.id], NOW)
    assert store.needs.pictures([FACE]) == {FACE}
    store.trash.forget([job.id, other.id])
    assert store.needs.pictures([FACE]) == set()


def test_what_an_earlier_version_deleted_has_thirty_days_from_the_upgrade(tmp_path: Path):
    path = Path(shutil.copy(Path(__file__).parent / "data" / "first.db", tmp_path))
    begun = datetime.now(UTC)
    store = Store(f"sqlite:///{path}")
    store.open()
    (line,) = store.trash.page(10)
    assert line.id == "first-failed" and begun <= line.deleted_at <= datetime.now(UTC)
    assert store.trash.expired(expired_before(begun + timedelta(days=29)), None, 10) == []
    assert store.jobs.restore([line.id]) == [line.id]
    store.close()
