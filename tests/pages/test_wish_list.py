"""The list of those who ask for more videos, as whoever looks after the team answers it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.limits import Limits, Wish
from lib.ui.state import utc_now
from tests.pages.board_kit import words


def draw() -> None:
    from lib.ui.parts.wish_list import draw_wishes
    from lib.ui.state import studio

    draw_wishes(studio().limits.open_wishes(), {"mia": "Mia"})


@pytest.fixture
def shelf(studio: Studio) -> AppTest:
    studio.limits.ask(Actor("mia"), "For the pitch", utc_now() - timedelta(minutes=2))
    studio.limits.ask(Actor("bo"), "", utc_now())
    return AppTest.from_function(draw, default_timeout=15).run()


def last(studio: Studio, person_id: str) -> Wish:
    return studio.limits.tallies(person_id, utc_now()).wishes[-1]


def test_each_wish_says_who_asks_and_what_for(shelf: AppTest) -> None:
    said = words(shelf)
    assert said.index("Mia") < said.index("For the pitch") < said.index("Someone without a name")


def test_what_is_given_and_refused_is_gone_from_the_list(shelf: AppTest, studio: Studio) -> None:
    mia, bo = studio.limits.open_wishes()
    studio.limits.set(Actor("leo"), "each", Limits(per_day=1), utc_now())
    shelf.number_input(key=f"wish.extra.{mia.id}").set_value(7)
    shelf.button(key=f"wish.give.{mia.id}").click().run()
    shelf.button(key=f"wish.refuse.{bo.id}").click().run()
    assert not shelf.button and studio.limits.open_wishes() == []
    assert (last(studio, "mia").extra, last(studio, "bo").extra) == (7, 0)


def test_the_second_press_of_two_answers_nobody_else(shelf: AppTest, studio: Studio) -> None:
    mia, bo = studio.limits.open_wishes()
    shelf.button(key=f"wish.give.{mia.id}").click().run()
    shelf.button(key=f"wish.give.{bo.id}").click().run()
    assert [wish.id for wish in studio.limits.open_wishes()] == [bo.id]


def test_who_comes_second_is_told(shelf: AppTest, studio: Studio) -> None:
    mia, _bo = studio.limits.open_wishes()
    studio.limits.set(Actor("leo"), "each", Limits(per_day=1), utc_now())
    studio.limits.answer(Actor("leo"), mia.id, 1, utc_now())
    shelf.button(key=f"wish.refuse.{mia.id}").click().run()
    assert [toast.value for toast in shelf.toast] == ["Someone has answered this already."]
    assert last(studio, "mia").extra == 1
