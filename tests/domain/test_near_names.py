"""Which name was meant by one that is not quite right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.near_names import nearest

CAST = ("Mia", "Bear", "Old Tom", "小红", "José")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mai", "Mia"),  # two letters swapped
        ("Miaa", "Mia"),  # one too many
        ("Bera", "Bear"),
        ("Beer", "Bear"),
        ("ＢＥＥＲ", "Bear"),  # full width
        ("Jose", "José"),  # without its accent
        ("OldTom", "Old Tom"),
        ("Old_Tim", "Old Tom"),
        ("Tom", "Old Tom"),  # one word of it
        ("小虹", "小红"),
        ("Lena", None),
        ("Mike", None),
        ("大熊", None),
        ("", None),
        ("@", None),
    ],
)
def test_a_slip_leads_to_the_name_that_was_meant(typed: str, meant: str | None) -> None:
    """One letter in three, and one word of several."""
    assert nearest(typed, CAST) == meant


def test_of_two_that_are_equally_near_none_is_meant() -> None:
    """Whoever is offered one of them at random would have to check it anyway."""
    assert nearest("Tia", ["Mia", "Lia"]) is None
    assert nearest("Tom", ["Old Tom", "Young Tom"]) is None
    assert nearest("Bo", ["Jo"]) is None


def test_a_name_that_is_right_but_for_its_spelling_comes_before_one_with_a_slip() -> None:
    """Nearer is nearer."""
    assert nearest("MIA", ["Mua", "Mia"]) == "Mia"


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=8))
def test_it_gives_one_of_the_names_or_none(text: str, names: list[str]) -> None:
    """Whatever was pasted."""
    assert nearest(text, names) in (None, *names)
