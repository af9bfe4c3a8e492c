"""What a few places of the Create page say: the button for several takes, the name of the job, and the request."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from lib.domain.check import JOB_NAME_LETTERS
from lib.ui.create import board as boards
from tests.pages.board_kit import app, filled, words

__all__ = ["app", "filled"]


def put(app: AppTest, **changes: object) -> AppTest:
    app.session_state[boards.BOARD] = app.session_state[boards.BOARD].model_copy(update=changes)
    return app.run()


def test_the_button_says_how_many_videos_it_makes(filled: AppTest) -> None:
    assert filled.button(key="generate").label == "Generate"
    put(filled, takes=3)
    assert filled.button(key="generate").label == "Generate 3"


def test_a_very_long_name_of_a_job_is_told_under_its_field(filled: AppTest) -> None:
    put(filled, name="n" * (JOB_NAME_LETTERS + 1))
    assert words(filled).count("The name of the job has 121 characters") == 2, "in the list and at the field"


def test_the_request_is_shown_in_both_forms(filled: AppTest) -> None:
    filled.button(key="create.show_request").click().run()
    as_json, as_curl = (one.value for one in filled.code)
    assert '"prompt": "@Mia and @Bear walk through fog"' in as_json and as_curl.startswith("curl ")
    assert as_json.startswith('{\n  "')


def test_a_card_that_is_open_has_its_voice(filled: AppTest) -> None:
    uid = filled.session_state[boards.BOARD].cast[0].uid
    assert filled.selectbox(key=f"create.voice.{uid}").label == "Voice"
