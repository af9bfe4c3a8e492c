"""The Create page through AppTest: what a person does on the board, and what they then read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from tests.pages.board_kit import ROOT, app, click, draft_of, filled, generate_twice, jobs, unfold, words

__all__ = ["app", "filled"]


def test_an_empty_board_shows_the_way_and_cannot_be_sent(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert "Who or what is in your video?" in words(app)
    assert app.button(key="generate").disabled


def test_the_example_is_ready_to_send_at_once(
    app: AppTest, studio: Studio, upstream: DemoService, now: datetime
) -> None:
    click(app.run(), "create.example")
    assert "Ready to send" in words(app) and not app.button(key="generate").disabled
    click(app, "generate")
    upstream.hold()
    studio.tracker.step(now)
    assert len(upstream.submits()) == 1


def test_generate_writes_a_waiting_job_and_says_so(filled: AppTest, studio: Studio, upstream: DemoService) -> None:
    click(filled, "generate")
    assert "Your video is on the way" in words(filled)
    (job_id,) = jobs(studio)
    job = studio.store.jobs.get(job_id)
    assert job is not None and job.state is JobState.QUEUED
    assert job.request.prompt == "@Mia and @Bear walk through fog"
    assert upstream.received == []


def test_the_identical_request_asks_first(filled: AppTest, studio: Studio) -> None:
    generate_twice(filled)
    assert len(jobs(studio)) == 1
    assert "the same as the one you sent" in words(filled)
    click(filled, "create.yes")
    assert len(jobs(studio)) == 2


def test_not_now_leaves_everything_as_it_was(filled: AppTest, studio: Studio) -> None:
    click(generate_twice(filled), "create.no")
    assert len(jobs(studio)) == 1 and not filled.button(key="generate").disabled


def test_takes_become_as_many_jobs_with_seeds_of_their_own(filled: AppTest, studio: Studio) -> None:
    filled.selectbox(key="create.takes").set_value(8).run()
    click(filled, "generate")
    seeds = {line.seed for line in studio.store.lists.lines(JobQuery())}
    assert len(seeds) == 8 and 0 not in seeds
    said = words(filled)
    assert all(f"seed {seed}]" in said for seed in seeds), "each take tells its seed"


def test_a_take_whose_seed_the_service_draws_tells_none(filled: AppTest) -> None:
    click(filled, "generate")
    assert "on the way" in words(filled) and ":gray[seed" not in words(filled)


def test_typed_text_survives_another_page_and_back(filled: AppTest) -> None:
    filled.text_area(key="scene_plain").set_value("@Mia sings").run()
    filled.switch_page("pages/jobs.py").run()
    filled.switch_page("pages/create.py").run()
    assert filled.text_area(key="scene_plain").value == "@Mia sings"
    assert "The scene does not mention @Bear" in words(filled)


def test_a_reload_brings_the_same_board(filled: AppTest, studio: Studio) -> None:
    filled.text_area(key="scene_plain").set_value("@Mia sings").run()
    draft_id = draft_of(filled)
    again = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    again.query_params["draft"] = draft_id
    again.run()
    assert again.text_area(key="scene_plain").value == "@Mia sings"


def test_another_persons_link_opens_a_copy(filled: AppTest, studio: Studio) -> None:
    theirs = draft_of(filled)
    mine = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    mine.query_params["draft"] = theirs
    mine.run().text_area(key="scene_plain").set_value("mine now").run()
    stored = studio.store.drafts.get(theirs)
    assert stored is not None and stored.draft.scene == "@Mia and @Bear walk through fog"
    assert draft_of(mine) != theirs


def test_a_length_the_model_refuses_is_red_and_its_remedy_mends_it(filled: AppTest) -> None:
    filled.select_slider(key="create.duration").set_value(12).run()
    filled.segmented_control(key="create.model").set_value("viduq2-pro").run()
    assert "Q2 Pro videos are 1 to 10 seconds long; the length is set to 12 s" in words(filled).replace("\\", "")
    assert filled.button(key="generate").disabled
    (remedy,) = [one for one in filled.button if one.label == "Use 10 s"]
    remedy.click().run()
    assert not filled.button(key="generate").disabled
    assert filled.select_slider(key="create.duration").value == 10


def test_what_the_form_shows_is_what_is_sent(filled: AppTest, studio: Studio) -> None:
    filled.segmented_control(key="create.model").set_value("viduq2-turbo").run()
    filled.toggle(key="create.audio").set_value(True).run()
    unfold(filled).toggle(key="create.watermark").set_value(True).run()
    filled.segmented_control(key="create.wm_position").set_value(1).run()
    filled.text_input(key="create.seed").set_value("42").run()
    click(filled, "generate")
    job = studio.store.jobs.get(jobs(studio)[0])
    assert job is not None
    sent = job.request
    assert (sent.model, sent.audio, sent.bgm, sent.duration, sent.resolution) == (
        "viduq2-turbo",
        True,
        False,
        1,
        "540p",
    )
    assert (sent.watermark, sent.wm_position, sent.seed, sent.off_peak, sent.is_rec) == (True, 1, 42, False, False)


def test_a_subject_that_was_removed_comes_back(filled: AppTest) -> None:
    click(filled, "create.remove.bear")
    assert [one.value for one in filled.text_input if one.label == "Name"] == ["Mia"]
    click(filled, "create.undo_button")
    assert [one.value for one in filled.text_input if one.label == "Name"] == ["Mia", "Bear"]


def test_a_bad_file_is_named_and_a_good_one_beside_it_is_kept(filled: AppTest, picture: Callable[..., bytes]) -> None:
    (uploader,) = [one for one in filled.file_uploader if one.key and one.key.startswith("create.upload.mia.")]
    files = [("tiny.png", picture("green", 90, 400), "image/png"), ("good.png", picture("green"), "image/png")]
    for file in files:
        uploader.upload(*file)
    uploader.run()
    assert any("tiny" in str(one.value) and "128" in str(one.value) for one in filled.error)
    assert "2 subjects, 3 of 7 pictures" in words(filled)


def test_a_private_address_is_refused_with_a_sentence(filled: AppTest) -> None:
    filled.text_input(key="create.url.mia.0").set_value("http://192.168.1.4/mia.png").run()
    assert any("private network" in str(one.value) for one in filled.error)
    filled.text_input(key="create.url.mia.0").set_value("https://example.com/mia.png").run()
    assert "2 subjects, 3 of 7 pictures" in words(filled)
    assert filled.text_input(key="create.url.mia.1").value == ""


def test_large_pictures_are_made_to_fit(filled: AppTest, studio: Studio) -> None:
    uploader = next(one for one in filled.file_uploader if one.key and one.key.startswith("create.upload.mia."))
    uploader.upload("a.png", noise(1), "image/png").upload("b.png", noise(2), "image/png").run()
    assert "1800 × 1700, " in words(filled)
    assert not filled.button(key="generate").disabled


def noise(seed: int) -> bytes:
    """A picture of about 9 MB that no encoder makes small without loss."""
    import numpy
    from PIL import Image

    pixels = numpy.random.default_rng(seed).integers(0, 255, (1700, 1800, 3), dtype="uint8")
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_starting_over_can_be_taken_back(filled: AppTest) -> None:
    click(filled, "create.start_over")
    assert "Who or what is in your video?" in words(filled)
    click(filled, "create.undo_button")
    assert "2 subjects, 2 of 7 pictures" in words(filled)


def test_the_second_half_of_a_double_click_asks_nothing(filled: AppTest, studio: Studio) -> None:
    click(filled, "generate")
    # A minute ahead, so that a slow machine does not make two clicks of a double one.
    filled.session_state["create.clicked_at"] += timedelta(minutes=1)
    click(filled, "generate")
    assert len(jobs(studio)) == 1
    assert "on the way" in words(filled) and "Make it again?" not in words(filled)


def test_a_click_that_comes_again_sends_nothing_of_what_changed_and_same_again_has_its_board(
    filled: AppTest, studio: Studio
) -> None:
    as_drawn, scene = filled.session_state["create.click"], filled.text_area(key="scene_plain").value
    click(filled, "generate")
    filled.text_area(key="scene_plain").set_value("@Mia and @Bear swim").run()
    filled.session_state["create.click"] = as_drawn
    click(filled.run(), "generate")
    (job_id,) = jobs(studio)
    kept = studio.store.drafts.get(draft_of(filled))
    assert kept is not None and (kept.draft.scene, kept.sent) == ("@Mia and @Bear swim", False)
    # In another tab, or after the server was started anew.
    other = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    other.query_params["again"] = job_id
    assert other.run().text_area(key="scene_plain").value == scene
