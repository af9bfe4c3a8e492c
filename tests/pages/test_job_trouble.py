"""The card of a job that went wrong: what, whose side, what it cost, what to do, and what was seen."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.errors import NoCredit, StudioError
from lib.domain.job import JobState, Trouble
from lib.domain.job_events import EventKind, JobEvent
from lib.ui.words import plain
from tests.pages.jobs_kit import Make, button_keys, click, follow, just_now, make, offered, opened, shown, words

__all__ = ["make"]

FAILED, UNSURE, UNSAVED, ENDED = JobState.FAILED, JobState.UNSURE, JobState.UNSAVED, JobState.ENDED
ENDS = {
    FAILED: ("You can fix this.", "Change and try again"),
    UNSURE: ("On the video service's side. It may be running, and may be billed.", "jobs.do.send_again"),
    UNSAVED: ("On the video service's side. The video was made and has most likely been billed.", "jobs.do.fetch_now"),
    ENDED: ("On the video service's side. The service had begun it", "Same again"),
}


def with_the_fold_open(app: AppTest) -> str:
    app.session_state["error.seen.job"] = True
    return "\n".join(code.value for code in shown(app).code)


@pytest.mark.parametrize("state", ENDS)
def test_every_bad_end_says_whose_side_it_is_what_it_may_cost_and_has_the_button(make: Make, state: JobState):
    side, button = ENDS[state]
    app = opened(make(state, word="expired"))
    assert side in words(app) and button in offered(app)


def test_a_card_names_the_part_it_is_about_and_shows_the_picture(make: Make):
    trouble = Trouble("PictureRefused", "ImageCheckFaceFailed", "no face", field="subjects.1.images.0")
    app = opened(make(FAILED, trouble=trouble, task_id=None))
    said = words(app)
    assert "The problem is in **picture 1 of Bear**" in said and "could not use the face in a picture" in said
    assert "Nothing was made, so nothing was paid" in said
    assert any("thumbs" in one.proto.imgs[0].url for one in app.get("image"))


def test_the_fold_holds_the_words_the_whole_answer_and_the_trace_id(make: Make):
    answer = '{"code": 400, "reason": "AuditSubmitIllegal", "metadata": {"trace_id": "trace-9"}}'
    app = opened(make(FAILED, answer=answer))
    assert not app.code  # Closed it is not drawn: the browser would load what shows code.
    seen = with_the_fold_open(app)
    assert "refused" in seen and "Trace id: trace-9" in seen and '"reason": "AuditSubmitIllegal"' in seen


def test_a_general_refusal_shows_the_services_own_sentence_in_the_card(make: Make):
    trouble = Trouble("Refused", "42", "The **moon** is full", http_status=400)
    app = opened(make(FAILED, trouble=trouble, task_id=None))
    assert plain("The video service says: “The **moon** is full”") in words(app)
    told = Trouble("TaskFailed", "RenderCrash", "RenderCrash")
    assert "The video service says" not in words(opened(make(FAILED, trouble=told)))


def test_an_unsure_job_says_when_it_was_sent(make: Make):
    job = make(UNSURE, age=60 * 24 * 3)
    assert "It was sent 3 days ago, " in words(opened(job)).replace("\\", "")


def test_what_the_service_says_of_an_ended_job_is_shown_as_text(make: Make):
    app = opened(make(ENDED, word="**expired** <b>"))
    assert plain("The video service ended it (**expired** <b>).") in words(app)


def test_changing_and_trying_again_leads_to_the_field(make: Make, studio: Studio):
    trouble = Trouble("PictureRefused", "ImageCheckFaceFailed", field="subjects.1.images.0")
    job = make(FAILED, trouble=trouble, task_id=None)
    studio.store.drafts.save(job.click, "", studio.desk.same_again(job), just_now())
    app = follow(opened(job), "Change and try again")
    assert app.title[0].value == "Create a video"
    beside = plain("could not use the face in a picture")
    assert sum(beside in one.value for one in app.markdown) == 2  # Beside the card, and in the list.
    assert not app.info  # What its field says is not said above once more.
    shown(app.switch_page("pages/create.py")).text_area(key="scene_plain").set_value("@Mia and @Bear sleep")
    shown(shown(app))  # The first draws only what changed.
    assert app.title[0].value == "Create a video"
    assert not app.info and not any(beside in one.value for one in app.markdown)


def test_a_refused_setting_is_found_in_its_open_fold(make: Make, studio: Studio, draft: Draft):
    trouble = Trouble("FieldRefused", "FieldInvalid", field="meta_data")
    app = follow(opened(make(FAILED, trouble=trouble, task_id=None)), "Change and try again")
    (fold,) = [one for one in app.expander if one.label == "More settings"]
    assert fold.proto.expanded and any("content label" in one.value for one in app.markdown)


def test_a_failed_look_that_repeats_is_one_line_of_the_story(make: Make, studio: Studio):
    job = make(JobState.RUNNING)
    away = Trouble("NotReached").params
    looks = [
        JobEvent(just_now() + timedelta(seconds=30 * n), EventKind.AGAIN if n else EventKind.LOOK_FAILED, away)
        for n in range(50)
    ]
    studio.store.jobs.save(job, job, looks)
    told = words(opened(job))
    assert told.count("The video service cannot be reached.") == 1
    assert "50 times, the last at" in told


def test_a_database_that_is_away_is_said_on_the_page_until_it_is_back(make: Make, studio: Studio):
    app = opened(make(FAILED))
    studio.store.close()
    assert "cannot reach its own database" in words(shown(app))
    studio.store.open()
    assert "cannot reach its own database" not in words(shown(app)) and "jobs.do.delete" in button_keys(app)


def test_an_error_of_the_app_itself_says_who_can_help():
    assert (NoCredit.side, StudioError.side) == ("app", "app")


# A fetch with trouble, a job that is late, and one of which nobody knows

LINK = "https://storage.example/video.mp4?sig=%7E"


@pytest.mark.parametrize("state", [JobState.SAVING, UNSAVED], ids=str)
def test_a_video_that_could_not_be_fetched_is_fetched_now_or_opened_by_its_link(
    make: Make, studio: Studio, state: JobState
):
    trouble = Trouble("LinkDead", detail="HTTP 403")
    job = make(state, trouble=trouble, video_url=LINK, tries=4, next_at=just_now() + timedelta(hours=1))
    app = opened(job)
    (link,) = app.get("link_button")
    assert link.proto.url == LINK and link.proto.label == "Open the link"
    click(app, "jobs.do.fetch_now")
    found = studio.store.jobs.get(job.id)
    assert found and (found.state, found.tries, found.next_at) == (JobState.SAVING, 0, None)


def test_a_link_that_is_no_web_address_is_not_offered(make: Make):
    app = opened(make(UNSAVED, video_url="javascript:alert(1)"))
    assert not app.get("link_button") and "jobs.do.fetch_now" in button_keys(app)


def test_a_video_that_is_being_fetched_well_offers_neither(make: Make):
    app = opened(make(JobState.SAVING, video_url=LINK))
    assert not app.get("link_button") and "jobs.do.fetch_now" not in button_keys(app)


def test_a_late_job_says_how_long_is_usual_and_what_the_service_says(make: Make):
    app = opened(make(JobState.RUNNING, age=31, word="processing"))
    assert plain("Longer than usual (2 to 5 minutes). The service says: processing.") in words(app)
    assert "usually takes" not in words(app).lower() and not app.get("progress")
    assert app.dataframe[0].value["State"][0].tolist() == ["◐ In progress", "late"]


def test_a_resting_job_shows_no_progress_and_names_its_service(make: Make):
    app = opened(make(JobState.RUNNING, age=3, service="https://other.example", progress=42.0))
    assert plain("It is paused until other.example is connected again") in words(app)
    assert not app.get("progress") and "%" not in words(app)


def test_an_unsure_job_has_a_text_to_hand_on(make: Make):
    app = opened(make(UNSURE, trace_id="trace-5"))
    app.session_state["jobs.hand_on"] = True
    (told,) = [code.value for code in shown(app).code]
    assert "req-7" in told and "list of tasks" in told
