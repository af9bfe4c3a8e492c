"""The card of a job: its name, what can be done with it now, and its story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import ContentRefused
from lib.domain.job import Action, JobState
from lib.text import formats
from lib.text.error_sentences import error_message
from lib.ui.state import utc_now
from lib.ui.words import plain
from tests.conftest import SOMEONE
from tests.pages.jobs_kit import (
    Make,
    button_keys,
    click,
    follow,
    just_now,
    make,
    names,
    opened,
    shown,
    state_of,
    words,
)

__all__ = ["make"]

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_a_name_is_changed_in_place(studio: Studio, make: Make):
    job = make(name="Fog")
    app = click(opened(job), "jobs.rename")
    app.text_input(key=f"jobs.name.{job.id}").set_value("  Fog, second try ")
    click(app, "jobs.name_save")
    assert app.subheader[0].value == "Fog, second try" and names(app) == ["Fog, second try"]


def test_a_name_that_was_typed_and_left_changes_nothing(studio: Studio, make: Make):
    job = make(name="Fog")
    app = click(opened(job), "jobs.rename")
    app.text_input(key=f"jobs.name.{job.id}").set_value("Rain")
    click(app, "jobs.name_leave")
    assert app.subheader[0].value == "Fog" and names(app) == ["Fog"]


def test_one_of_several_takes_says_which_it_is(make: Make):
    assert "Take 2 of 4" in words(opened(make(take=2, takes=4)))
    assert "Take 1 of 1" not in words(opened(make()))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "**bold** [link](http://x)", "小明走过雾", "=1+1"])
def test_a_name_by_people_is_shown_as_text(studio: Studio, make: Make, name: str):
    app = opened(make(name=name))
    assert app.subheader[0].value == plain(name)


def test_send_again_asks_once_more_and_says_that_it_may_be_billed_twice(studio: Studio, make: Make):
    job = make(JobState.UNSURE)
    app = click(opened(job), "jobs.do.send_again")
    assert "billed twice" in words(app) and state_of(studio, job) is JobState.UNSURE
    click(app, "jobs.not_now")
    assert "billed twice" not in words(app) and state_of(studio, job) is JobState.UNSURE
    click(click(app, "jobs.do.send_again"), "jobs.sure")
    assert state_of(studio, job) is JobState.QUEUED


def test_an_unsure_job_goes_on_with_the_task_id_a_person_enters(studio: Studio, make: Make):
    job, other = make(JobState.UNSURE), make(JobState.RUNNING, "Other", age=9)
    app = click(opened(job), "jobs.do.enter_task_id")
    for wrong in ("two words", " ", str(other.task_id)):
        app.text_input(key="jobs.task_id").set_value(wrong)
        assert click(app, "jobs.task_sent").warning and state_of(studio, job) is JobState.UNSURE
    app.text_input(key="jobs.task_id").set_value(" abc-123 ")
    click(app, "jobs.task_sent")
    found = studio.store.jobs.get(job.id)
    assert found and (found.state, found.task_id) == (JobState.RUNNING, "abc-123")


def test_the_only_job_that_was_deleted_can_be_brought_back_by_its_link(studio: Studio, make: Make):
    job = make(JobState.READY, "Fog")
    studio.desk.delete(SOMEONE, [job.id], just_now())
    assert "Nothing on its way yet" in words(opened())
    assert names(click(opened(job), "jobs.restore")) == ["Fog"]


def test_what_is_deleted_can_be_brought_back_at_once_and_by_its_link(studio: Studio, make: Make):
    job = make(name="Fog")
    make(name="Rain", age=5)
    app = click(opened(job), "jobs.do.delete")
    assert names(app) == ["Rain"] and "is deleted" in words(app)
    assert names(click(app, "jobs.undo_now")) == ["Fog", "Rain"] and app.subheader[0].value == "Fog"
    click(app, "jobs.do.delete")
    assert names(click(opened(job), "jobs.restore")) == ["Fog", "Rain"]


@pytest.mark.parametrize(
    ("state", "action", "then"),
    [
        (JobState.QUEUED, Action.CANCEL, JobState.CANCELLED),
        (JobState.UNSAVED, Action.FETCH_NOW, JobState.SAVING),
    ],
)
def test_a_button_does_what_it_says(studio: Studio, make: Make, state: JobState, action: Action, then: JobState):
    job = make(state)
    click(opened(job), f"jobs.do.{action.name.lower()}")
    assert state_of(studio, job) is then


def test_setting_aside_and_back(studio: Studio, make: Make):
    job = make(JobState.UNSURE)
    app = click(opened(job), "jobs.do.set_aside")
    assert "not in the list now" in words(app)
    click(app, "jobs.do.bring_back")
    assert names(app) == ["Fog"]


def test_a_job_that_moved_on_meanwhile_is_shown_as_it_is_now(studio: Studio, make: Make):
    job = make(JobState.QUEUED)
    app = opened(job)
    studio.store.jobs.save(job, replace(job, state=JobState.SENDING, state_since=just_now(), sent_at=just_now()))
    click(app, "jobs.do.cancel")
    assert state_of(studio, job) is JobState.SENDING and "jobs.do.cancel" not in button_keys(app)


def test_same_again_takes_the_board_with_the_takes_seed(studio: Studio, make: Make):
    app = follow(opened(make(board={"seed": 77})), "Same again")
    assert app.title[0].value == "Create a video" and app.session_state["create.seed"] == "77"


def test_a_refused_job_shows_its_error_and_leads_to_the_board(studio: Studio, make: Make):
    app = opened(make(JobState.FAILED))
    assert error_message(ContentRefused) in words(app)
    assert "trace-9" not in words(app)
    assert follow(app, "Change and try again").title[0].value == "Create a video"


def test_the_request_is_shown_with_pictures_by_name_and_without_the_key(studio: Studio, make: Make, draft: Draft):
    [job] = studio.desk.generate(Actor("someone"), draft, "one-click", just_now())
    app = opened(job)
    assert not app.code  # Only the open tab is drawn.
    app.session_state["jobs.tabs.en"] = "Request"
    shown_code = "\n".join(code.value for code in shown(app).code)
    assert "[picture: mia.png]" in shown_code and "not-a-real-key" not in shown_code and "base64" not in shown_code


def test_a_job_of_another_service_rests_and_says_so(studio: Studio, make: Make):
    app = opened(make(JobState.QUEUED, service="https://elsewhere.example"))
    assert "It is paused" in words(app) and app.dataframe[0].value["State"][0].tolist() == [
        "‖ Paused",
        "elsewhere.example",
    ]
    assert ":gray-badge[Paused]" in words(app) and "badge[Waiting]" not in words(app)


def test_an_overdue_job_can_be_put_out_of_the_way(studio: Studio, make: Make):
    job = make(JobState.RUNNING, age=60 * 25)
    app = opened(job)
    assert app.dataframe[0].value["State"][0].tolist() == ["◐ In progress", "overdue"] and "taking longer" in words(app)
    click(click(app, "jobs.do.give_up"), "jobs.sure")
    found = studio.store.jobs.get(job.id)
    assert found and found.set_aside and found.state is JobState.RUNNING


def test_demo_videos_are_cleared_with_a_way_back(studio: Studio, make: Make):
    make(name="Demo", service="demo")
    make(name="Real", age=5)
    app = opened()
    assert set(app.dataframe[0].value["Kind"]) == {"Demo", "Real"}
    assert names(click(app, "jobs.clear_demo_now")) == ["Real"]
    assert names(click(app, "jobs.undo_now")) == ["Demo", "Real"]


def test_a_job_that_moves_is_seen_without_a_click_on_it(studio: Studio, draft: Draft, now: datetime):
    [job] = studio.desk.generate(Actor("someone"), draft, "one-click", now)
    app = opened(job)
    assert app.dataframe[0].value["State"][0].tolist() == ["○ Waiting"]
    studio.tracker.step(now)
    assert shown(app).dataframe[0].value["State"][0][0] == "◐ In progress"


def test_a_link_to_the_board_of_a_job_that_is_gone_leaves_the_board_as_it_is(studio: Studio, make: Make):
    app = opened(make(JobState.FAILED))
    app.switch_page("pages/create.py")
    app.query_params["again"] = "gone"
    assert "not here any more" in shown(app).toast[0].value and app.title[0].value == "Create a video"
    app.text_area(key="scene_plain").set_value("@Mia sleeps")
    shown(app)
    app.query_params["again"] = "gone"
    assert shown(app).text_area(key="scene_plain").value == "@Mia sleeps"


def test_the_way_to_the_board_pressed_twice_keeps_the_step_back(studio: Studio, make: Make):
    job = make()
    studio.store.drafts.save(job.click, "", studio.desk.same_again(job), just_now())
    app = opened(job)
    app.switch_page("pages/create.py")
    shown(app).text_area(key="scene_plain").set_value("A fox runs")
    shown(app)
    for _ in range(2):
        app.query_params["again"] = job.id
        shown(app)
    click(app, "create.undo_button")
    assert app.text_area(key="scene_plain").value == "A fox runs"


def test_the_story_says_who_did_it(studio: Studio, make: Make):
    job = make(JobState.UNSURE)
    studio.store.people.set_name(SOMEONE.person_id, "Ann", just_now())
    studio.desk.put_aside(SOMEONE, job, just_now())
    app = opened(job)
    click(app, "jobs.do.bring_back")
    told = words(app)
    assert "Put on hold :gray[· Ann]" in told and "Taken off hold :gray[· You]" in told


def test_the_story_names_each_day_once(studio: Studio, make: Make):
    job = make(JobState.UNSURE, created_at=DAY)
    for hours, aside in ((1, True), (24, False), (25, True)):
        fresh = studio.store.jobs.get(job.id)
        assert fresh and studio.desk.put_aside(SOMEONE, fresh, DAY + timedelta(hours=hours), aside=aside)
    told = words(opened(job))
    days = [told.index(f"\n:small[:gray[{formats.date(at)}]]\n") for at in (DAY, DAY + timedelta(days=1))]
    assert told.count("\n:small[:gray[") == 2
    assert days[0] < told.index("Put on hold") < days[1] < told.index("Taken off hold")


def test_who_deletes_the_only_job_sees_the_way_to_the_first_one_and_can_undo(make: Make):
    app = click(opened(make(JobState.READY, "Fog")), "jobs.do.delete")
    assert "Nothing on its way yet" in words(app) and "jobs.undo_now" in button_keys(app)


def test_a_job_of_somebody_else_is_deleted_only_after_a_question(make: Make, studio: Studio) -> None:
    job = make(JobState.READY, "Fog")
    studio.store.people.set_name("someone", "Ann", utc_now())
    app = click(opened(job, person="another"), "jobs.do.delete")
    assert "Ann made this" in words(app) and not studio.store.jobs.is_deleted(job.id)
    click(app, "jobs.not_now")
    assert not studio.store.jobs.is_deleted(job.id)
    click(click(app, "jobs.do.delete"), "jobs.sure")
    assert studio.store.jobs.is_deleted(job.id)


def test_where_cancel_is_over_the_card_says_why(make: Make) -> None:
    assert "jobs.do.cancel" in button_keys(opened(make(JobState.QUEUED)))
    assert "offers no way to withdraw it" not in words(opened(make(JobState.QUEUED)))
    app = opened(make(JobState.RUNNING))
    assert "offers no way to withdraw it" in words(app) and "jobs.do.cancel" not in button_keys(app)
