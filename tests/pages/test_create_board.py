"""What becomes of a board: nothing sent that a rule forbids, nothing lost by undo, tabs or other pages."""

from __future__ import annotations

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import Job
from lib.ui.create import board as boards
from tests.conftest import SOMEONE
from tests.pages.board_kit import ROOT, app, click, draft_of, filled, generate_twice, jobs, unfold, words

__all__ = ["app", "filled"]


def only_job(studio: Studio) -> Job:
    (job_id,) = jobs(studio)
    job = studio.store.jobs.get(job_id)
    assert job is not None
    return job


def test_a_board_that_was_broken_while_it_was_asked_is_not_sent(filled: AppTest, studio: Studio) -> None:
    generate_twice(filled)
    broken = filled.session_state[boards.BOARD].model_copy(update={"meta_data": "{broken"})
    filled.session_state[boards.BOARD] = broken
    click(filled, "create.yes")
    assert len(jobs(studio)) == 1
    assert not filled.exception


def test_a_question_does_not_outlive_its_board(filled: AppTest) -> None:
    generate_twice(filled)
    assert "Make it again?" in words(filled)
    filled.text_area(key="scene_plain").set_value("@Mia and @Bear dance").run()
    assert "Make it again?" not in words(filled)
    assert not filled.button(key="generate").disabled


def test_the_word_after_generate_stays_for_the_next_board_until_it_is_put_away(filled: AppTest) -> None:
    click(click(filled, "generate"), "create.start_over")
    assert "on the way" in words(filled)
    click(filled, "create.hide_made")
    assert "on the way" not in words(filled)


def test_a_cancelled_job_does_not_count_as_the_same(filled: AppTest, studio: Studio) -> None:
    click(filled, "generate")
    job = only_job(studio)
    assert studio.desk.cancel(SOMEONE, job, job.created_at)
    click(filled, "generate")
    assert len(jobs(studio)) == 2


def test_a_card_removed_by_the_first_of_two_clicks_stays_removed(filled: AppTest) -> None:
    filled.session_state[boards.BOARD] = filled.session_state[boards.BOARD].model_copy(update={"cast": ()})
    click(filled, "create.remove.bear")
    assert not filled.exception


def test_a_second_press_takes_away_no_second_picture(filled: AppTest) -> None:
    mia, bear = filled.session_state[boards.BOARD].cast
    three = mia.model_copy(update={"pictures": (*mia.pictures, *bear.pictures, *mia.pictures)})
    board = filled.session_state[boards.BOARD].model_copy(update={"cast": (three, bear)})
    filled.session_state[boards.BOARD] = board
    filled.run()
    click(filled, "create.drop.mia.0")
    click(filled, "create.drop.mia.0")
    assert filled.session_state[boards.BOARD].cast[0].pictures == three.pictures[1:]
    click(filled, "create.drop.mia.1")
    assert filled.session_state[boards.BOARD].cast[0].pictures == three.pictures[1:2], "another place counts at once"


def test_a_second_press_takes_away_no_second_subject(filled: AppTest) -> None:
    click(filled, "create.remove.mia")
    click(filled, "create.remove.bear")
    assert [subject.name for subject in filled.session_state[boards.BOARD].cast] == ["Bear"]


def test_a_draft_that_is_gone_is_said_to_be(filled: AppTest, studio: Studio) -> None:
    click(filled, "create.start_over")
    assert "Not sent yet" not in words(filled), "there is a step back"
    del filled.session_state[boards.UNDO]
    assert "Not sent yet" in words(filled.run())
    with studio.store._write() as connection:
        connection.exec_driver_sql("DELETE FROM draft_pictures")
        connection.exec_driver_sql("DELETE FROM drafts")
    go_on = next(one for one in filled.button if str(one.key).startswith("create.go_on"))
    go_on.click().run()
    assert [one.value for one in filled.toast] == ["That draft is no longer there."]


def test_going_back_can_itself_be_taken_back(filled: AppTest) -> None:
    click(filled, "create.drop.mia.0")
    filled.text_area(key="scene_plain").set_value("@Mia sings").run()
    click(filled, "create.undo_button")
    assert "2 subjects, 2 of 7 pictures" in words(filled)
    click(filled, "create.undo_button")
    assert filled.text_area(key="scene_plain").value == "@Mia sings"


def test_the_length_shown_follows_the_model(filled: AppTest) -> None:
    for model in ("viduq1", "vidu2.0", "viduq1", "viduq1-classic", "vidu2.0"):
        filled.segmented_control(key="create.model").set_value(model).run()
        board: Draft = filled.session_state[boards.BOARD]
        shown = [one.value for one in filled.text_input if one.label == "Length"]
        shown += [f"{one.value} s" for one in filled.select_slider if one.label == "Length"]
        assert shown == [f"{board.duration} s"]


def test_a_draft_changed_in_another_tab_is_not_written_over(filled: AppTest, studio: Studio) -> None:
    draft_id = draft_of(filled)
    stored = studio.store.drafts.get(draft_id)
    assert stored is not None
    other = stored.draft.model_copy(update={"scene": "written in the other tab"})
    studio.store.drafts.save(draft_id, stored.person_id, other, stored.updated_at.replace(year=2031))
    filled.text_area(key="scene_plain").set_value("written here").run()
    kept = studio.store.drafts.get(draft_id)
    assert kept is not None and kept.draft.scene == "written in the other tab"
    assert draft_of(filled) != draft_id and "copy" in words(filled)
    assert filled.text_area(key="scene_plain").value == "written here"


def test_an_earlier_board_is_gone_on_with(filled: AppTest, studio: Studio) -> None:
    person = filled.session_state["person"]
    fresh = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    fresh.session_state["person"] = person
    click(fresh.run(), "create.go_on")
    assert "2 subjects, 2 of 7 pictures" in words(fresh)
    assert draft_of(fresh) == draft_of(filled)


def test_a_demo_that_became_real_asks_about_money_before_anything_else(filled: AppTest, studio: Studio) -> None:
    was_demo = studio.desk.service
    studio.desk.service = "demo"
    board: Draft = filled.session_state[boards.BOARD]
    studio.desk.generate(Actor(filled.session_state["person"]), board, "the demo's click", datetime.now(UTC))
    studio.desk.service = was_demo
    click(filled, "generate")
    assert "costs credits" in words(filled)
    click(filled, "create.yes")
    assert {one.service for one in map(studio.store.jobs.get, jobs(studio)) if one} == {"demo", was_demo}


def test_more_than_ten_videos_at_once_ask_with_the_count(filled: AppTest, studio: Studio) -> None:
    board: Draft = filled.session_state[boards.BOARD]
    for number in range(9):
        other = board.model_copy(update={"scene": f"@Mia and @Bear, number {number}"})
        studio.desk.generate(Actor("someone else"), other, f"click-{number}", datetime.now(UTC))
    filled.selectbox(key="create.takes").set_value(2).run()
    click(filled, "generate")
    assert "That makes 11 videos at the same time." in words(filled) and len(jobs(studio)) == 9
    click(filled, "create.no")
    assert len(jobs(studio)) == 9 and "at once" not in words(filled)
    click(click(filled, "generate"), "create.yes")
    assert len(jobs(studio)) == 11


def test_a_very_long_text_makes_pictures_smaller_and_not_the_request_too_large(filled: AppTest, studio: Studio) -> None:
    unfold(filled).text_area(key="create.payload").set_value("x" * 1_000_000).run()
    assert not filled.button(key="generate").disabled
