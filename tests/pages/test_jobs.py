"""The jobs page: the table, its selection and the filters."""

from dataclasses import replace

from lib.app import Studio
from lib.domain.job import JobState, actions
from lib.text.job_labels import action_label, state_label
from tests.pages.jobs_kit import (
    Make,
    click,
    follow,
    just_now,
    make,
    names,
    offered,
    opened,
    pick,
    shown,
    words,
)

__all__ = ["make"]


def test_who_made_nothing_yet_is_led_to_the_board(studio: Studio):
    app = opened()
    assert "Nothing on its way yet" in words(app) and not app.dataframe
    assert follow(app, "Create a video").title[0].value == "Create a video"


def test_every_state_has_its_word_in_the_table_and_a_card_with_what_can_be_done(studio: Studio, make: Make):
    made = [make(state, f"Job {state.value}", age=age, word="expired") for age, state in enumerate(JobState, start=1)]
    app = opened()
    assert [words[0][2:] for words in app.dataframe[0].value["State"]] == [state_label(job.state) for job in made]
    for job in made:
        card = opened(job)
        assert job.name.replace("_", "") in words(card).replace("\\", "")
        for action in actions(job, just_now()):
            assert {f"jobs.do.{action.name.lower()}", action_label(action)} & offered(card), (job.state, action)


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
    app.segmented_control(key="jobs.group").set_value("moving")
    assert names(shown(app)) == ["Runner"]
    studio.store.jobs.save(running, replace(running, state=JobState.ENDED, word="expired", state_since=just_now()))
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
    assert names(shown(app)) == ["Job 100"] and app.session_state["jobs.page"] == 2
    app.selectbox(key="jobs.rows.en").select(250)
    assert len(names(shown(app))) == 101
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
    app.segmented_control(key="jobs.group").set_value("on_hold")
    assert names(shown(app)) == ["Aside"]


# The card


def test_a_link_to_a_job_that_is_not_there_says_so(studio: Studio, make: Make):
    app = opened(replace(make(), id="nothing"))
    assert "This job is not here" in words(app)
