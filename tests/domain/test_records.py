"""Requests and drafts as they were kept, read leniently for ever; and what of them may still be sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject, from_request, read_draft, with_model
from lib.domain.finding import Level, may_send
from lib.domain.job import usual_s
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.request import VideoRequest, fingerprint, read_kept, to_json
from lib.text.finding_sentences import finding_text
from lib.text.language import language_of, speaking
from lib.text.picture_sentences import remark_text
from lib.text.request_sentences import problem_sentence

IMAGE = "https://example.com/mia.png"
ORDER: dict[str, Any] = {
    "model": "viduq3-pro",
    "subjects": [{"id": "Mia", "images": [IMAGE], "voice_id": "voice_001"}],
    "prompt": "@Mia walks",
    "duration": 5,
}
KEPT = {
    "a model that was retired": ({"model": "viduq0"}, "model", {"model": "viduq0"}),
    "a field that is no more": ({"style": "anime"}, "style", {}),
    "a subject's field that is no more": ({"subjects": [{**ORDER["subjects"][0], "mood": 7}]}, "subjects.0.mood", {}),
    "a length that is no number": ({"duration": "long"}, "duration", {"duration": None}),
    "a corner that does not exist": ({"wm_position": 9}, "wm_position", {"wm_position": None}),
    "no model": ({"model": None}, "model", {"model": ""}),
    "no cast": ({"subjects": []}, "subjects", {"subjects": ()}),
    "a cast that is no list": ({"subjects": 7}, "subjects", {"subjects": ()}),
}
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "images", "name"]), inner),
    max_leaves=6,
)


@pytest.mark.parametrize("name", KEPT)
def test_a_request_that_is_no_order_any_more_is_read_and_says_why(name: str) -> None:
    change, part, kept = KEPT[name]
    request, faults = read_kept(json.dumps(ORDER | change))
    assert list(faults) == [part] and problem_sentence(faults[part]).endswith(".")
    assert request.prompt == "@Mia walks" and {field: getattr(request, field) for field in kept} == kept
    assert fingerprint(request) and json.loads(to_json(request))["prompt"] == "@Mia walks"


def test_a_request_that_is_an_order_is_read_as_it_is() -> None:
    assert read_kept(json.dumps(ORDER)) == (VideoRequest.model_validate(ORDER), {})


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "null", '"x"', "[" * 100_000, '{"model": '])
def test_what_is_no_request_at_all_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_kept(text)
    if text not in ("{", "", '{"model": ') and not text.startswith("[["):
        with pytest.raises(ValueError):
            read_draft(text)


@QUICK
@given(st.dictionaries(st.sampled_from([*VideoRequest.model_fields, "style"]), json_values))
def test_any_set_of_fields_is_a_request_that_can_be_told(fields: dict[str, Any]) -> None:
    request, faults = read_kept(json.dumps(ORDER | fields))
    assert fingerprint(request)
    draft = from_request(request, ())
    check_draft(draft, 0)
    if not faults:
        assert VideoRequest.model_validate_json(to_json(request)) == request


@QUICK
@given(st.dictionaries(st.sampled_from([*Draft.model_fields, "style"]), json_values))
def test_any_set_of_fields_is_a_draft(fields: dict[str, Any]) -> None:
    whole = Draft(scene="@Mia walks", cast=(DraftSubject(uid="mia", pictures=(DraftPicture(url=IMAGE),)),))
    draft = read_draft(json.dumps(whole.model_dump() | fields))
    check_draft(draft, 0)
    if "scene" not in fields:
        assert draft.scene == "@Mia walks"


def test_one_damaged_picture_takes_neither_the_subject_nor_the_other_pictures_along() -> None:
    pictures: list[Any] = [{"url": IMAGE}, 7, {"fitted": {"original": {"sha256": 1}}, "url": IMAGE}]
    draft = read_draft(json.dumps({"cast": [{"uid": "mia", "name": "Mia", "pictures": pictures}, "nobody"]}))
    (mia,) = draft.cast
    assert (mia.name, [picture.url for picture in mia.pictures]) == ("Mia", [IMAGE, IMAGE])


FILE = {"sha256": "ab" * 32, "kind": "png", "width": 900, "height": 900, "size_bytes": 1000}
BEFORE = {"original": FILE, "sending": FILE, "notes": ["Sent on white."], "warnings": ["A part is missing."]}
"""A picture as the versions kept it that kept sentences."""


def with_fitted(fitted: dict[str, Any]) -> Draft:
    """A draft with this picture, as it was kept."""
    return read_draft(json.dumps({"cast": [{"uid": "mia", "name": "Mia", "pictures": [{"fitted": fitted}]}]}))


def test_a_draft_of_the_version_before_opens_with_the_sentences_about_its_pictures() -> None:
    draft = with_fitted(BEFORE)
    fitted = draft.cast[0].pictures[0].fitted
    assert fitted is not None and [remark_text(note) for note in fitted.notes] == ["Sent on white."]
    assert "Mia, picture 1: A part is missing." in map(finding_text, check_draft(draft, 0))
    assert read_draft(draft.model_dump_json()) == draft


def test_what_the_version_before_said_of_a_picture_is_said_in_other_languages_too() -> None:
    said = ["Its transparent parts are sent on white.", "This is an animation: only its first frame is used."]
    fitted = with_fitted(BEFORE | {"notes": said}).cast[0].pictures[0].fitted
    assert fitted is not None
    with speaking(language_of("zh_Hans")):
        assert [remark_text(note) for note in fitted.notes] == [
            "透明部分会以白色背景发送。",
            "这是动画：仅使用第一帧。",
        ]


def test_what_is_said_of_a_picture_is_kept_as_its_kind_and_an_unknown_kind_harms_nothing() -> None:
    now, later = ({"kind": kind, "params": {}} for kind in ("on_white", "of_a_later_version"))
    draft = with_fitted(BEFORE | {"notes": [now, later], "warnings": 7})
    fitted = draft.cast[0].pictures[0].fitted
    assert fitted is not None and fitted.warnings == ()
    assert fitted.notes == (PictureRemark(RemarkKind.ON_WHITE),)
    assert json.loads(draft.model_dump_json())["cast"][0]["pictures"][0]["fitted"]["notes"] == [now]


def test_a_retired_model_is_kept_on_the_board_and_has_to_be_changed_before_it_is_sent() -> None:
    request, _ = read_kept(json.dumps(ORDER | {"model": "viduq0"}))
    draft = from_request(request, (DraftSubject(uid="mia", name="Mia", pictures=(DraftPicture(url=IMAGE),)),))
    findings = check_draft(draft, 0)
    (gone,) = [one for one in findings if one.level is Level.FIX]
    assert gone.field == "model" and finding_text(gone).startswith("viduq0 is no longer offered")
    assert gone.remedy is not None
    assert may_send(check_draft(with_model(draft, str(gone.remedy.value)), 0))
    assert usual_s("viduq0", "https://octopusx.ai") == (60, 300)
