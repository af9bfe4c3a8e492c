"""What a tab is told of jobs, and when: what came of them lately, once, and nothing that it shows anyway."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.job import JobState
from lib.ui.frame.news import figure
from lib.ui.state import utc_now
from tests.pages.conftest import ME
from tests.pages.jobs_kit import Make, make, shown
from tests.pages.pseudo_kit import board, draft, nothing_is_plain, sent

__all__ = ["board", "draft", "make", "sent"]


def tick() -> None:
    """What a tick of the pulse does."""
    from lib.ui.frame.news import latest_news
    from lib.ui.frame.notices import tell

    tell(latest_news(), notices=True)


@pytest.fixture
def tab(studio: Studio) -> AppTest:
    app = AppTest.from_function(tick, default_timeout=15)
    app.session_state["person"] = ME
    return app


def told(app: AppTest) -> dict[str, Any]:
    """What this tick sent; {} for nothing."""
    return next((json.loads(found.proto.json) for found in shown(app).get("bidi_component")), {})


def sentences(app: AppTest) -> list[str]:
    return [notice["sentence"] for notice in told(app).get("notices", ())]


def test_who_comes_back_after_days_is_told_the_numbers_and_of_the_latest_only(tab: AppTest, make: Make) -> None:
    for hours in (1, 30, 100):
        at = utc_now() - timedelta(hours=hours)
        make(JobState.READY, f"{hours} hours ago", person_id=ME, unseen=True, ready_at=at, state_since=at)
    make(JobState.FAILED, "Looked at", person_id=ME)
    make(JobState.READY, "Somebody's", unseen=True)
    first = told(tab)
    assert (first["ready"], first["jobs"]["needs"]) == ("3", "")
    assert [(notice["sentence"], notice["earlier"]) for notice in first["notices"]] == [
        ("“1 hours ago” is ready.", True)
    ]


def test_what_needs_somebody_is_counted_apart_from_what_is_ready(tab: AppTest, make: Make) -> None:
    for state in (JobState.READY, JobState.FAILED, JobState.UNSURE):
        make(state, person_id=ME, unseen=True)
    first = told(tab)
    assert (first["ready"], first["jobs"]["needs"]) == ("1", "2")


def test_who_may_answer_is_told_once_that_somebody_asks_for_more(tab: AppTest, studio: Studio) -> None:
    studio.store.people.set_name("mia", "Mia", utc_now())
    tab.run()
    studio.limits.ask(Actor("mia"), "For the pitch", utc_now())
    (notice,) = told(tab)["notices"]
    assert (notice["sentence"], notice["reason"]) == ("Mia asks for more videos.", "For the pitch")
    assert notice["url"] == "./admin?section=limits" and not notice["earlier"]
    studio.limits.ask(Actor(ME), "mine", utc_now())
    assert all("You" not in sentence for sentence in sentences(tab)) and len(told(tab)["notices"]) <= 1


@pytest.mark.parametrize(("number", "said"), [(0, ""), (1, "1"), (99, "99"), (100, "99+"), (101, "99+")])
def test_a_number_in_the_bar_has_two_digits_at_most(number: int, said: str) -> None:
    assert figure(number) == said


def test_news_is_repeated_a_few_ticks_and_then_nothing_is_sent(tab: AppTest, make: Make) -> None:
    shown(tab)
    make(JobState.UNSAVED, "Fog", person_id=ME, unseen=True, state_since=utc_now())
    times = 0
    while sentences(tab) == ["“Fog” could not be saved."]:
        times += 1
        assert times < 10
    assert times > 1 and told(tab) == {}


def test_what_the_tab_shows_is_told_as_such(tab: AppTest, make: Make) -> None:
    shown(tab)
    job = make(JobState.FAILED, "Fog", person_id=ME, unseen=True, state_since=utc_now())
    tab.session_state["frame.on_screen"] = {"card": (job.id,)}
    (notice,) = told(tab)["notices"]
    assert notice["shown"] and "does not make this content" in notice["reason"]


def test_it_is_said_in_the_language_of_the_page(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    def tick_and_switches() -> None:
        from lib.ui.frame.alerts import draw_alerts
        from lib.ui.frame.news import latest_news
        from lib.ui.frame.notices import tell

        tell(latest_news(), notices=True)
        draw_alerts()

    for state in JobState:
        make(state, "", person_id=ME, unseen=True, state_since=utc_now(), word="…")
    app = AppTest.from_function(tick_and_switches, default_timeout=30)
    app.session_state["person"] = ME
    shown(app)
    nothing_is_plain(sent)
