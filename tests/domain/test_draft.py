"""A draft becomes a request that says everything its controls show, and comes back from it."""

import pytest
from pydantic import ValidationError

from lib.domain.catalog import CATALOG, model_named
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_body, build_request, from_request, with_model
from lib.domain.picture_rules import Fitted, Picture
from lib.domain.request import VideoRequest, from_json, stored_picture, to_json
from tests.contract_schema import judge

URL = "https://example.com/a.png"
HASH = "ab" * 32
ONE_OF_OURS = DraftPicture(fitted=Fitted(Picture("cd" * 32, "png", 900, 900, 9), Picture(HASH, "jpeg", 300, 300, 3)))


def subject(name: str, *pictures: DraftPicture, voice_id: str = "") -> DraftSubject:
    return DraftSubject(uid=name, name=name, pictures=pictures or (DraftPicture(url=URL),), voice_id=voice_id)


PLAIN = Draft(cast=(subject("Mia"), subject("Bear")), scene="@Mia and @Bear walk")
FULL = Draft(
    cast=(subject("Mia Rose", ONE_OF_OURS, DraftPicture(url=URL), voice_id="v1"), subject("小红"), subject("mia rose")),
    scene="@Mia Rose 和@小红向前走, @mia_rose_2.",
    service_writes=True,
    model="viduq2-turbo",
    duration=9,
    resolution="540p",
    audio=False,
    bgm=True,
    voice_id="v2",
    seed=7,
    off_peak=True,
    watermark=True,
    wm_position=1,
    wm_url=URL,
    payload="p",
    meta_data="{}",
)
DRAFTS = {
    "plain": PLAIN,
    "full": FULL,
    "everything off": PLAIN.model_copy(update={"audio": False, "seed": 0, "bgm": False}),
    "no scene": PLAIN.model_copy(update={"scene": ""}),
    "a length of zero": PLAIN.model_copy(update={"duration": 0}),
}


def test_every_control_that_shows_a_value_is_sent_with_it():
    assert build_body(PLAIN) == {
        "model": "viduq3-pro",
        "subjects": [{"id": "Mia", "images": [URL]}, {"id": "Bear", "images": [URL]}],
        "prompt": "@Mia and @Bear walk",
        "audio": True,
        "is_rec": False,
        "bgm": False,
        "duration": 5,
        "seed": 0,
        "resolution": "720p",
        "off_peak": False,
        "watermark": False,
    }


def test_a_full_board_fills_every_field_of_the_contract():
    body = build_body(FULL)
    assert list(body) == [name for name in VideoRequest.model_fields if name in body]
    assert set(body) == set(VideoRequest.model_fields)
    assert body["subjects"][0] == {"id": "Mia_Rose", "images": [stored_picture(HASH, "jpeg"), URL], "voice_id": "v1"}
    assert body["prompt"] == "@Mia_Rose 和@小红 向前走, @mia_rose_2 ."


def test_the_place_of_a_watermark_is_only_sent_with_a_watermark():
    without = build_body(FULL.model_copy(update={"watermark": False}))
    assert without["watermark"] is False
    assert not {"wm_position", "wm_url"} & set(without)


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_same_again_makes_the_same_request(draft: Draft):
    request = build_request(draft)
    again = from_request(from_json(to_json(request)), draft.cast, name="again")
    assert build_request(again) == request
    assert again.name == "again"


def test_same_again_shows_what_the_request_left_to_the_service_as_the_models_default():
    request = VideoRequest.model_validate({"model": "vidu2.0", "subjects": [{"id": "Mia", "images": [URL]}]})
    draft = from_request(request, (subject("Mia"),))
    assert (draft.duration, draft.resolution, draft.audio, draft.seed) == (4, "360p", False, 0)


def test_same_again_keeps_an_explicit_no_on_a_model_that_has_sound_by_default():
    request = build_request(PLAIN.model_copy(update={"audio": False, "duration": 0}))
    draft = from_request(request, PLAIN.cast)
    assert (draft.audio, draft.duration) == (False, 0)


@pytest.mark.parametrize(
    "cast", [(), (DraftSubject(uid="x", name="Mia"),), (subject(""),)], ids=["no cast", "no picture", "no name"]
)
def test_what_the_contract_refuses_makes_no_request(cast: tuple[DraftSubject, ...]):
    with pytest.raises(ValidationError):
        build_request(Draft(cast=cast, scene="fog"))


def test_what_a_fresh_board_with_a_subject_sends_keeps_the_contract():
    assert judge(to_json(build_request(PLAIN)).encode()) == []


@pytest.mark.parametrize("new", [model.id for model in CATALOG])
@pytest.mark.parametrize("old", [model.id for model in CATALOG])
def test_what_stands_on_the_old_models_default_follows_to_the_new_one(old: str, new: str):
    def on_defaults(model_id: str) -> Draft:
        model = model_named(model_id)
        defaults = {"duration": model.default_duration, "resolution": model.default_resolution}
        return PLAIN.model_copy(update={"model": model_id, "audio": model.audio_default, **defaults})

    assert with_model(on_defaults(old), new) == on_defaults(new)


@pytest.mark.parametrize("new", [model.id for model in CATALOG])
def test_what_a_person_chose_stays_whatever_the_model(new: str):
    chosen = PLAIN.model_copy(update={"duration": 12, "resolution": "540p", "audio": False, "bgm": True, "seed": 3})
    assert with_model(chosen, new) == chosen.model_copy(update={"model": new})


def test_a_board_is_empty_until_a_person_would_miss_something():
    assert Draft().is_empty and Draft(scene=" \n").is_empty
    assert not Draft(scene="fog").is_empty and not Draft(cast=(subject("Mia"),)).is_empty


def test_a_draft_survives_being_kept():
    assert Draft.model_validate_json(FULL.model_dump_json()) == FULL
