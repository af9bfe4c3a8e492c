"""The order to the service: what it accepts, how it is kept, and how large it is."""

import base64
import json
from typing import Any

import pytest
from pydantic import ValidationError

from lib.domain.request import (
    CONTENT_TYPES,
    VideoRequest,
    base64_size,
    body_size,
    from_json,
    images_of,
    is_url,
    stored_parts,
    stored_picture,
    to_json,
)
from lib.domain.request_problems import Problem, ProblemKind, problems
from tests.contract_schema import judge

EXAMPLE = (
    '{"model":"viduq3-pro","subjects":[{"id":"subject_1","images":["https://example.com/subject.png"],'
    '"voice_id":"voice_001"}],"prompt":"让@subject_1 向前走并微笑","audio":true,"is_rec":false,"bgm":false,'
    '"duration":5,"seed":0,"resolution":"720p"}'
)
URL = "https://example.com/a.png"
HASH = "0123456789abcdef" * 4
LEAST: dict[str, Any] = {"model": "viduq2-pro", "subjects": [{"id": "Mia", "images": [URL]}]}
FULL: dict[str, Any] = {
    "model": "viduq2-pro",
    "subjects": [{"id": "Mia", "images": [URL], "voice_id": "v1"}],
    "prompt": "雾 “fog” \\ \n\t/ \u2028 🐻",
    "audio": False,
    "voice_id": "",
    "is_rec": False,
    "bgm": False,
    "duration": 5,
    "seed": 0,
    "resolution": "720p",
    "off_peak": False,
    "watermark": False,
    "wm_position": 1,
    "wm_url": URL,
    "payload": "",
    "meta_data": "{}",
}


# What goes through unchanged


def test_the_contracts_example_goes_through_byte_for_byte():
    assert to_json(from_json(EXAMPLE)) == EXAMPLE


def test_fields_come_out_in_the_contracts_order_however_they_went_in():
    shuffled = dict(reversed(json.loads(EXAMPLE).items()))
    assert to_json(VideoRequest.model_validate(shuffled)) == EXAMPLE


def test_every_field_is_kept_and_comes_back():
    request = VideoRequest.model_validate(FULL)
    assert json.loads(to_json(request)) == FULL
    assert from_json(to_json(request)) == request
    assert set(FULL) == set(VideoRequest.model_fields)


def test_what_the_model_accepts_the_contract_accepts():
    assert judge(to_json(VideoRequest.model_validate(FULL)).encode()) == []


@pytest.mark.parametrize("field", [name for name in FULL if name not in LEAST])
def test_what_was_not_said_stays_unsaid(field: str):
    unsaid = VideoRequest.model_validate({name: value for name, value in FULL.items() if name != field})
    assert field not in json.loads(to_json(unsaid))
    assert from_json(to_json(unsaid)) == unsaid
    assert unsaid != VideoRequest.model_validate(FULL)


@pytest.mark.parametrize(
    ("field", "value"),
    [(name, False) for name in ("audio", "is_rec", "bgm", "off_peak", "watermark")]
    + [("seed", 0), ("voice_id", ""), ("prompt", ""), ("payload", "")],
)
def test_an_explicit_no_or_nothing_is_sent_as_such(field: str, value: object):
    kept = to_json(VideoRequest.model_validate({**LEAST, field: value}))
    assert json.loads(kept)[field] == value
    assert type(getattr(from_json(kept), field)) is type(value)


def test_null_means_unsaid():
    assert from_json(json.dumps({**LEAST, "audio": None})) == VideoRequest.model_validate(LEAST)


def test_a_request_cannot_be_changed_after_it_was_made():
    with pytest.raises(ValidationError):
        VideoRequest.model_validate(LEAST).seed = 5  # type: ignore[misc]


# Pictures


