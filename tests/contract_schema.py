"""A second reading of the contract: judges every body we send, without a line of lib/domain.

The app and its demo service share one model of the request, so a misreading in it would go unseen between them. The
schema beside this file was written from the contract alone; ``judge`` adds what a schema cannot say.
"""

import base64
import binascii
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, TypeChecker
from jsonschema.validators import extend
from PIL import Image, UnidentifiedImageError

BODY_LIMIT_BYTES = 20_000_000
SHORTEST_SIDE_PX = 128
WIDEST_RATIO = 4
FORMATS = {"png": "PNG", "jpeg": "JPEG", "jpg": "JPEG", "webp": "WEBP"}

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("contract_schema.json").read_text("utf-8"))


def _is_integer(_checker: TypeChecker, value: object) -> bool:
    # JSON Schema counts 5.0 as an integer; a Go or Java service reading into an int does not.
    return isinstance(value, int) and not isinstance(value, bool)


_Validator = extend(
    Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
)
_VALIDATOR = _Validator(SCHEMA)


def judge(body: bytes) -> list[str]:
    """What the contract holds against this POST body, one line a fault ("place: what"); empty if nothing."""
    faults = []
    if len(body) > BODY_LIMIT_BYTES:
        faults.append(f"body: {len(body)} bytes, at most {BODY_LIMIT_BYTES}")
    try:
        document = _strict_json(body.decode("utf-8"))
    except ValueError as exc:
        return [*faults, f"body: no JSON in UTF-8, {exc}"]
    broken = [f"{_place(error.absolute_path)}: {_short(error.message)}" for error in _VALIDATOR.iter_errors(document)]
    return [*faults, *(broken or _beyond_the_schema(document))]


def _strict_json(text: str) -> Any:
    """JSON as other languages read it: no NaN, no key twice. Raises ValueError."""

    def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key stands there twice")
        return dict(pairs)

    def no_constant(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    return json.loads(text, object_pairs_hook=no_key_twice, parse_constant=no_constant)


def _beyond_the_schema(document: dict[str, Any]) -> Iterator[str]:
    ids = [subject["id"].casefold() for subject in document["subjects"]]
    if len(set(ids)) < len(ids):
        yield "subjects: the same id twice"
    if "meta_data" in document:
        try:
            _strict_json(document["meta_data"])
        except ValueError as exc:
            yield f"meta_data: not a JSON document, {exc}"
    for number, subject in enumerate(document["subjects"]):
        for place, image in enumerate(subject["images"]):
            if image.startswith("data:"):
                yield from (f"subjects.{number}.images.{place}: {fault}" for fault in _picture_faults(image))


def _picture_faults(uri: str) -> Iterator[str]:
    head, _, encoded = uri.partition(";base64,")
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(encoded, validate=True)))
        picture.load()
    except binascii.Error as exc:
        yield f"not base64, {exc}"
        return
    except (UnidentifiedImageError, OSError, SyntaxError) as exc:
        yield f"no picture, {_short(str(exc))}"
        return
    if picture.format != FORMATS[head.removeprefix("data:image/")]:
        yield f"says {head}, is {picture.format}"
    width, height = picture.size
    if min(width, height) < SHORTEST_SIDE_PX:
        yield f"{width} x {height} pixels, at least {SHORTEST_SIDE_PX} each"
    if max(width, height) > WIDEST_RATIO * min(width, height):
        yield f"{width} x {height} pixels, outside 1:4 to 4:1"


def _place(path: Any) -> str:
    return ".".join(str(part) for part in path) or "body"


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:120]} ... {message[-70:]}"
