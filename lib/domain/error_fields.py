"""Which field of the request, or which picture, an error speaks of: a best guess from its code and its sentence."""

from __future__ import annotations

import re

from lib.domain.errors import ContentRefused, FieldRefused, ModelUnavailable, NotAllowed, PictureRefused, StudioError
from lib.domain.request import FIELDS

_PLACE = re.compile(r"subjects?(?:\.|\[)\s*(\d{1,3})\]?(?:\.(images?|id|voice_id)(?:(?:\.|\[)\s*(\d{1,3})\]?)?)?")
_IMAGE = re.compile(r"images?(?:\.|\[)\s*(\d{1,3})\]?")
# Without `id`: it stands in "request id" and the like.
_FIELD = re.compile(
    r"(?<![A-Za-z0-9_.])(" + "|".join(word for word in FIELDS if word != "id") + r")(?![A-Za-z0-9_])", re.IGNORECASE
)
_PICTURE_WORDS = re.compile(r"\b(image|picture|photo)s?\b|图", re.IGNORECASE)
_SCENE_WORDS = re.compile(r"\b(prompt|text)s?\b|提示词|文本", re.IGNORECASE)
_SPELLED = {re.sub("_", "", word): word for word in FIELDS if word != "id"}
"""How validators of other languages spell a field: `WmPosition`, `offPeak`, in quotes or at the end of a path."""
_QUOTED = re.compile(r"[\'\"`“‘.\[]([A-Za-z][A-Za-z_]{2,30})(?=[\'\"`”’\]:\s]|$)")
_CHINESE = {
    "时长": "duration",
    "分辨率": "resolution",
    "提示词": "prompt",
    "水印": "watermark",
    "种子": "seed",
    "音色": "voice_id",
    "模型": "model",
    "主体": "subjects",
}
_NAMES_A_FIELD: tuple[type[StudioError], ...] = (FieldRefused, PictureRefused, ContentRefused)


def field_named(cls: type[StudioError], code: str, message: str, param: str) -> str:
    """A path such as "prompt" or "subjects.0.images.1", counted from 0 as the service does; "" if nothing tells."""
    if cls in (ModelUnavailable, NotAllowed):
        return "model"
    for text in (param, message):
        if place := _place(text):
            return place
    if not issubclass(cls, _NAMES_A_FIELD):
        return ""
    return _by_kind(cls, code, message) or _field(param) or _field(message)


def path_in(text: str) -> str:
    """The field or picture that a word or a sentence names; "" for none."""
    return _place(text) or _field(text)


def _place(text: str) -> str:
    if found := _PLACE.search(text):
        subject, part, index = found.groups()
        names = ["subjects", subject, "images" if part == "image" else part, index]
        return ".".join(name for name in names if name is not None)
    if found := _IMAGE.search(text):
        return f"images.{found[1]}"
    return ""


def _by_kind(cls: type[StudioError], code: str, message: str) -> str:
    if cls is PictureRefused:
        return "subjects"
    if cls is ContentRefused:
        if "prompt" in code.lower() or _SCENE_WORDS.search(message):
            return "prompt"
        return "subjects" if _PICTURE_WORDS.search(message) else ""
    return ""


def _field(text: str) -> str:
    if found := _FIELD.search(text):
        return found[1].lower()
    spelled = (_SPELLED.get(word.replace("_", "").lower()) for word in _QUOTED.findall(f".{text}"))
    chinese = (field for word, field in _CHINESE.items() if word in text)
    return next((field for field in (*spelled, *chinese) if field), "")
