"""In a language without plain letters, no plain word is left on the cards and questions of the jobs."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.app import Studio
from lib.domain.job import JobState
from lib.ui.parts.screen_width import NARROW
from tests.pages.jobs_kit import Make, make
from tests.pages.pseudo_kit import FOG, at, board, draft, nothing_is_plain, sent, shown

__all__ = ["board", "draft", "make", "sent"]


def test_the_cards_of_a_phone(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    for state in JobState:
        make(state, FOG, word="…", take=2, takes=4, progress=40.0)
    app = at("jobs")
    app.session_state[NARROW] = True
    shown(app)
    nothing_is_plain(sent)


@pytest.mark.parametrize("narrow", [True, False])
def test_a_job_of_somebody_else_that_is_to_be_deleted(
    sent: list[ForwardMsg], studio: Studio, make: Make, narrow: bool
) -> None:
    app = at("jobs", job=make(JobState.READY, FOG).id)
    app.session_state[NARROW] = narrow
    shown(app).button(key="jobs.do.delete").click()
    shown(app)
    app.button(key="jobs.sure").click()
    assert "jobs.undo_now" in {button.key for button in shown(app).button}
    nothing_is_plain(sent)
