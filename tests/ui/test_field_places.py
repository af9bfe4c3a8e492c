"""Where the lines above Generate lead."""

from __future__ import annotations

import pytest

from lib.domain.finding import Finding, FindingKind, Level
from lib.text.remedy_words import field_name
from lib.ui.create.field_places import CAST_KEY, IN_MORE, FieldPlace, place_of

PLACES = [
    ("cast", "", FieldPlace(CAST_KEY)),
    ("size", "", FieldPlace(CAST_KEY)),
    ("name", "m", FieldPlace("create.name.m", "m")),
    ("voice", "m", FieldPlace("create.voice.m", "m")),
    ("pictures", "m", FieldPlace("pictures-m", "m")),
    ("cast", "m", FieldPlace("card-m", "m")),
    # Of whom the scene does not mention.
    ("scene", "m", FieldPlace("prompt")),
    ("scene", "", FieldPlace("prompt")),
    ("job_name", "", FieldPlace("create.name")),
    ("model", "", FieldPlace("create.model")),
    ("duration", "", FieldPlace("create.duration")),
    ("resolution", "", FieldPlace("create.resolution")),
    ("audio", "", FieldPlace("create.audio")),
    ("bgm", "", FieldPlace("create.bgm")),
    ("voice_id", "", FieldPlace("create.voice")),
    ("seed", "", FieldPlace("create.seed", IN_MORE)),
    ("off_peak", "", FieldPlace("create.off_peak", IN_MORE)),
    ("wm_url", "", FieldPlace("create.wm_url", IN_MORE)),
    ("wm_position", "", FieldPlace("create.wm_position", IN_MORE)),
    ("payload", "", FieldPlace("create.payload", IN_MORE)),
    ("meta_data", "", FieldPlace("create.meta_data", IN_MORE)),
]


@pytest.mark.parametrize(("field", "uid", "place"), PLACES)
def test_a_field_is_where_it_is_drawn_in_what_may_be_closed(field: str, uid: str, place: FieldPlace) -> None:
    assert place_of(field, uid) == place
    assert field_name(Finding(Level.FIX, field, FindingKind.NO_CAST))


def test_a_link_carries_both() -> None:
    assert place_of("seed").link == "#to=create.seed&within=more"
