"""What the Create page says of a board that may be sent and perhaps should not, and what Generate asks then."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.ui.create import board as boards
from tests.pages.board_kit import app, click, draft_of, filled, jobs, unfold, words

__all__ = ["app", "filled"]


def put(app: AppTest, **changes: Any) -> AppTest:
    app.session_state[boards.BOARD] = app.session_state[boards.BOARD].model_copy(update=changes)
    return app.run()


ASKED: dict[str, dict[str, Any]] = {
    "an empty scene": {"scene": " \n"},
    "2.0 at 8 s": {"model": "vidu2.0", "duration": 8, "resolution": "720p", "audio": False},
    "2.0 at 1080p": {"model": "vidu2.0", "duration": 4, "resolution": "1080p", "audio": False},
    "a scene over the limit": {"model": "viduq2-pro", "scene": "@Mia @Bear " + "x" * 2000},
    "off-peak with sound": {"off_peak": True, "audio": True},
}


@pytest.mark.parametrize("changes", ASKED.values(), ids=ASKED)
def test_what_the_service_is_known_to_refuse_is_counted_and_asked_about_once(
    filled: AppTest, studio: Studio, changes: dict[str, Any]
) -> None:
    put(filled, **changes)
    assert filled.subheader[-1].value == "1 to check" and ":orange[1 to check]" in words(filled)
    click(filled, "generate")
    assert jobs(studio) == [] and "Generate anyway?" in words(filled)
    click(filled, "create.yes")
    assert len(jobs(studio)) == 1 and "all the same" not in words(filled)


def test_what_is_only_worth_a_look_is_counted_and_not_asked_about(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="@Mia and @Tom walk")
    assert filled.subheader[-1].value == "2 to check"
    click(filled, "generate")
    assert len(jobs(studio)) == 1


def test_a_scene_that_the_service_writes_may_be_empty(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="", service_writes=True)
    assert filled.subheader[-1].value == "Ready to send"
    click(filled, "generate")
    assert len(jobs(studio)) == 1


def test_a_changed_board_is_asked_about_anew(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="")
    click(filled, "generate")
    filled.text_area(key="prompt").set_value("@Mia and @Bear sing").run()
    assert "all the same" not in words(filled)
    click(filled, "generate")
    assert len(jobs(studio)) == 1


SEEDS = {
    "-5": -5,
    "99999999999": 99_999_999_999,
    "007": 7,
    " ": 0,
    "１２": 12,
    "1.5": None,
    "1e9": None,
    "9" * 30: None,
}


@pytest.mark.parametrize(("typed", "sent"), SEEDS.items())
def test_the_seed_in_the_box_is_the_one_that_is_sent_or_a_line_says_why_not(
    filled: AppTest, studio: Studio, typed: str, sent: int | None
) -> None:
    unfold(filled).text_input(key="create.seed").set_value(typed).run()
    unfold(filled)
    shown = filled.text_input(key="create.seed").value
    if sent is None:
        assert (
            shown == typed
            and filled.button(key="generate").disabled
            and f"“{typed}” is not a valid seed" in words(filled)
        )
        (remedy,) = [one for one in filled.button if one.label == "Use a random seed"]
        remedy.click().run()
        shown, sent = unfold(filled).text_input(key="create.seed").value, 0
    click(filled, "generate")
    (job_id,) = jobs(studio)
    job = studio.store.jobs.get(job_id)
    assert job is not None and job.request.seed == sent and shown == str(sent)


LONG = {"a subject": ("create.name.mia", "é👩‍🎤" * 60), "the job": ("create.name", "夜" * 200)}


@pytest.mark.parametrize(("key", "name"), LONG.values(), ids=LONG)
def test_a_long_name_is_kept_whole_and_said_to_be_long(filled: AppTest, studio: Studio, key: str, name: str) -> None:
    unfold(filled).text_input(key=key).set_value(name).run()
    assert filled.text_input(key=key).value == name
    kept = studio.store.drafts.get(draft_of(filled))
    assert kept is not None and name in (kept.draft.name, kept.draft.cast[0].name)
    number = 120 if "é" in name else 200
    assert f"has {number} letters" in words(filled)
