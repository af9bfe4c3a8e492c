"""The limit of videos on the Create page: near, met, asked beyond, and what the server says to a press that raced."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.limits import EACH, TEAM, Limits
from lib.domain.role import Role
from tests.pages.board_kit import app, click, filled, jobs, words
from tests.pages.jobs_kit import button_keys

__all__ = ["app", "filled"]

LEO = Actor("leo", Role.LEAD)


@pytest.fixture
def here(filled: AppTest) -> datetime:
    """Times as the page has them."""
    return datetime.now(UTC)


def put(app: AppTest, studio: Studio, per_day: int | None = None, at_once: int | None = None) -> None:
    studio.limits.set(LEO, EACH, Limits(per_day, at_once), datetime.now(UTC))
    app.run()


def colleague_makes(studio: Studio, draft: Draft, click_token: str = "theirs") -> None:
    studio.desk.generate(Actor("bob"), draft, click_token, datetime.now(UTC))


def test_without_a_limit_nothing_is_said_of_one(filled: AppTest) -> None:
    click(filled, "generate")
    assert "24 hours" not in words(filled)


def test_near_the_limit_it_is_said_and_generate_goes_on(filled: AppTest, studio: Studio) -> None:
    studio.store.people.set_name("leo", "Leo", datetime.now(UTC))
    put(filled, studio, per_day=2)
    filled.selectbox(key="create.takes").set_value(2).run()
    assert "2 videos in the last" not in words(filled) and not filled.button(key="generate").disabled
    filled.selectbox(key="create.takes").set_value(3).run()
    assert "0 of 2 videos in the last 24 hours. 3 takes, 2 left." in words(filled)
    assert filled.button(key="generate").disabled and filled.subheader[-1].value == "Too many takes"
    click(filled, "create.limit.use")
    assert filled.selectbox(key="create.takes").value == 2 and not filled.button(key="generate").disabled


def test_the_limit_is_met_more_is_asked_for_and_given(filled: AppTest, studio: Studio) -> None:
    studio.store.people.set_name("leo", "Leo", datetime.now(UTC))
    put(filled, studio, per_day=1)
    click(filled, "generate")
    assert "1 of 1 video in the last 24 hours. The next one is possible tomorrow at" in words(filled)
    assert filled.button(key="generate").disabled and filled.subheader[-1].value == "Limit reached"
    filled.button(key="create.limit.ask").click()
    AppTest.run(filled)
    filled.text_area(key="create.limit.note").input("For the pitch").run()
    studio_wish(filled, studio)
    assert "Asked at " in words(filled) and "create.limit.ask" not in button_keys(filled)
    (wish,) = studio.limits.open_wishes()
    studio.limits.answer(LEO, wish.id, 2, datetime.now(UTC))
    filled.run()
    assert "Leo added 2 videos. They can be made until tomorrow at" in words(filled)
    assert not filled.button(key="generate").disabled
    filled.session_state["create.clicked_at"] = None
    click(filled, "generate")
    click(filled, "create.yes")  # the same again
    assert len(jobs(studio)) == 2


def studio_wish(app: AppTest, studio: Studio) -> None:
    """What the dialog's button does; AppTest runs no body of a dialog a second time."""
    studio.limits.ask(Actor(app.session_state["person"]), "For the pitch", datetime.now(UTC))
    app.run()


def test_a_press_that_somebody_was_quicker_than_makes_nothing_and_says_why(
    filled: AppTest, studio: Studio, draft: Draft
) -> None:
    studio.limits.set(LEO, TEAM, Limits(per_day=1), datetime.now(UTC))
    filled.run()
    assert not filled.button(key="generate").disabled
    colleague_makes(studio, draft)
    click(filled, "generate")
    assert len(jobs(studio)) == 1
    assert "The team: 1 of 1 video in the last 24 hours." in words(filled) and filled.button(key="generate").disabled


def test_one_at_once_is_as_many_as_may_be_on_their_way(filled: AppTest, studio: Studio) -> None:
    put(filled, studio, at_once=1)
    click(filled, "generate")
    assert "1 of 1 video on its way. The next one can be sent when" in words(filled)
    assert filled.button(key="generate").disabled and "create.limit.ask" not in button_keys(filled)
