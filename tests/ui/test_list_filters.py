"""What narrows a list of jobs down, and what people are called in it: decided without a page."""

from __future__ import annotations

import pytest

from lib.domain.job import DEMO, JobState
from lib.domain.lists import Facets, Person
from lib.ui.parts.list_filters import Choices, Filters, choices, filters
from lib.ui.parts.people_names import person_name, person_names

READY = frozenset({JobState.READY})
ANNA, BOB = Person("a", "Anna"), Person("b", "")


def test_a_filter_needs_two_things_to_choose_between() -> None:
    assert choices(Facets(("q3",), (ANNA,), (DEMO,))) == Choices()
    found = choices(Facets(("q2", "q3"), (ANNA, BOB), (DEMO, "https://octopusx.ai")))
    assert found == Choices(("q2", "q3"), (ANNA, BOB), ("demo", "real"))


def test_two_real_services_are_no_choice_between_demo_and_real() -> None:
    assert choices(Facets(services=("https://a.example", "https://b.example"))).kinds == ()


@pytest.mark.parametrize(
    "kept",
    [
        {"model": "gone", "person": "gone", "kind": "gone", "sort": "gone"},
        {"model": None, "person": 7, "kind": "", "sort": None},
        {},
    ],
    ids=["no longer offered", "odd values", "nothing kept"],
)
def test_what_cannot_be_chosen_leaves_everything_in(kept: dict[str, object]) -> None:
    assert filters(kept, Choices(("q2", "q3"), (ANNA, BOB), ("demo", "real"))) == Filters()


def test_what_was_chosen_becomes_a_question() -> None:
    asked = Filters("fog", "q3", "a", "real", "name").query(READY, rows=24, page=3)
    assert (asked.states, asked.text, asked.model, asked.person_id) == (READY, "fog", "q3", "a")
    assert (asked.demo, asked.sort, asked.limit, asked.offset, asked.set_aside) == (False, "name", 24, 48, False)
    anything = Filters().query(None, rows=24)
    assert (anything.states, anything.model, anything.person_id, anything.demo) == (None, None, None, None)
    assert Filters(kind="demo").query(None, rows=24).demo is True


def test_pages_count_from_one() -> None:
    assert [Filters().query(READY, rows=24, page=page).offset for page in (1, 2, 3)] == [0, 24, 48]


def test_people_without_a_name_are_told_apart() -> None:
    people = [Person("me", "Mia"), Person("x"), ANNA, Person("y")]
    assert person_names(people, "me") == {
        "me": "You",
        "x": "Someone without a name (1)",
        "a": "Anna",
        "y": "Someone without a name (2)",
    }


def test_one_person_is_called_by_name_or_said_to_have_none() -> None:
    assert person_name(ANNA, "a", "me") == "Anna"
    assert person_name(None, "x", "me") == person_name(BOB, "b", "me") == "Someone without a name"
    assert person_name(ANNA, "a", "a") == "You"
