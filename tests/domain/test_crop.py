"""The part of a picture that is used."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

import pytest

from lib.domain.crop import Box, Crop, box_of, crop_in, crop_problem
from lib.domain.draft import Draft, DraftPicture, DraftSubject, read_draft
from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import Fitted, Picture

QUARTER = Crop(0.5, 0.0, 0.5, 0.5)
WHOLE, PART = Picture("a" * 64, "jpeg", 4000, 3000, 5_000_000), Picture("b" * 64, "png", 2000, 1500, 900_000)


@pytest.mark.parametrize(
    ("crop", "box"),
    [
        (Crop(), Box(0, 0, 400, 300)),
        (QUARTER, Box(200, 0, 200, 150)),
        (Crop(turns=1), Box(0, 0, 300, 400)),
        (Crop(0.5, 0.0, 0.5, 0.5, 3), Box(150, 0, 150, 200)),
        (Crop(1 / 3, 1 / 3, 1 / 3, 1 / 3), Box(133, 100, 134, 100)),
        (Crop(0.999, 0.999, 0.001, 0.001), Box(399, 299, 1, 1)),
    ],
)
def test_a_part_in_pixels_lies_within_the_turned_picture(crop: Crop, box: Box) -> None:
    assert box_of(crop, 400, 300) == box


@pytest.mark.parametrize(
    "values", [(0, 0, 0, 1), (-0.1, 0, 1, 1), (0.5, 0, 0.6, 1), (0, 0, 1, math.nan), (0, 0, 1, 1, 4)]
)
def test_what_is_no_part_of_a_picture_is_none(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="no part"):
        Crop(*values)


def test_the_browser_is_believed_as_far_as_it_makes_sense() -> None:
    told = {"left": 0.25, "top": 0, "width": 0.75, "height": 1, "turns": 1}
    assert crop_in(told) == Crop(0.25, 0.0, 0.75, 1.0, 1)
    assert crop_in(told | {"width": 0.7500001}) == Crop(0.25, 0.0, 0.75, 1.0, 1)
    for odd in ({"left": "x"}, {"left": -1}, {"width": 0}, {"turns": 7}, {"turns": 1.5}, {"height": None}):
        assert crop_in(told | odd) is None
    assert crop_in(None) is None and crop_in([]) is None and crop_in({}) is None


def test_a_part_keeps_to_the_rules_of_the_service() -> None:
    assert crop_problem(QUARTER, 400, 300) is None
    small = crop_problem(QUARTER, 400, 254)
    assert small and small.kind is RemarkKind.TOO_SMALL
    wide = crop_problem(Crop(0, 0, 1, 0.2), 1000, 1000)
    assert wide and wide.kind is RemarkKind.TOO_WIDE
    assert crop_problem(Crop(0, 0, 1, 0.25), 1000, 1000) is None, "exactly 4:1 may be sent"


def test_a_cropped_picture_is_kept_and_read_with_its_whole() -> None:
    picture = DraftPicture(fitted=Fitted(PART, PART), whole=Fitted(WHOLE, WHOLE), crop=QUARTER)
    draft = Draft(cast=(DraftSubject(uid="1", name="Mia", pictures=(picture,)),))
    assert read_draft(draft.model_dump_json()) == draft
    assert [one.original.sha256 for one in picture.kept] == ["b" * 64, "a" * 64]
    assert picture.as_sent and picture.as_sent.original == WHOLE and picture.as_sent.sending == PART


@pytest.mark.parametrize("odd", [{"left": 2}, "x", {"width": "wide"}])
def test_a_crop_that_cannot_be_read_costs_nothing_else(odd: object) -> None:
    picture = DraftPicture(fitted=Fitted(PART, PART), whole=Fitted(WHOLE, WHOLE), crop=QUARTER)
    raw = Draft(cast=(DraftSubject(uid="1", pictures=(picture,)),)).model_dump(mode="json")
    raw["cast"][0]["pictures"][0]["crop"] = asdict(QUARTER) | odd if isinstance(odd, dict) else odd
    (read,) = read_draft(json.dumps(raw)).cast[0].pictures
    assert read.model_copy(update={"crop": None}) == picture.model_copy(update={"crop": None})


def test_a_picture_that_was_never_cropped_is_sent_for_itself() -> None:
    picture = DraftPicture(fitted=Fitted(WHOLE, PART))
    assert picture.as_sent == picture.fitted and picture.kept == (picture.fitted,)
