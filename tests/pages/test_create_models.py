"""Choosing a model: what it changed is said beside it and can be taken back, and all are compared in a fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.job import JobState
from lib.ui.create import board as boards
from tests.conftest import SOMEONE
from tests.pages.board_kit import app, click, filled, words

__all__ = ["app", "filled"]


def choose(app: AppTest, model: str) -> AppTest:
    return app.segmented_control(key="create.model").set_value(model).run()


def plain_board(app: AppTest) -> Draft:
    """On the defaults of Q3 Pro."""
    board: Draft = app.session_state[boards.BOARD].model_copy(
        update={"model": "viduq3-pro", "duration": 5, "resolution": "720p", "audio": True}
    )
    app.session_state[boards.BOARD] = board
    app.run()
    return board


def test_another_model_says_what_it_changed_and_undo_brings_that_back(filled: AppTest) -> None:
    board = plain_board(filled)
    choose(filled, "vidu2.0")
    assert (
        "Switching to Vidu 2.0 also changed: length from 5 s to 4 s, resolution from 720p to 360p and sound off."
        in words(filled)
    )
    filled.text_area(key="scene_plain").set_value("@Mia and @Bear dance").run()
    assert "also changed" in words(filled), "it stays until it is no longer so"
    click(filled, "create.switch_back")
    assert filled.session_state[boards.BOARD] == board.model_copy(update={"scene": "@Mia and @Bear dance"})
    assert filled.segmented_control(key="create.model").value == "viduq3-pro" and "also changed" not in words(filled)
    assert filled.select_slider(key="create.duration").value == 5


def test_what_a_person_changes_after_a_switch_is_not_told_as_its_doing(filled: AppTest) -> None:
    plain_board(filled)
    choose(filled, "viduq2-pro")
    assert "Switching to Q2 Pro also changed: sound off." in words(filled)
    filled.toggle(key="create.audio").set_value(True).run()
    assert "also changed" not in words(filled)


def test_a_switch_that_changes_nothing_else_says_nothing(filled: AppTest) -> None:
    plain_board(filled)
    choose(filled, "viduq2-pro")
    choose(filled, "viduq2-turbo")
    assert "also changed" not in words(filled)


def table(app: AppTest) -> list[list[str]]:
    (found,) = [str(one.value) for one in app.markdown if str(one.value).startswith("| Model")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()]


def test_the_models_are_compared_in_a_fold_with_the_teams_own_waits(
    filled: AppTest, studio: Studio, draft: Draft
) -> None:
    assert "Usual wait" not in words(filled)
    sent = datetime.now(UTC) - timedelta(hours=1)
    quick = draft.model_copy(update={"model": "viduq2-pro-fast", "scene": "@Mia"})
    (job,) = studio.desk.generate(SOMEONE, quick, "click", sent)
    for took in (40, 50, 4000):
        times = {"sent_at": sent, "ready_at": sent + timedelta(seconds=took)}
        studio.store.jobs.add([replace(job, id=f"took {took}", click=f"{took}", state=JobState.READY, **times)])
    filled.session_state["create.models"] = True
    rows = {row[0]: row for row in table(filled.run())}
    assert rows["**Q2 Pro Fast**"][2] == "Ready in about 50 seconds, based on your last 3 videos"
    assert rows["**Vidu 2.0**"][1:5] == ["Fast.", "Ready in 1 to 2 minutes", "always 4 s long", "360p or 720p"]
    assert rows["**Q3 Pro**"][6] == "Scenes up to 5,000 characters" and len(rows) == 9
    assert "1 to 7 subjects with 1 to 3 pictures each, 7 pictures in all" in words(filled)
