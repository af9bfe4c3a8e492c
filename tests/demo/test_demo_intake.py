"""Requests are judged as strictly as contract 1 and 1.1 ([M]) say, and no stricter."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from lib.demo.picture_header import looked_at
from lib.domain.request import MAX_BODY_BYTES
from tests.demo.conftest import EXAMPLE, Client, data_uri, order

pytestmark = pytest.mark.nonsense

PICTURE = data_uri()


def subject(*images: Any, **more: Any) -> dict[str, Any]:
    return {"subjects": [{"id": "Mia", "images": list(images), **more}]}


REFUSED = {
    "no-model": (order(model=...), "FieldLacking"),
    "unknown-model": (order(model="viduq9"), "FieldInvalid"),
    "no-subjects": (order(subjects=...), "FieldLacking"),
    "empty-subjects": (order(subjects=[]), "FieldItemCountOutOfRange"),
    "subjects-no-list": (order(subjects={"id": "Mia"}), "FieldInvalid"),
    "no-id": (order(subjects=[{"images": [PICTURE]}]), "FieldLacking"),
    "empty-id": (order(subjects=[{"id": "", "images": [PICTURE]}]), "FieldInvalid"),
    "no-images": (order(subjects=[{"id": "Mia"}]), "FieldLacking"),
    "empty-images": (order(**subject()), "FieldItemCountOutOfRange"),
    "four-images": (order(**subject(*[PICTURE] * 4)), "FieldItemCountOutOfRange"),
    "unknown-field": (order(size="720p"), "FieldUnwanted"),
    "unknown-subject-field": (order(**subject(PICTURE, name="Mia")), "FieldUnwanted"),
    "null": (order(prompt=None), "FieldInvalid"),
    "null-voice": (order(**subject(PICTURE, voice_id=None)), "FieldInvalid"),
    "audio-word": (order(audio="true"), "FieldInvalid"),
    "audio-number": (order(audio=1), "FieldInvalid"),
    "duration-text": (order(duration="5"), "FieldInvalid"),
    "duration-float": (order(duration=5.5), "FieldInvalid"),
    "q2-0-seconds": (order(model="viduq2-pro", resolution="720p", duration=0), "FieldInvalid"),
    "q2-11-seconds": (order(model="viduq2-turbo", resolution="720p", duration=11), "FieldInvalid"),
    "q2-360p": (order(model="viduq2-pro", duration=5), "FieldInvalid"),
    "odd-resolution": (order(resolution="4k"), "FieldInvalid"),
    "seed-text": (order(seed="7"), "FieldInvalid"),
    "corner-0": (order(wm_position=0), "FieldInvalid"),
    "corner-5": (order(wm_position=5), "FieldInvalid"),
    "mark-no-url": (order(wm_url="logo.png"), "FieldInvalid"),
    "label-no-json": (order(meta_data="{Label"), "FieldInvalid"),
    "ftp-picture": (order(**subject("ftp://example.com/a.png")), "ImageFormatInvalid"),
    "gif": (order(**subject("data:image/gif;base64,R0lGODlhAQABAAAAACw=")), "ImageFormatInvalid"),
    "no-content-type": (order(**subject("data:;base64,AAAA")), "ImageFormatInvalid"),
    "stored-picture": (order(**subject(f"picture:{'a' * 64}.png")), "FieldInvalid"),
    "broken-base64": (order(**subject(PICTURE[:-5])), "ImageFormatInvalid"),
    "not-the-type-named": (order(**subject(PICTURE.replace("image/png", "image/webp"))), "ImageFormatInvalid"),
    "no-picture": (order(**subject("data:image/png;base64,aGVsbG8=")), "ImageFormatInvalid"),
    "127-pixels": (order(**subject(data_uri(size=(127, 300)))), "PageSizeOutOfRange"),
    "wider-than-4-to-1": (order(**subject(data_uri(size=(801, 200)))), "PageSizeOutOfRange"),
    "taller-than-1-to-4": (order(**subject(data_uri(size=(200, 801)))), "PageSizeOutOfRange"),
    "no-json": ("{", "FieldInvalid"),
    "no-object": ("[]", "FieldInvalid"),
    "no-text": (b"\xff\xfe", "FieldInvalid"),
    "too-deep": ("[" * 200_000, "FieldInvalid"),
}


@pytest.mark.parametrize(("body", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_breaks_a_rule_is_refused_with_its_code(client: Client, body: Any, reason: str) -> None:
    answer = client.submit(body)
    said = answer.json()
    assert (answer.status_code, said["code"], said["reason"]) == (400, 400, reason)
    assert said["message"] and said["metadata"]["trace_id"]
    assert client.service.tasks() == []


TAKEN = {
    "example": EXAMPLE,
    "no-prompt": order(prompt=...),
    "q2-10-seconds": order(model="viduq2-pro", resolution="1080p", duration=10),
    "fast-540p-allowed-but-not-listed": order(model="viduq2-pro-fast", resolution="540p"),
    "length-off-the-vendors-list": order(model="vidu2.0", duration=7),
    "eight-subjects": order(subjects=[{"id": f"s{n}", "images": ["https://example.com/a"]} for n in range(8)]),
    "exactly-4-to-1": order(**subject(data_uri(size=(800, 200)))),
    "exactly-128": order(**subject(data_uri(size=(128, 128)))),
    "jpg-as-type": order(**subject(data_uri(kind="jpeg").replace("image/jpeg", "image/jpg"))),
    "webp": order(**subject(data_uri(kind="webp"))),
    "false-and-zero": order(audio=False, bgm=False, off_peak=False, watermark=False, is_rec=False, seed=0),
    "long-prompt": order(prompt="a" * 6000),
}


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN.keys())
def test_what_keeps_the_rules_is_taken(client: Client, body: Any) -> None:
    answer = client.submit(body)
    said = answer.json()
    assert answer.status_code == 200, said
    assert said["status"] == "processing" and isinstance(said["created_at"], int)
    (task,) = client.service.tasks()
    assert task.id == said["task_id"]
    assert task.request == (json.loads(body) if isinstance(body, str) else body)


def test_the_example_arrives_byte_by_byte(client: Client) -> None:
    client.submit(EXAMPLE)
    (received,) = client.service.submits()
    assert received.body == EXAMPLE.encode()


def test_a_body_over_20_000_000_bytes_gets_413(client: Client) -> None:
    body = EXAMPLE.encode()
    assert client.submit(body + b" " * (MAX_BODY_BYTES - len(body))).status_code == 200
    assert client.submit(body + b" " * (MAX_BODY_BYTES - len(body) + 1)).status_code == 413
    assert len(client.service.tasks()) == 1


def test_another_content_type_is_refused(client: Client) -> None:
    answer = client.session.post(client.service.base_url + "/vidu/ent/v2/reference2video", data=EXAMPLE.encode())
    assert answer.json()["reason"] == "FieldInvalid"


@pytest.mark.parametrize("size", [(128, 512), (333, 777)], ids=str)
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("png", {}),
        ("jpeg", {}),
        ("jpeg", {"progressive": True, "exif": b"Exif\x00\x00" + bytes(900)}),
        ("webp", {}),
        ("webp", {"lossless": True}),
        ("webp", {"exif": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"}),
    ],
    ids=["png", "jpeg", "jpeg-progressive-exif", "webp-lossy", "webp-lossless", "webp-extended"],
)
def test_size_and_format_are_read_from_the_first_bytes(
    kind: str, options: dict[str, Any], size: tuple[int, int]
) -> None:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    assert looked_at(file.getvalue()) == (kind, *size)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n1234IHDR", b"RIFF1234WEBPVP8X", b"GIF89a"])
def test_a_header_that_ends_too_early_is_no_picture(data: bytes) -> None:
    assert looked_at(data) is None
