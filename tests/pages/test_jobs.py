"""The jobs page: the table and its selection, the filters, a job's card and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, build_request
from lib.domain.errors import ContentRefused, LinkDead, SubmissionUncertain
from lib.domain.job import WORDS, Action, Job, JobState, Trouble, Video, actions
from lib.ui.words import plain
from tests.conftest import ROOT

NOW = datetime.now(UTC)
Make = Callable[..., Job]
TROUBLE = {
    JobState.UNSAVED: Trouble.of(LinkDead(detail="HTTP 403")),
    JobState.UNSURE: Trouble.of(SubmissionUncertain(detail="ReadTimeout", request_id="req-7")),
    JobState.FAILED: Trouble.of(ContentRefused(detail="refused", field="prompt", request_id="trace-9")),
}


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
        at = NOW - timedelta(minutes=age)
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
        return studio.store.add_jobs([replace(job, **more)])[0]

    return add


def opened(job: Job | None = None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
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
    return "\n".join(str(one.value) for kind in ("subheader", "markdown", "caption") for one in app.get(kind))


def button_keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app)


def pick(app: AppTest, row: int | None) -> AppTest:
    app.session_state["jobs.table"] = {"selection": {"rows": [] if row is None else [row]}}
    return shown(app)


# The table


def test_who_made_nothing_yet_is_led_to_the_board(studio: Studio):
    app = opened()
    assert "Nothing on its way yet" in words(app) and not app.dataframe
    assert not click(app, "jobs.create").exception and app.title[0].value != "Jobs"


def test_every_state_has_its_word_in_the_table_and_a_card_with_what_can_be_done(studio: Studio, make: Make):
    made = [make(state, f"Job {state.value}", age=age, word="expired") for age, state in enumerate(JobState, start=1)]
    app = opened()
    assert [text.split(",")[0] for text in app.dataframe[0].value["State"]] == [WORDS[job.state] for job in made]
    for job in made:
        card = opened(job)
        assert job.name.replace("_", "") in words(card).replace("\\", "")
        offered = {f"jobs.do.{action.name.lower()}" for action in actions(job, NOW)}
        assert offered <= button_keys(card), job.state


def test_the_newest_job_is_open_at_first_and_a_closed_card_stays_closed(studio: Studio, make: Make):
    make(name="Old", age=9)
    make(name="New", age=1)
    app = opened()
    assert app.subheader[0].value == "New"
    pick(app, None)
    assert not app.subheader and "Select a job" in words(app)
    make(name="Newest", age=0)
    assert not shown(app).subheader


def test_a_selection_stays_with_its_job_when_new_ones_come_on_top(studio: Studio, make: Make):
    make(name="Low", age=9)
    make(name="High", age=5)
    app = pick(opened(), 1)
    assert app.subheader[0].value == "Low"
    make(name="Brand new", age=0)
    shown(app)
    assert names(app) == ["Brand new", "High", "Low"] and app.subheader[0].value == "Low"
    assert app.session_state["jobs.table"]["selection"]["rows"] == [2]
    assert pick(app, 1).subheader[0].value == "High"


def test_a_job_that_leaves_the_filter_keeps_its_card_and_says_so(studio: Studio, make: Make):
    make(JobState.FAILED, "Lost")
    running = make(JobState.RUNNING, "Runner", age=3)
    app = opened(running)
    app.segmented_control(key="jobs.group").set_value("On their way")
    assert names(shown(app)) == ["Runner"]
    studio.store.save(running, replace(running, state=JobState.ENDED, word="expired", state_since=NOW))
    shown(app)
    assert app.subheader[0].value == "Runner" and "not in the list now" in words(app)


def test_a_table_of_an_unchanged_store_is_the_same_object(studio: Studio, make: Make):
    make()
    make(JobState.QUEUED)
    app = opened()
    before = app.session_state["jobs.shown"]
    assert shown(app).session_state["jobs.shown"][1] is before[1]
    make()
    assert shown(app).session_state["jobs.shown"][1] is not before[1]


def test_many_jobs_come_in_pages(studio: Studio, make: Make):
    for age in range(101):
        make(name=f"Job {age}", age=age)
    app = opened()
    assert len(names(app)) == 100
    app.session_state["jobs.page"] = 2
    assert names(shown(app)) == ["Job 100"]
    app.text_input(key="jobs.text").set_value("Job 7")
    assert len(names(shown(app))) == 11


def test_filters_stay_while_another_page_is_open(studio: Studio, make: Make):
    make(name="Fog")
    make(name="Rain")
    app = opened()
    app.text_input(key="jobs.text").set_value("RAIN")
    assert names(shown(app)) == ["Rain"]
    app.switch_page("pages/gallery.py").run()
    app.switch_page("pages/jobs.py")
    assert names(shown(app)) == ["Rain"]


def test_a_filter_that_nothing_fits_can_be_cleared(studio: Studio, make: Make):
    make()
    app = opened()
    app.text_input(key="jobs.text").set_value("no such thing")
    assert not shown(app).dataframe
    assert names(click(app, "jobs.clear_filters")) == ["Fog"]


def test_set_aside_jobs_have_a_group_of_their_own(studio: Studio, make: Make):
    make(name="Here")
    make(JobState.UNSAVED, "Aside", set_aside=True)
    app = opened()
    assert names(app) == ["Here"]
    app.segmented_control(key="jobs.group").set_value("Set aside")
    assert names(shown(app)) == ["Aside"]


# The card


def test_a_link_to_a_job_that_is_not_there_says_so(studio: Studio, make: Make):
    app = opened(replace(make(), id="nothing"))
    assert "This job is not here" in words(app)


def test_a_name_is_changed_in_place(studio: Studio, make: Make):
    job = make(name="Fog")
    app = click(opened(job), "jobs.rename")
    app.text_input(key=f"jobs.name.{job.id}").set_value("  Fog, second try ")
    click(app, "jobs.name_save")
    assert app.subheader[0].value == "Fog, second try" and names(app) == ["Fog, second try"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "**bold** [link](http://x)", "小明走过雾", "=1+1"])
def test_a_name_by_people_is_shown_as_text(studio: Studio, make: Make, name: str):
    app = opened(make(name=name))
    assert app.subheader[0].value == plain(name)


def test_send_again_asks_once_more_and_says_that_it_may_be_billed_twice(studio: Studio, make: Make):
    job = make(JobState.UNSURE)
    app = click(opened(job), "jobs.do.send_again")
    assert "billed twice" in words(app) and _state(studio, job) is JobState.UNSURE
    click(app, "jobs.not_now")
    assert "billed twice" not in words(app) and _state(studio, job) is JobState.UNSURE
    click(click(app, "jobs.do.send_again"), "jobs.sure")
    assert _state(studio, job) is JobState.QUEUED


def test_an_unsure_job_goes_on_with_the_task_id_a_person_enters(studio: Studio, make: Make):
    job, other = make(JobState.UNSURE), make(JobState.RUNNING, "Other", age=9)
    app = click(opened(job), "jobs.do.enter_task_id")
    for wrong in ("two words", " ", str(other.task_id)):
        app.text_input(key="jobs.task_id").set_value(wrong)
        assert click(app, "jobs.task_sent").warning and _state(studio, job) is JobState.UNSURE
    app.text_input(key="jobs.task_id").set_value(" abc-123 ")
    click(app, "jobs.task_sent")
    found = studio.store.job(job.id)
    assert found and (found.state, found.task_id) == (JobState.RUNNING, "abc-123")


def test_what_is_deleted_can_be_brought_back_at_once_and_by_its_link(studio: Studio, make: Make):
    job = make(name="Fog")
    make(name="Rain", age=5)
    app = click(opened(job), "jobs.do.delete")
    assert names(app) == ["Rain"] and "is deleted" in words(app)
    assert names(click(app, "jobs.undo_delete")) == ["Fog", "Rain"] and app.subheader[0].value == "Fog"
    click(app, "jobs.do.delete")
    assert names(click(opened(job), "jobs.restore")) == ["Fog", "Rain"]


@pytest.mark.parametrize(
    ("state", "action", "then"),
    [
        (JobState.QUEUED, Action.CANCEL, JobState.CANCELLED),
        (JobState.UNSAVED, Action.FETCH_AGAIN, JobState.SAVING),
    ],
)
def test_a_button_does_what_it_says(studio: Studio, make: Make, state: JobState, action: Action, then: JobState):
    job = make(state)
    click(opened(job), f"jobs.do.{action.name.lower()}")
    assert _state(studio, job) is then


def test_setting_aside_and_back(studio: Studio, make: Make):
    job = make(JobState.UNSURE)
    app = click(opened(job), "jobs.do.set_aside")
    assert "not in the list now" in words(app)
    click(app, "jobs.do.bring_back")
    assert names(app) == ["Fog"]


def test_a_job_that_moved_on_meanwhile_is_shown_as_it_is_now(studio: Studio, make: Make):
    job = make(JobState.QUEUED)
    app = opened(job)
    studio.store.save(job, replace(job, state=JobState.SENDING, state_since=NOW, sent_at=NOW))
    click(app, "jobs.do.cancel")
    assert _state(studio, job) is JobState.SENDING and "jobs.do.cancel" not in button_keys(app)


def test_same_again_takes_the_board_with_the_takes_seed(studio: Studio, make: Make):
    app = opened(make(board={"seed": 77}))
    app.button(key="jobs.do.same_again").click().run()
    assert not app.exception and "jobs.do.same_again" not in button_keys(app)


def test_a_refused_job_shows_its_error_and_leads_to_the_board(studio: Studio, make: Make):
    app = opened(make(JobState.FAILED))
    assert ContentRefused.message in words(app)
    assert any("trace-9" in code.value for code in app.code)
    app.button(key="jobs.do.change_and_retry").click().run()
    assert not app.exception and app.title[0].value != "Jobs"


def test_the_request_is_shown_with_pictures_by_name_and_without_the_key(studio: Studio, make: Make, draft: Draft):
    [job] = studio.desk.generate(draft, "someone", "one-click", NOW)
    shown_code = "\n".join(code.value for code in opened(job).code)
    assert "[picture: mia.png]" in shown_code and "not-a-real-key" not in shown_code and "base64" not in shown_code


def test_a_job_of_another_service_rests_and_says_so(studio: Studio, make: Make):
    app = opened(make(JobState.QUEUED, service="https://elsewhere.example"))
    assert "It rests" in words(app) and app.dataframe[0].value["State"][0] == "Waiting, resting"


def test_an_overdue_job_can_be_put_out_of_the_way(studio: Studio, make: Make):
    job = make(JobState.RUNNING, age=60 * 25)
    app = opened(job)
    assert app.dataframe[0].value["State"][0] == "In progress, overdue" and "takes longer" in words(app)
    click(click(app, "jobs.do.give_up"), "jobs.sure")
    found = studio.store.job(job.id)
    assert found and found.set_aside and found.state is JobState.RUNNING


def test_demo_videos_are_cleared_with_a_way_back(studio: Studio, make: Make):
    make(name="Demo", service="demo")
    make(name="Real", age=5)
    app = opened()
    assert set(app.dataframe[0].value["Kind"]) == {"Demo", "Real"}
    assert names(click(app, "jobs.clear_sure")) == ["Real"]
    assert names(click(app, "jobs.undo_delete")) == ["Demo", "Real"]


def test_a_job_that_moves_is_seen_without_a_click_on_it(studio: Studio, draft: Draft, now: datetime):
    [job] = studio.desk.generate(draft, "someone", "one-click", now)
    app = opened(job)
    assert app.dataframe[0].value["State"][0] == "Waiting"
    studio.tracker.step(now)
    assert shown(app).dataframe[0].value["State"][0].startswith("In progress")


def _state(studio: Studio, job: Job) -> JobState | None:
    found = studio.store.job(job.id)
    return found.state if found else None
