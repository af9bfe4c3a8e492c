"""What a button is about is gone by the time it is pressed: deleted by a colleague, or done by the press before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import Job, JobState
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import Put
from tests.pages.jobs_kit import Make, button_keys, make, opened, words
from tests.pages.losses import LOSSES, at, keys_of, press, told, without_row
from tests.pages.shelf import choose, open_video, titles

__all__ = ["make"]


@pytest.fixture
def gallery(studio: Studio) -> AppTest:
    return at("gallery")


def chosen(app: AppTest, job: Job) -> AppTest:
    return choose(app, job)


def undoable(app: AppTest, job: Job) -> AppTest:
    return press(choose(app, job), "gallery.delete")


def in_the_player(app: AppTest, job: Job) -> AppTest:
    return open_video(app, job)


PLACES: dict[str, Callable[[AppTest, Job], AppTest]] = {
    "chosen": chosen,
    "undo": undoable,
    "player": in_the_player,
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("place", PLACES)
def test_every_button_of_the_gallery_survives_the_loss(
    gallery: AppTest, put: Put, studio: Studio, place: str, loss: str
) -> None:
    PLACES[place](gallery, put("First"))
    keys = sorted(button.key for button in gallery.button if button.key and not button.disabled)
    assert keys
    for number, key in enumerate(keys):
        job = put(f"Video {number}")
        keys_of(gallery, "gallery.selecting", "gallery.selected", "gallery.undo")
        gallery.query_params.clear()
        PLACES[place](gallery, job)
        LOSSES[loss](studio, job, gallery)
        press(gallery, key)


@pytest.mark.parametrize("loss", [loss for loss in LOSSES if loss != "its files gone"])
@pytest.mark.parametrize(
    "state", [JobState.QUEUED, JobState.READY, JobState.UNSAVED, JobState.FAILED, JobState.UNSURE], ids=str
)
def test_every_button_of_a_job_survives_the_loss(make: Make, studio: Studio, state: JobState, loss: str) -> None:
    keys = [key for key in button_keys(opened(make(state))) if key.startswith(("jobs.do", "jobs.rename"))]
    for key in sorted(keys):
        job = make(state)
        app = opened(job)
        LOSSES[loss](studio, job, app)
        press(app, key)


@pytest.mark.parametrize(
    ("loss", "key", "sentence"),
    [
        ("deleted by a colleague", "gallery.delete", "someone else has deleted it"),
        ("its row gone", "gallery.delete", "someone else has deleted it"),
        ("deleted by a colleague", "gallery.download", "someone has deleted it"),
        ("its files gone", "gallery.download", "someone has deleted it"),
    ],
)
def test_a_deed_on_chosen_videos_that_are_gone_says_so(
    gallery: AppTest, put: Put, studio: Studio, loss: str, key: str, sentence: str
) -> None:
    job = put("Fog")
    choose(gallery, job)
    LOSSES[loss](studio, job, gallery)
    assert sentence in told(press(gallery, key))


def test_a_delete_that_a_colleague_began_counts_only_what_it_did(gallery: AppTest, put: Put, studio: Studio) -> None:
    jobs = [put("A"), put("B"), put("C")]
    choose(gallery, *jobs)
    studio.desk.delete(SOMEONE, [jobs[0].id], utc_now())
    assert "2 videos deleted" in told(press(gallery, "gallery.delete"))
    assert sorted(titles(press(gallery, "gallery.undo_now"))) == ["B", "C"], "not what the colleague deleted"


@pytest.mark.parametrize("loss", ["brought back by a colleague", "its row gone"])
def test_an_undo_that_brings_nothing_back_says_so(gallery: AppTest, put: Put, studio: Studio, loss: str) -> None:
    job = put("Fog")
    undoable(gallery, job)
    if loss == "its row gone":
        without_row(studio, job)
    else:
        studio.desk.restore(SOMEONE, [job.id], utc_now())
    assert "already back, or was deleted for good" in told(press(gallery, "gallery.undo_now"))


def test_what_came_back_elsewhere_is_no_longer_said_to_be_deleted(
    gallery: AppTest, put: Put, make: Make, studio: Studio
) -> None:
    job = put("Fog")
    undoable(gallery, job)
    assert "deleted" in words(gallery)
    studio.desk.restore(SOMEONE, [job.id], utc_now())
    assert "deleted" not in words(gallery.run()) and titles(gallery) == ["Fog"]
    other = make(name="Rain")
    app = press(opened(other), "jobs.do.delete")
    assert "is deleted" in words(app)
    studio.desk.restore(SOMEONE, [other.id], utc_now())
    assert "is deleted" not in words(app.run())


def test_a_name_for_a_video_that_is_gone_is_not_said_to_be_kept(gallery: AppTest, put: Put, studio: Studio) -> None:
    job = put("Fog")
    open_video(gallery, job)
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    gallery.text_input(key=f"gallery.name.{job.id}").set_value("Rain").run()
    assert "This video was deleted." in words(gallery) and "Renamed" not in told(gallery)
    assert "Show what was deleted" in [link.proto.label for link in gallery.get("page_link")]
    kept = studio.store.jobs.get(job.id)
    assert kept is not None and kept.name == "Fog"


def test_a_name_written_just_before_delete_is_not_told_as_the_deed(gallery: AppTest, put: Put, studio: Studio) -> None:
    job = put("Fog")
    open_video(gallery, job)
    gallery.text_input(key=f"gallery.name.{job.id}").set_value("Rain")
    assert "deleted" in told(press(gallery, "gallery.delete_one")) and "Renamed" not in told(gallery)
    gallery.run()
    assert "Renamed" not in told(open_video(gallery, put("Other"))), "nor later"


def test_a_name_that_stays_as_it_was_is_no_news(gallery: AppTest, put: Put) -> None:
    job = put("Fog")
    open_video(gallery, job)
    gallery.text_input(key=f"gallery.name.{job.id}").set_value("Fog ").run()
    assert "Renamed" not in told(gallery)
    gallery.text_input(key=f"gallery.name.{job.id}").set_value("Rain").run()
    assert "Renamed" in told(gallery)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.UNSAVED, JobState.UNSURE], ids=str)
def test_a_job_that_was_deleted_meanwhile_takes_no_deed(make: Make, studio: Studio, state: JobState) -> None:
    job = make(state)
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET deleted = 1 WHERE id = ?", (job.id,))
    deeds = (studio.desk.cancel, studio.desk.fetch_again, studio.desk.send_again)
    deed = deeds[[JobState.QUEUED, JobState.UNSAVED, JobState.UNSURE].index(state)]
    assert not deed(SOMEONE, job, job.created_at)
    assert not studio.desk.rename(SOMEONE, job, "Rain", utc_now())
    assert not studio.desk.put_aside(SOMEONE, job, job.created_at)
