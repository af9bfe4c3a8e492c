"""The judge of bodies: it lets the contract's own example through and refuses what the contract refuses."""

import base64
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from tests.contract_schema import BODY_LIMIT_BYTES, SCHEMA, judge

EXAMPLE = (
    '{"model":"viduq3-pro","subjects":[{"id":"subject_1","images":["https://example.com/subject.png"],'
    '"voice_id":"voice_001"}],"prompt":"让@subject_1 向前走并微笑","audio":true,"is_rec":false,"bgm":false,'
    '"duration":5,"seed":0,"resolution":"720p"}'
)
URL = "https://example.com/a.png"


def picture(width: int = 160, height: int = 160, kind: str = "png", says: str | None = None) -> str:
    """A data URI of a plain picture; ``says`` is the content type where it should differ from the bytes."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, kind)
    return f"data:image/{says or kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def body(**fields: Any) -> bytes:
    """A small good body with these fields laid over it; None takes a field away."""
    document = {"model": "viduq2-pro", "subjects": [{"id": "Mia", "images": [URL]}], "prompt": "@Mia waves"} | fields
    return json.dumps({name: value for name, value in document.items() if value is not None}).encode()


def cast(*images: Any, **fields: Any) -> list[dict[str, Any]]:
    return [{"id": "Mia", "images": list(images), **fields}]


GOOD = {
    "the contract's example": EXAMPLE.encode(),
    "the least there can be": body(prompt=None),
    "every field": body(
        subjects=cast(URL, picture(), "http://example.com/b.webp?x=1", voice_id=""),
        audio=False,
        voice_id="",
        is_rec=True,
        bgm=False,
        duration=10,
        seed=0,
        resolution="1080p",
        off_peak=True,
        watermark=True,
        wm_position=4,
        wm_url="https://example.com/mark.png",
        payload="",
        meta_data='{"Label": "1"}',
    ),
    "eight subjects, which only [V] forbids": body(subjects=[{"id": f"s{n}", "images": [URL]} for n in range(8)]),
    "lengths of other models are [V]": body(model="viduq1", duration=12, resolution="360p"),
    "540p on q2-pro-fast": body(model="viduq2-pro-fast", resolution="540p"),
    "a jpeg said as jpg": body(subjects=cast(picture(kind="jpeg", says="jpg"))),
    "a webp": body(subjects=cast(picture(kind="webp"))),
    "exactly 4:1": body(subjects=cast(picture(512, 128))),
    "exactly 1:4": body(subjects=cast(picture(128, 512))),
    "exactly 20 MB": body(payload="x" * (BODY_LIMIT_BYTES - len(body(payload="")))),
}

BAD = {
    "nothing": (b"", "body"),
    "no JSON": (b"model=viduq2-pro", "body"),
    "not UTF-8": (EXAMPLE.encode("gb18030"), "body"),
    "a list": (b"[]", "body"),
    "a key twice": (b'{"model":"viduq1","model":"viduq1","subjects":[]}', "body"),
    "NaN": (body(seed=float("nan")), "body"),
    "one byte over 20 MB": (body(payload="x" * (BODY_LIMIT_BYTES - len(body(payload="")) + 1)), "body"),
    "no model": (body(model=None), "body"),
    "an unknown model": (body(model="viduq9"), "model"),
    "no subjects field": (body(subjects=None), "body"),
    "no subject": (body(subjects=[]), "subjects"),
    "the same id twice": (body(subjects=[{"id": i, "images": [URL]} for i in ("Mia", "mia")]), "subjects"),
    "no id": (body(subjects=[{"images": [URL]}]), "subjects.0"),
    "an empty id": (body(subjects=[{"id": "", "images": [URL]}]), "subjects.0.id"),
    "an id that is a number": (body(subjects=[{"id": 1, "images": [URL]}]), "subjects.0.id"),
    "no images field": (body(subjects=[{"id": "Mia"}]), "subjects.0"),
    "no image": (body(subjects=cast()), "subjects.0.images"),
    "four images": (body(subjects=cast(URL, URL, URL, URL)), "subjects.0.images"),
    "a name with a subject": (body(subjects=cast(URL, name="Mia")), "subjects.0"),
    "a voice that is null": (body(subjects=cast(URL, voice_id=None)), "subjects.0.voice_id"),
    "an image object": (body(subjects=cast({"url": URL})), "subjects.0.images.0"),
    "a local path": (body(subjects=cast("/home/mia.png")), "subjects.0.images.0"),
    "ftp": (body(subjects=cast("ftp://example.com/a.png")), "subjects.0.images.0"),
    "a URL without a host": (body(subjects=cast("https:///a.png")), "subjects.0.images.0"),
    "a URL with a space": (body(subjects=cast("https://example.com/a b.png")), "subjects.0.images.0"),
    "a GIF": (body(subjects=cast(picture(kind="gif"))), "subjects.0.images.0"),
    "base64 without its head": (body(subjects=cast(picture().partition(",")[2])), "subjects.0.images.0"),
    "a head without base64": (body(subjects=cast("data:image/png,abcd")), "subjects.0.images.0"),
    "an empty data URI": (body(subjects=cast("data:image/png;base64,")), "subjects.0.images.0"),
    "a line break in base64": (body(subjects=cast("data:image/png;base64,iVBO\nRw0K")), "subjects.0.images.0"),
    "base64 cut short": (body(subjects=cast("data:image/png;base64,iVBOR")), "subjects.0.images.0"),
    "base64 of no picture": (body(subjects=cast("data:image/png;base64,aGVsbG8=")), "subjects.0.images.0"),
    "a picture cut short": (body(subjects=cast(picture(400, 400, "jpeg")[:-400])), "subjects.0.images.0"),
    "a jpeg that says png": (body(subjects=cast(picture(kind="jpeg", says="png"))), "subjects.0.images.0"),
    "127 pixels wide": (body(subjects=cast(picture(127, 200))), "subjects.0.images.0"),
    "127 pixels high": (body(subjects=cast(picture(200, 127))), "subjects.0.images.0"),
    "wider than 4:1": (body(subjects=cast(picture(513, 128))), "subjects.0.images.0"),
    "higher than 1:4": (body(subjects=cast(URL, picture(128, 513))), "subjects.0.images.1"),
    "an unknown field": (body(style="general"), "body"),
    "a prompt that is a number": (body(prompt=5), "prompt"),
    **{f"{name} as 1": (body(**{name: 1}), name) for name in ("audio", "is_rec", "bgm", "off_peak", "watermark")},
    **{f"{name} as text": (body(**{name: "true"}), name) for name in ("audio", "bgm", "off_peak")},
    **{f"{name} as true": (body(**{name: True}), name) for name in ("duration", "seed", "wm_position")},
    **{f"{name} as a float": (body(**{name: 3.0}), name) for name in ("duration", "seed", "wm_position")},
    **{f"{name} as text": (body(**{name: "3"}), name) for name in ("duration", "seed", "wm_position")},
    **{
        f"{model} at {length} s": (body(model=model, duration=length), "duration")
        for model in ("viduq2-pro", "viduq2-turbo", "viduq2-pro-fast")
        for length in (0, 11)
    },
    "q2 at 360p": (body(resolution="360p"), "resolution"),
    "a size as a number": (body(model="viduq1", resolution=720), "resolution"),
    "watermark at place 0": (body(wm_position=0), "wm_position"),
    "watermark at place 5": (body(wm_position=5), "wm_position"),
    "a watermark that is no URL": (body(wm_url="mark.png"), "wm_url"),
    "a payload object": (body(payload={"a": 1}), "payload"),
    "meta_data as an object": (body(meta_data={"Label": "1"}), "meta_data"),
    "meta_data that is no JSON": (body(meta_data="Label=1"), "meta_data"),
    "empty meta_data": (body(meta_data=""), "meta_data"),
}


def test_the_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("good", GOOD.values(), ids=GOOD)
def test_a_body_within_the_contract_passes(good: bytes):
    assert judge(good) == []


@pytest.mark.parametrize(("bad", "place"), BAD.values(), ids=BAD)
def test_a_body_outside_the_contract_is_refused_at_the_right_place(bad: bytes, place: str):
    faults = judge(bad)
    assert faults
    assert {fault.partition(":")[0] for fault in faults} == {place}
