"""The page of deleted things through AppTest: listed, brought back, deleted for good, and videos without a job."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import MemberKind
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME, Put
from tests.pages.shelf import click, words

ROOT = Path(__file__).resolve().parents[2]
LOOSE = "0123456789abcdef" * 2


def at(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page(f"pages/{page}.py")


@pytest.fixture
def app(studio: Studio) -> AppTest:
    return at("trash")


def loose(studio: Studio, film: Path, job_id: str = LOOSE) -> Path:
    """A video file that no job knows."""
    path = studio.library.video(job_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(film, path)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def keys(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button if str(button.key).startswith("trash.")]


def test_nothing_deleted_is_said_and_offers_nothing_to_press(app: AppTest):
    app.run()
    assert not app.exception and "Nothing has been deleted" in words(app)
    assert keys(app) == []
    assert "stays here for 30 days. Then it is removed, with the files that nothing else needs." in words(app)


def test_what_was_deleted_is_listed_with_time_days_left_and_size(app: AppTest, studio: Studio, put: Put):
    old, new = put("Fog *over* the mill"), put("Owl")
    studio.desk.delete(SOMEONE, [old.id], utc_now() - timedelta(days=3, hours=1))
    studio.desk.delete(SOMEONE, [new.id], utc_now())
    said = words(app.run())
    assert said.index("Owl") < said.index("Fog \\*over\\* the mill")
    assert "Deleted 3 days ago · 27 days left · 2.5 MB" in said and "30 days left" in said
    assert "2 videos, which take 5 MB." in said


def test_one_is_brought_back_and_the_second_press_of_two_does_no_harm(app: AppTest, studio: Studio, put: Put):
    job, other = put("Owl"), put("Bear")
    studio.desk.delete(SOMEONE, [job.id, other.id], utc_now())
    app.run()
    # What the second event of a double press runs is the button as it was drawn.
    app.button(key=f"trash.restore.{job.id}").click()
    studio.desk.restore(SOMEONE, [job.id], utc_now())
    app.run()
    assert not app.exception and [toast.value for toast in app.toast] == [
        "It is no longer there: someone restored or deleted it."
    ]
    click(app, f"trash.restore.{other.id}")
    assert studio.store.lists.count(JobQuery()) == 2 and "Nothing has been deleted" in words(app)


def test_a_second_press_on_the_same_spot_leaves_the_row_that_moved_up(app: AppTest, studio: Studio, put: Put):
    jobs = [put(name) for name in ("Owl", "Bear", "Fog")]
    for minutes, job in enumerate(jobs):
        studio.desk.delete(SOMEONE, [job.id], utc_now() - timedelta(minutes=minutes))
    click(app.run(), f"trash.restore.{jobs[0].id}")
    click(app, f"trash.restore.{jobs[1].id}")
    assert not app.exception and [line.id for line in studio.trash.page(10)] == [jobs[1].id, jobs[2].id]
    # One further down was not there by chance.
    click(app, f"trash.restore.{jobs[2].id}")
    assert [line.id for line in studio.trash.page(10)] == [jobs[1].id]


def test_a_sentence_that_a_run_broken_off_left_is_said_once(app: AppTest, studio: Studio, put: Put):
    studio.desk.delete(SOMEONE, [put("Owl").id], utc_now())
    # A second press stops the run of the first one before it reaches its end.
    app.session_state["trash.news"] = (("“Bear” is restored.", ":material/undo:"),)
    assert [toast.value for toast in app.run().toast] == ["“Bear” is restored."]
    assert list(app.run().toast) == []


def test_all_that_was_shown_comes_back_at_once(app: AppTest, studio: Studio, put: Put):
    studio.desk.delete(SOMEONE, [put(f"Video {number}", age=number).id for number in range(30)], utc_now())
    click(app.run(), "trash.restore_all")
    assert [toast.value for toast in app.toast] == ["30 restored."]
    assert studio.store.lists.count(JobQuery()) == 30


def test_one_is_deleted_for_good_after_a_question_and_its_file_goes_with_the_next_step(
    app: AppTest, studio: Studio, put: Put, now: datetime
):
    job, other = put("Owl"), put("Bear")
    studio.desk.delete(SOMEONE, [job.id, other.id], utc_now())
    app.run()
    while studio.sweeper._pass is not None or studio.sweeper.step(now):
        studio.sweeper.step(now)
    click(app, f"trash.gone.{job.id}")
    assert "Owl" not in words(app) and "Bear" in words(app)
    assert studio.desk.restore(SOMEONE, [job.id], utc_now()) == []
    for _ in range(20):
        studio.sweeper.step(now)
    assert not studio.library.video(job.id).exists() and studio.library.video(other.id).exists()


def test_emptying_takes_only_what_was_in_the_question(app: AppTest, studio: Studio, put: Put):
    first, second = put("Owl"), put("Bear")
    studio.desk.delete(SOMEONE, [first.id], utc_now())
    app.run()
    assert "Delete 1 video for good, for everyone? This cannot be undone. 2.5 MB will be free." in words(app)
    app.button(key="trash.empty_now").click()
    studio.desk.delete(SOMEONE, [second.id], utc_now())
    app.run()
    assert [line.id for line in studio.store.trash.page(10)] == [second.id]


def test_many_have_pages_and_a_page_that_is_gone_shows_the_last_one(app: AppTest, studio: Studio, put: Put):
    jobs = [put(f"Video {number}", age=number) for number in range(25)]
    for number, job in enumerate(jobs):
        studio.desk.delete(SOMEONE, [job.id], utc_now() - timedelta(minutes=number))
    assert len([key for key in keys(app.run()) if key.startswith("trash.restore.")]) == 12
    app.session_state["trash.page"] = 3
    app.run()
    assert "Video 24" in words(app)
    click(app, f"trash.restore.{jobs[24].id}")
    assert not app.exception and "Video 12" in words(app)


def test_failed_jobs_without_a_video_are_called_so(app: AppTest, studio: Studio, put: Put, now: datetime):
    job = put("Owl")
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET state = 'failed', has_poster = 0, video_size_bytes = NULL")
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    assert "1 job." in words(app.run()) and "Failed · Deleted just now · 30 days left" in words(app)


# Videos without a job


def test_a_video_without_a_job_is_listed_with_a_poster_that_was_drawn(app: AppTest, studio: Studio, film: Path):
    loose(studio, film)
    said = words(app.run())
    assert not app.exception and "Videos without a job" in said and "2023\\-11\\-14 22\\:13" in said
    assert studio.library.poster(LOOSE).is_file()
    assert any("posters" in one.proto.imgs[0].url for one in app.get("image"))


def test_it_becomes_a_finished_job_that_the_gallery_shows_and_that_can_be_deleted(
    app: AppTest, studio: Studio, film: Path
):
    loose(studio, film)
    click(app.run(), f"trash.adopt.{LOOSE}")
    job = studio.store.jobs.get(LOOSE)
    assert job is not None and (job.state, job.person_id, job.is_demo) == (JobState.READY, ME, False)
    assert job.video is not None and job.video.width == 320 and job.has_poster
    assert "Videos without a job" not in words(app)
    gallery = at("gallery")
    gallery.query_params["video"] = LOOSE
    assert not gallery.run().exception and "This video is not there" not in words(gallery)
    jobs = at("jobs")
    jobs.query_params["job"] = LOOSE
    assert not jobs.run().exception
    studio.desk.delete(SOMEONE, [LOOSE], utc_now())
    assert [line.id for line in studio.trash.page(10)] == [LOOSE]


def test_two_who_take_it_in_make_one_job(app: AppTest, studio: Studio, film: Path):
    loose(studio, film)
    app.run()
    app.button(key=f"trash.adopt.{LOOSE}").click()
    assert studio.trash.adopt(Actor("other"), LOOSE, "Mine", utc_now()) is not None
    app.run()
    assert not app.exception and studio.store.lists.count(JobQuery()) == 1
    assert studio.trash.remove(SOMEONE, LOOSE) is False and studio.library.video(LOOSE).exists()


def test_a_second_press_takes_in_no_second_video(app: AppTest, studio: Studio, film: Path):
    loose(studio, film)
    loose(studio, film, "f" * 32)
    for key in [key for key in keys(app.run()) if key.startswith("trash.adopt.")]:
        click(app, key)
    assert not app.exception and len(studio.trash.loose()) == 1


def test_it_is_deleted_after_a_question(app: AppTest, studio: Studio, film: Path):
    loose(studio, film)
    click(app.run(), f"trash.remove.{LOOSE}")
    assert "Videos without a job" not in words(app) and not list(studio.library.folder.rglob(f"{LOOSE}*"))


def test_a_file_that_is_no_video_is_listed_and_not_taken_in(app: AppTest, studio: Studio, film: Path):
    loose(studio, film).write_bytes(b"no video at all")
    app.run()
    click(app, f"trash.adopt.{LOOSE}")
    assert not app.exception and [toast.value for toast in app.toast] == [
        "This file is gone, is in the gallery already, or is not a video that plays."
    ]
    assert studio.store.lists.count(JobQuery()) == 0


def test_files_with_other_names_and_videos_of_jobs_are_not_listed(app: AppTest, studio: Studio, film: Path, put: Put):
    deleted, kept = put("Owl"), put("Bear")
    studio.desk.delete(SOMEONE, [deleted.id], utc_now())
    for name in ("holiday.mp4", f"{LOOSE}.1.part", f"{LOOSE}.mov"):
        (studio.library.video(kept.id).parent / name).write_bytes(b"x")
    assert studio.trash.loose() == [] and "Videos without a job" not in words(app.run())


# The way there


@pytest.mark.parametrize("page", ["gallery", "jobs"])
def test_the_pages_on_which_people_delete_lead_there(studio: Studio, put: Put, film: Path, page: str):
    assert "Deleted" not in links(at(page).run())
    job = put("Owl")
    assert "Deleted" in links(at(page).run())
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    assert "Deleted" in links(at(page).run())


def test_deleted_members_of_the_cast_are_one_link_away(app: AppTest, studio: Studio):
    made = studio.cast.add(SOMEONE, "Mia", MemberKind.PERSON, utc_now())
    assert links(app.run())[-1:] != ["1 deleted member of the cast"]
    studio.cast.delete(SOMEONE, made.id, utc_now())
    assert "1 deleted member of the cast" in links(app.run()) and "Nothing has been deleted" not in words(app)


@pytest.mark.parametrize("page", ["gallery", "jobs"])
def test_an_empty_page_leads_to_videos_that_no_job_knows(studio: Studio, film: Path, page: str):
    loose(studio, film)
    assert "Deleted" in links(at(page).run())
