"""Hints about pictures."""

from __future__ import annotations

import pytest

from lib.domain.draft import Draft, DraftPicture, DraftSubject, read_draft
from lib.domain.picture_hints import Hint, HintKind, hints_of, without_hint
from lib.domain.picture_rules import Fitted, Picture, Traits

LIKE, NEAR, FAR = "00ff00ff00ff00ff", "00ff00ff00ff00c0", "00ff00ff00ff0080"
"""NEAR differs from LIKE in 6 of 64 bits, FAR in 7."""


def picture(
    number: int, likeness: str = "", *, side: int = 800, sharpness: float | None = 200.0, came_before: bool = False
) -> DraftPicture:
    facts = Picture(f"{number:064x}", "png", side, 1000, 9)
    traits = None if came_before else Traits(sharpness, likeness)
    return DraftPicture(fitted=Fitted(facts, facts, traits=traits))


def hints(*pictures: DraftPicture) -> list[Hint]:
    return list(hints_of((DraftSubject(uid="mia", name="Mia", pictures=pictures),), "mia"))


def test_a_good_picture_gives_none() -> None:
    assert hints(picture(1, LIKE), DraftPicture(url="https://example.com/a.png")) == []


def test_a_short_side_under_300_pixels_is_small() -> None:
    assert hints(picture(1, side=300)) == []
    assert hints(picture(1), picture(2, side=299)) == [Hint(HintKind.SMALL, 1, 299, 1000)]


@pytest.mark.parametrize(("sharpness", "blurred"), [(7.99, True), (8.0, False), (0.0, True), (None, False)])
def test_what_has_no_sharp_edge_is_blurred(sharpness: float | None, blurred: bool) -> None:
    assert [one.kind for one in hints(picture(1, sharpness=sharpness))] == [HintKind.BLURRED] * blurred


def test_nothing_is_said_of_what_came_to_an_earlier_version() -> None:
    assert hints(picture(1, came_before=True), picture(2, came_before=True)) == []


def test_of_two_that_look_alike_the_second_says_so() -> None:
    assert hints(picture(1, LIKE), picture(2, FAR)) == []
    assert hints(picture(1, LIKE), picture(2, NEAR)) == [Hint(HintKind.ALIKE, 1, other=0)]
    assert hints(picture(1, ""), picture(2, "")) == [], "two plain colours"
    assert hints(picture(1, "odd"), picture(2, "odd")) == [], "a record that was written by hand"
    assert hints(picture(1), picture(1)) == [Hint(HintKind.ALIKE, 1, other=0)], "the same file twice"


def test_it_is_found_across_the_cast_and_names_the_other() -> None:
    mia = DraftSubject(uid="mia", name=" Mia ", pictures=(picture(9, FAR), picture(1, LIKE)))
    bear = DraftSubject(uid="bear", name="Bear", pictures=(picture(2, NEAR),))
    assert hints_of((mia, bear), "bear") == (Hint(HintKind.ALIKE, 0, other=0, other_name="Mia"),), (
        "of several the first"
    )
    assert hints_of((bear, mia), "mia")[0].other_name == "Bear"
    assert hints_of((mia, bear), "nobody") == ()


def test_each_can_be_hidden_and_stays_so_with_the_draft() -> None:
    bad = picture(1, side=200, sharpness=1.0)
    quiet = without_hint(bad, HintKind.SMALL)
    assert [one.kind for one in hints(quiet)] == [HintKind.BLURRED]
    assert hints(without_hint(without_hint(quiet, HintKind.BLURRED), HintKind.BLURRED)) == []
    draft = Draft(cast=(DraftSubject(uid="mia", pictures=(quiet,)),))
    assert read_draft(draft.model_dump_json()) == draft


def test_that_two_are_alike_stays_hidden_in_any_order() -> None:
    first, second = picture(1, LIKE), without_hint(picture(2, NEAR), HintKind.ALIKE)
    assert hints(first, second) == hints(second, first) == []
