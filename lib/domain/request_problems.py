"""Why something is no order to the video service: a kind of problem at each part of it that is to blame.

Pure. `lib.text.request_sentences` says it to people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError


class ProblemKind(StrEnum):
    """Their values are kept with a job and never change."""

    UNKNOWN_MODEL = "unknown_model"
    NO_SUBJECT = "no_subject"
    NO_NAME = "no_name"
    NO_PICTURE = "no_picture"
    TOO_MANY_PICTURES = "too_many_pictures"
    NOT_A_PICTURE = "not_a_picture"
    NOT_A_CORNER = "not_a_corner"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NOT_ON_OR_OFF = "not_on_or_off"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_TEXT = "not_text"
    NOT_A_LIST = "not_a_list"
    NOT_FIELDS = "not_fields"
    NOT_JSON = "not_json"
    WRONG = "wrong"
    """Of another kind than these."""


_OF_A_FIELD = {
    ("model", "literal_error"): ProblemKind.UNKNOWN_MODEL,
    ("subjects", "too_short"): ProblemKind.NO_SUBJECT,
    ("subjects", "missing"): ProblemKind.NO_SUBJECT,
    ("images", "too_short"): ProblemKind.NO_PICTURE,
    ("images", "missing"): ProblemKind.NO_PICTURE,
    ("images", "too_long"): ProblemKind.TOO_MANY_PICTURES,
    ("images", "value_error"): ProblemKind.NOT_A_PICTURE,
    ("id", "string_too_short"): ProblemKind.NO_NAME,
    ("id", "missing"): ProblemKind.NO_NAME,
    ("wm_position", "greater_than_equal"): ProblemKind.NOT_A_CORNER,
    ("wm_position", "less_than_equal"): ProblemKind.NOT_A_CORNER,
}
"""By the field and pydantic's name for what is wrong with it."""
_OF_ANY_FIELD = {
    "missing": ProblemKind.MISSING,
    "extra_forbidden": ProblemKind.UNKNOWN_FIELD,
    "bool_type": ProblemKind.NOT_ON_OR_OFF,
    "int_type": ProblemKind.NOT_A_WHOLE_NUMBER,
    "string_type": ProblemKind.NOT_TEXT,
    "tuple_type": ProblemKind.NOT_A_LIST,
    "model_type": ProblemKind.NOT_FIELDS,
    "json_invalid": ProblemKind.NOT_JSON,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, "" for the request as a whole; `item`: with one item of it, which is a list."""

    kind: ProblemKind
    field: str = ""
    item: bool = False

    def __str__(self) -> str:
        """As it is kept: `kept_problem` reads it again."""
        return f"{self.kind.value} {self.field}{'[]' if self.item else ''}"


def kept_problem(text: str) -> Problem | None:
    """A problem as it was kept; None for a kind that this version does not know."""
    kind, _, field = text.partition(" ")
    known = ProblemKind(kind) if kind in set(ProblemKind) else None
    return Problem(known, field.removesuffix("[]"), field.endswith("[]")) if known else None


def problems(error: ValidationError) -> dict[str, Problem]:
    """By the place, e.g. "subjects.0.images": what a model of `lib.domain.request` refused."""
    found = [(tuple(one["loc"]), one["type"]) for one in error.errors()]
    # A bad item makes pydantic report its list as too short as well, although it was given: only the item is to blame.
    inner = {place[:depth] for place, _ in found for depth in range(len(place))}
    return {
        ".".join(map(str, place)): _problem(place, kind)
        for place, kind in found
        if not (kind == "too_short" and place in inner)
    }


def _problem(place: tuple[int | str, ...], kind: str) -> Problem:
    field = next((part for part in reversed(place) if isinstance(part, str)), "")
    what = _OF_A_FIELD.get((field, kind)) or _OF_ANY_FIELD.get(kind, ProblemKind.WRONG)
    return Problem(what, field, item=bool(place) and isinstance(place[-1], int))
