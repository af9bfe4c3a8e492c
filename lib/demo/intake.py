"""What the service takes: a body is read and judged as strictly as contract 1 and 1.1 ([M]) say, no stricter."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from pydantic import ValidationError

from lib.demo.picture_header import looked_at
from lib.domain.catalog import PIXELS, Model, model_named
from lib.domain.request import VideoRequest, is_url

_MIN_SIDE_PX = 128
_MAX_RATIO = 4
_MAX_DRAWN_S = 60
"""Longer is no rule of the contract, only more than this service wants to draw."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """The request breaks a rule; `reason` is the contract's code, `message` names the field."""

    def __init__(self, *, reason: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.reason, self.message, self.status = reason, message, status


def read_request(body: bytes) -> tuple[VideoRequest, dict[str, Any]]:
    """The order and its JSON as it came. Raises Refusal at the first rule that is broken."""
    sent = _json_object(body)
    _no_nulls(sent)
    try:
        request = VideoRequest.model_validate(sent)
    except ValidationError as error:
        raise _refusal(error) from error
    _check_model_rules(request, model_named(request.model))
    _check_texts(request)
    for n, subject in enumerate(request.subjects):
        for m, image in enumerate(subject.images):
            _check_image(image, f"subjects.{n}.images.{m}")
    return request, sent


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(reason="FieldInvalid", message="The body is not a JSON document.") from error
    if not isinstance(sent, dict):
        raise Refusal(reason="FieldInvalid", message="The body is not a JSON object.")
    return sent


def _no_nulls(sent: dict[str, Any]) -> None:
    """Every field has one type [M], and null is none of them; the domain's model uses None for absent."""
    subjects = sent.get("subjects")
    parts = [("", sent)]
    if isinstance(subjects, list):
        parts += [(f"subjects.{n}.", one) for n, one in enumerate(subjects) if isinstance(one, dict)]
    for where, part in parts:
        for name, value in part.items():
            if value is None:
                raise Refusal(reason="FieldInvalid", message=f"{where}{name}: null is not a value.")


def _refusal(error: ValidationError) -> Refusal:
    found = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in found["loc"])
    reasons = {
        "missing": "FieldLacking",
        "extra_forbidden": "FieldUnwanted",
        "too_short": "FieldItemCountOutOfRange",
        "too_long": "FieldItemCountOutOfRange",
        "value_error": "ImageFormatInvalid",
    }
    text = "neither an http(s) address nor a data URI" if found["type"] == "value_error" else found["msg"]
    return Refusal(reason=reasons.get(found["type"], "FieldInvalid"), message=f"{where}: {text}.")


def _check_model_rules(request: VideoRequest, model: Model) -> None:
    length, size = request.duration, request.resolution
    if model.source == "M":
        if length is not None and length not in model.durations:
            raise Refusal(reason="FieldInvalid", message=f"duration: 1 to 10 for {model.id}.")
        if size is not None and size not in (*model.resolutions, *model.off_list):
            raise Refusal(reason="FieldInvalid", message=f"resolution: 540p, 720p or 1080p for {model.id}.")
    if length is not None and not 1 <= length <= _MAX_DRAWN_S:
        raise Refusal(reason="FieldInvalid", message=f"duration: 1 to {_MAX_DRAWN_S} seconds.")
    if size is not None and size not in PIXELS:
        raise Refusal(reason="FieldInvalid", message=f"resolution: one of {', '.join(PIXELS)}.")


def _check_texts(request: VideoRequest) -> None:
    if request.wm_url is not None and not is_url(request.wm_url):
        raise Refusal(reason="FieldInvalid", message="wm_url: not an http(s) address.")
    if request.meta_data is not None:
        try:
            json.loads(request.meta_data)
        except (ValueError, RecursionError) as error:
            raise Refusal(reason="FieldInvalid", message="meta_data: not a JSON document.") from error


def _check_image(image: str, where: str) -> None:
    """Addresses are taken as they are (never fetched); pictures in the body must be what they say."""
    if is_url(image):
        return
    if not image[:5].lower() == "data:":
        raise Refusal(reason="FieldInvalid", message=f"{where}: neither an http(s) address nor a data URI.")
    kind, _, encoded = image[len("data:image/") :].partition(";base64,")
    try:
        found = looked_at(base64.b64decode(encoded, validate=True))
    except binascii.Error as error:
        raise Refusal(reason="ImageFormatInvalid", message=f"{where}: the base64 is broken.") from error
    if found is None or found[0] != kind.lower().replace("jpg", "jpeg"):
        raise Refusal(reason="ImageFormatInvalid", message=f"{where}: not a picture of the type it names.")
    _check_size(found[1], found[2], where)


def _check_size(width: int, height: int, where: str) -> None:
    if min(width, height) < _MIN_SIDE_PX:
        raise Refusal(reason="PageSizeOutOfRange", message=f"{where}: {width}x{height}, at least 128 pixels a side.")
    if max(width, height) > _MAX_RATIO * min(width, height):
        raise Refusal(reason="PageSizeOutOfRange", message=f"{where}: {width}x{height}, between 1:4 and 4:1.")