@pytest.mark.parametrize(
    "image",
    [
        URL,
        "http://example.com/a b.png".replace(" ", "%20"),
        "HTTPS://EXAMPLE.COM/狼.png?x=1#y",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/jpg;base64,/9j/4AAQ",
        "data:image/jpeg;base64,/9j/4AAQ",
        "data:image/webp;base64,UklGRg==",
        stored_picture(HASH, "webp"),
    ],
)
def test_a_picture_may_be_an_address_a_data_uri_or_one_of_ours(image: str):
    request = VideoRequest.model_validate({**LEAST, "subjects": [{"id": "Mia", "images": [image]}]})
    assert list(images_of(request)) == [image]


@pytest.mark.parametrize(
    "image",
    [
        "",
        "mia.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "https://",
        "https:///a.png",
        "https://example.com/a b.png",
        "javascript:alert(1)",
        "data:image/gif;base64,R0lGODlh",
        "data:text/html;base64,PGh0bWw+",
        "data:image/png,abc",
        "data:image/png;base64,",
        "data:image/png;base64,ab\ncd",
        "data:image/png;base64,ab=c",
        "picture:abc.png",
        f"picture:{HASH}.gif",
        f"picture:{HASH}.png\n",
        f"picture:../{HASH[3:]}.png",
        f" {URL}",
    ],
)
def test_anything_else_is_no_picture_and_only_the_picture_is_blamed(image: str):
    with pytest.raises(ValidationError) as refused:
        VideoRequest.model_validate({**LEAST, "subjects": [{"id": "Mia", "images": [URL, image]}]})
    assert list(problems(refused.value)) == ["subjects.0.images.1"]
    assert problems(refused.value)["subjects.0.images.1"] == Problem(ProblemKind.NOT_A_PICTURE, "images", item=True)


def test_a_picture_of_ours_is_told_from_an_address():
    assert stored_parts(stored_picture(HASH, "jpeg")) == (HASH, "jpeg")
    assert stored_parts(URL) is None
    assert is_url(URL) and not is_url(stored_picture(HASH, "jpeg"))


@pytest.mark.parametrize("tail", [" ", "\n", " https://example.com/b.png"])
def test_what_follows_a_picture_makes_it_none(tail: str):
    assert stored_parts(stored_picture(HASH, "jpeg") + tail) is None
    assert not is_url(URL + tail)


# Size


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 299, 300, 301])
def test_base64_is_counted_to_the_byte(size: int):
    assert base64_size(size) == len(base64.b64encode(bytes(size)))


SIZED = {
    "addresses only": (URL,),
    "one of ours": (stored_picture("a" * 64, "png"),),
    "all kinds, and one of them twice": (
        stored_picture("a" * 64, "jpeg"),
        stored_picture("b" * 64, "webp"),
        stored_picture("a" * 64, "jpeg"),
    ),
    "mixed with an address in Chinese": (stored_picture("c" * 64, "png"), "https://example.com/狼.png"),
}


@pytest.mark.parametrize("images", SIZED.values(), ids=SIZED)
@pytest.mark.parametrize("prompt", [None, "", '雾 “fog” \\ "x" \n\x07 \u2028 🐻'])
def test_the_size_of_the_body_is_exact_to_the_byte(images: tuple[str, ...], prompt: str | None):
    files = {"a" * 64: bytes(1000), "b" * 64: bytes(1001), "c" * 64: bytes(1)}
    fields = {"model": "viduq1", "prompt": prompt, "duration": 5, "audio": False}
    request = VideoRequest.model_validate({**fields, "subjects": [{"id": "狼", "images": images}]})

    def really(image: str) -> str:
        parts = stored_parts(image)
        return (
            image
            if not parts
            else f"data:{CONTENT_TYPES[parts[1]]};base64,{base64.b64encode(files[parts[0]]).decode()}"
        )

    built = VideoRequest.model_validate(
        {**fields, "subjects": [{"id": "狼", "images": [really(one) for one in images]}]}
    )
    assert body_size(request, lambda sha256: len(files[sha256])) == len(to_json(built).encode())
