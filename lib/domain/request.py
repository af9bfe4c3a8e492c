"""The order to the video service, field by field. Source of every rule here: contract 1, the [M] ones.

The models carry only the rules that need no context. What depends on the model or is only advised: `lib.domain.check`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from lib.domain.request_problems import Problem, problems

MAX_BODY_BYTES = 20_000_000
"""The whole POST body, in bytes: the safe reading of "20 MB" [M]."""
MAX_IMAGES_A_SUBJECT = 3
ADVISED_SUBJECTS = 7
ADVISED_IMAGES = 7
"""Subjects, and images in all [V]: one more is amber, not red."""

ModelId = Literal["viduq3-pro", "viduq2-pro", "viduq2-turbo", "viduq2-pro-fast", "viduq1", "viduq1-classic", "vidu2.0"]

_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_DATA_URI = re.compile(r"data:image/(?:png|jpeg|jpg|webp);base64,[A-Za-z0-9+/]+={0,2}", re.IGNORECASE)
_STORED = re.compile(r"picture:([0-9a-f]{64})\.(png|jpeg|webp)")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which no text in UTF-8 can carry."""
CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


def stored_picture(sha256: str, kind: str) -> str:
    """How a request that has not left yet names a picture of ours: by content hash and format (png, jpeg, webp)."""
    return f"picture:{sha256}.{kind}"


def stored_parts(image: str) -> tuple[str, str] | None:
    """(sha256, format) of a picture of ours, None for a URL or data URI."""
    found = _STORED.fullmatch(image)
    return (found[1], found[2]) if found else None


def is_url(image: str) -> bool:
    """Whether the service would fetch this picture itself."""
    return bool(_URL.fullmatch(image))


def _image(value: str) -> str:
    # A data URI may be megabytes long: look at the start before a pattern reads all of it.
    if value[:5].lower() == "data:":
        if _DATA_URI.fullmatch(value):
            return value
    elif _STORED.fullmatch(value) or _URL.fullmatch(value):
        return value
    raise ValueError("image_form")


Image = Annotated[str, AfterValidator(_image)]
"""An http(s) URL, a data URI with its content type [M], or, before it is sent, a picture of ours (`stored_picture`)."""


class Subject(BaseModel):
    """One member of the cast as the service sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    """The prompt mentions it as `@id`."""
    images: Annotated[tuple[Image, ...], Field(min_length=1, max_length=MAX_IMAGES_A_SUBJECT)]
    voice_id: str | None = None
    """Voice of this subject; absent or empty: the service picks one."""


class VideoRequest(BaseModel):
    """One order to the service: `POST /vidu/ent/v2/reference2video`.

    None leaves a field out: the service decides. An explicit False or 0 is sent as such.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: ModelId
    subjects: Annotated[tuple[Subject, ...], Field(min_length=1)]
    prompt: str | None = None
    """What happens; may mention `@id`. Ignored by the service when `is_rec` is true."""
    audio: StrictBool | None = None
    """True: dialogue and sound. False: silent."""
    voice_id: str | None = None
    """Voice for the whole video; no effect on q3 models."""
    is_rec: StrictBool | None = None
    """True: the service writes the prompt itself."""
    bgm: StrictBool | None = None
    """Background music, chosen by the service."""
    duration: StrictInt | None = None
    """Length in whole seconds."""
    seed: StrictInt | None = None
    """Absent or 0: random; otherwise that seed."""
    resolution: str | None = None
    off_peak: StrictBool | None = None
    """Made in quiet hours: finished, or cancelled and refunded, within 48 hours."""
    watermark: StrictBool | None = None
    wm_position: Annotated[StrictInt, Field(ge=1, le=4)] | None = None
    """1 top-left, 2 top-right, 3 bottom-right, 4 bottom-left."""
    wm_url: str | None = None
    payload: str | None = None
    """Passed through untouched."""
    meta_data: str | None = None
    """A JSON document as a string, passed through."""


FIELDS = tuple(dict.fromkeys((*VideoRequest.model_fields, *Subject.model_fields)))
"""The names of all fields, those of a subject last."""


def to_json(request: VideoRequest) -> str:
    """The request as it is kept: fields that were set, in the contract's order, pictures of ours by their hash.

    What cannot be written in UTF-8 becomes the replacement character, as everywhere in the store.
    """
    document = json.dumps(fields_of(request), ensure_ascii=False, separators=(",", ":"))
    return _HALF.sub("\ufffd", document)


def from_json(text: str) -> VideoRequest:
    """Back from `to_json`, as an order. Raises pydantic.ValidationError."""
    return VideoRequest.model_validate_json(text)


def fields_of(request: VideoRequest) -> dict[str, Any]:
    """The fields that were set, in the contract's order, as plain values; also of one that is no order any more."""
    return request.model_dump(exclude_none=True, warnings=False)


def read_kept(text: str) -> tuple[VideoRequest, dict[str, Problem]]:
    """A request as it was kept, and why it is no order any more: a problem for each part that is to blame.

    A record is read leniently for ever: what this version does not know is passed over, and what is not as it should
    be counts as left out; a model keeps its name. Raises ValueError for what is no request at all.
    """
    try:
        return from_json(text), {}
    except ValidationError as error:
        faults = problems(error)
    raw = _document(text)
    bad = {place.split(".")[0] for place in faults}
    kept: dict[str, Any] = {name: raw[name] for name in VideoRequest.model_fields if name in raw and name not in bad}
    model, subjects = raw.get("model"), raw.get("subjects")
    kept["model"] = model if isinstance(model, str) else ""
    kept["subjects"] = tuple(_kept_subject(one) for one in (subjects if isinstance(subjects, list) else ()))
    return VideoRequest.model_construct(**kept), faults


def _document(text: str) -> dict[str, Any]:
    try:
        raw = json.loads(text)
    except RecursionError as exc:
        raise ValueError("it is nested too deeply") from exc
    if not isinstance(raw, dict):
        raise ValueError("it is no set of fields")
    return raw


def _kept_subject(raw: object) -> Subject:
    fields = raw if isinstance(raw, dict) else {}
    name, images, voice = fields.get("id"), fields.get("images"), fields.get("voice_id")
    return Subject.model_construct(
        id=name if isinstance(name, str) else "",
        images=tuple(one for one in (images if isinstance(images, list) else ()) if isinstance(one, str)),
        voice_id=voice if isinstance(voice, str) else None,
    )


def fingerprint(request: VideoRequest) -> str:
    """What two identical requests share, as 64 hex digits: everything that is sent except the seed (design 4)."""
    return hashlib.sha256(to_json(request.model_copy(update={"seed": None})).encode("utf-8", "replace")).hexdigest()


def images_of(request: VideoRequest) -> Iterator[str]:
    """Every image, in order of subjects."""
    for subject in request.subjects:
        yield from subject.images


def base64_size(size_bytes: int) -> int:
    """Bytes of `size_bytes` in base64, padding included."""
    return (size_bytes + 2) // 3 * 4


def body_size(request: VideoRequest, size_of: Callable[[str], int]) -> int:
    """Exact bytes of the POST body, without building it. `size_of` gives the bytes of a picture by sha256."""
    total = len(to_json(request).encode())
    for image in images_of(request):
        if parts := stored_parts(image):
            sha256, kind = parts
            uri = len(f"data:{CONTENT_TYPES[kind]};base64,") + base64_size(size_of(sha256))
            total += uri - len(image)
    return total
