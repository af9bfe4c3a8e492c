"""Every button of Create, when what it is about is gone by the time of the press: a member of the cast, a picture's
file, the board in the store, a job of the box after Generate, a voice of the team.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.errors import ContentRefused
from lib.domain.job import Job, JobState, Trouble, Video
from lib.domain.lists import JobQuery, Voice
from lib.ui.create import board as boards
from lib.ui.create.cast_view import CardState
from lib.ui.state import utc_now
from tests.conftest import ROOT, SOMEONE
from tests.pages.board_kit import app, click, filled, link_to
from tests.pages.losses import keys_of, press, told, without_row
from tests.pages.test_voices import dialog
from tests.services.damage import put as damage
from tests.services.store_kit import keep_voices

__all__ = ["app", "filled"]


def board_now(app: AppTest, board: Draft) -> None:
    """The session goes on with this board; the page still shows the one before."""
    app.session_state[boards.BOARD] = board


def without_drafts(studio: Studio) -> None:
    with studio.store._write() as connection:
        connection.exec_driver_sql("DELETE FROM draft_pictures")
        connection.exec_driver_sql("DELETE FROM drafts")


def press_part(app: AppTest, key: str, output: pytest.CaptureFixture[str]) -> None:
    """Press a button. What the part of it raises is told by the log alone: the kit then draws the whole page."""
    output.readouterr()
    press(app, key)
    raised = "".join(output.readouterr())
    # AppTest finds the pages of links in a run of the whole page only.
    assert "Traceback" not in raised or "StreamlitPageNotFoundError" in raised, raised


BOARD_LOSSES: dict[str, Callable[[Studio, AppTest, Draft], object]] = {
    "its cast gone": lambda studio, app, board: board_now(app, board.model_copy(update={"cast": ()})),
    "the last of its cast gone": lambda studio, app, board: board_now(
        app, board.model_copy(update={"cast": board.cast[:1]})
    ),
    "its pictures gone": lambda studio, app, board: board_now(
        app,
        board.model_copy(update={"cast": tuple(one.model_copy(update={"pictures": ()}) for one in board.cast)}),
    ),
    "its files gone": lambda studio, app, board: shutil.rmtree(studio.settings.data_dir / "pictures"),
    "its draft gone": lambda studio, app, board: without_drafts(studio),
    "what can be undone gone": lambda studio, app, board: keys_of(app, boards.UNDO, boards.SWITCHED, boards.ASK),
}


@pytest.mark.parametrize("loss", BOARD_LOSSES)
def test_every_button_of_the_board_survives_the_loss(
    filled: AppTest, studio: Studio, loss: str, capsys: pytest.CaptureFixture[str]
) -> None:
    click(filled, "create.clear_scene")  # With something to undo.
    board: Draft = filled.session_state[boards.BOARD]
    pictures, kept = studio.settings.data_dir / "pictures", studio.settings.data_dir / "kept"
    shutil.copytree(pictures, kept)
    keys = sorted(button.key for button in filled.button if button.key and not button.disabled)
    assert len(keys) > 10
    for key in keys:
        shutil.copytree(kept, pictures, dirs_exist_ok=True)
        board_now(filled, board)
        for subject in board.cast:
            filled.session_state[f"create.card.{subject.uid}"] = CardState(opened=True)
        filled.run()
        if key in {button.key for button in filled.button}:
            BOARD_LOSSES[loss](studio, filled, board)
            press_part(filled, key, capsys)


JOB_LOSSES: dict[str, Callable[[Studio, Job, AppTest], object]] = {
    "deleted by a colleague": lambda studio, job, app: studio.desk.delete(SOMEONE, [job.id], utc_now()),
    "its row gone": lambda studio, job, app: without_row(studio, job),
    "its files gone": lambda studio, job, app: studio.library.video(job.id).unlink(missing_ok=True),
    "the box gone": lambda studio, job, app: keys_of(app, boards.MADE, boards.PLAYING),
}


@pytest.mark.parametrize("loss", JOB_LOSSES)
@pytest.mark.parametrize("key", ["create.play.", "create.close.", "create.mend.", "create.hide_made"])
def test_every_button_of_the_box_after_generate_survives_the_loss(
    filled: AppTest, studio: Studio, key: str, loss: str, capsys: pytest.CaptureFixture[str]
) -> None:
    click(filled, "generate")
    [line] = studio.store.lists.lines(JobQuery())
    job = studio.store.jobs.get(line.id)
    assert job
    become(studio, job, failed=key == "create.mend.")
    filled.run()
    if key == "create.close.":
        press(filled, f"create.play.{job.id}")
        key = "create.play."
    JOB_LOSSES[loss](studio, job, filled)
    press_part(filled, f"{key}{job.id}" if key.endswith(".") else key, capsys)


def test_a_refused_job_that_is_gone_says_so_and_leaves_the_board(studio: Studio, draft: Draft) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    link_to(app, studio, draft)
    click(app.run(), "generate")
    [line] = studio.store.lists.lines(JobQuery())
    job = studio.store.jobs.get(line.id)
    assert job
    become(studio, job, failed=True)
    app.run()
    without_row(studio, job)
    assert "That job is not here any more" in told(press(app, f"create.mend.{job.id}"))
    assert app.session_state[boards.BOARD].scene == draft.scene


def become(studio: Studio, job: Job, *, failed: bool) -> None:
    """The job came to its end: refused, or a video."""
    if failed:
        trouble = Trouble.of(ContentRefused(detail="refused", field="prompt"))
        after = replace(job, state=JobState.FAILED, trouble=trouble)
    else:
        video = Video(1.0, 960, 540, True, 9, "f" * 64)
        after = replace(job, state=JobState.READY, video=video, ready_at=utc_now(), has_poster=False)
        studio.library.video(job.id).parent.mkdir(parents=True, exist_ok=True)
        studio.library.video(job.id).write_bytes(b"not empty")
    without_row(studio, job)
    studio.store.jobs.add([after])


@pytest.mark.parametrize("loss", ["gone", "cannot be read"])
def test_a_board_that_was_left_and_is_gone_says_so(app: AppTest, studio: Studio, draft: Draft, loss: str) -> None:
    app.session_state["person"] = SOMEONE.person_id
    studio.store.drafts.save("left", SOMEONE.person_id, draft, utc_now() - timedelta(hours=1))
    app.run()
    if loss == "gone":
        without_drafts(studio)
    else:
        damage(studio.settings.data_dir / "castboard.db", "drafts", "body", "{", "left")
    press(app, "create.go_on")
    assert "That draft is no longer there." in told(app)


@pytest.mark.parametrize("key", ["voices.remove.ann", "voices.remove.bob"])
def test_a_voice_that_is_gone_is_removed_once(studio: Studio, key: str) -> None:
    for name in ("Ann", "Bob"):
        keep_voices(studio.store, Voice(name.lower(), name, f"voice-{name}", ""))
    app = AppTest.from_function(dialog, default_timeout=30).run()
    studio.voices.remove(SOMEONE, key.removeprefix("voices.remove."))
    press(app, key)
    assert len(studio.store.voices.all()) == 1
