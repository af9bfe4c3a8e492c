"""What people need to know of a job that went wrong: which part of its request it is about.

Pure. `lib.text.refusal_sentences` says it to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.job import Job, JobState, Trouble
from lib.domain.request import FIELDS, VideoRequest

_CONTROLS = {"prompt": "scene", "is_rec": "scene", "subjects": "cast"}
"""Fields of a request that the board has under another name."""


class Part(StrEnum):
    """Kinds of parts of a request."""

    FIELD = "field"
    """A field of the request itself, `subjects` among them."""
    SUBJECT_NAME = "subject_name"
    SUBJECT_VOICE = "subject_voice"
    SUBJECT_PICTURES = "subject_pictures"
    PICTURE = "picture"
    SOME_PICTURE = "some_picture"
    """One of the pictures; nobody knows which."""


_OF_A_SUBJECT = {"images": Part.SUBJECT_PICTURES, "id": Part.SUBJECT_NAME, "voice_id": Part.SUBJECT_VOICE}


@dataclass(frozen=True)
class Place:
    """A part of a request. `field`: which, if it is one; `who`: what people call the subject that it belongs to."""

    part: Part
    field: str = ""
    who: str = ""
    subject: int | None = None
    """Which subject, counted from 0; None: no single one."""
    picture: int | None = None
    """Which of its pictures, counted from 0."""

    @property
    def control(self) -> str:
        """Where it is on the board, as findings name it: a field, "name" or "pictures" of a card, or "cast"."""
        if self.part is Part.FIELD:
            return _CONTROLS.get(self.field, self.field)
        if self.part in (Part.SUBJECT_NAME, Part.SUBJECT_VOICE):
            return "name"
        return "cast" if self.part is Part.SOME_PICTURE else "pictures"


def place_of(field: str, request: VideoRequest, names: Sequence[str] = ()) -> Place | None:
    """The part that a path such as "prompt" or "subjects.0.images.1" means; None for none that people could change.

    `names`: what people call the subjects; without them it is their ids.
    """
    name, *rest = field.split(".")
    called = [*names] if len(names) == len(request.subjects) else [subject.id for subject in request.subjects]
    if name == "subjects" and rest and rest[0].isdigit():
        return _of_subject(int(rest[0]), rest[1:], request, called)
    if name == "images" and rest and rest[0].isdigit():
        return _of_all_pictures(int(rest[0]), request, called)
    if name in ("subjects", "images"):
        return Place(Part.SOME_PICTURE)
    return Place(Part.FIELD, name) if name in FIELDS else None


def _of_subject(subject: int, rest: list[str], request: VideoRequest, called: list[str]) -> Place:
    part = _OF_A_SUBJECT.get(rest[0] if rest else "images")
    if subject >= len(request.subjects) or part is None:
        return Place(Part.FIELD, "subjects")
    picture = int(rest[1]) if part is Part.SUBJECT_PICTURES and len(rest) > 1 else None
    if picture is not None and picture < len(request.subjects[subject].images):
        return Place(Part.PICTURE, who=called[subject], subject=subject, picture=picture)
    return Place(part, who=called[subject], subject=subject)


def _of_all_pictures(number: int, request: VideoRequest, called: list[str]) -> Place:
    """The service counts the pictures of all subjects through, from 0."""
    for subject, one in enumerate(request.subjects):
        if number < len(one.images):
            return _of_subject(subject, ["images", str(number)], request, called)
        number -= len(one.images)
    return Place(Part.SOME_PICTURE)


@dataclass(frozen=True)
class Refusal:
    """What the service did not take of an earlier request, for the board on which it is mended."""

    trouble: Trouble
    place: Place | None
    """None: nobody knows which part it was."""


def refusal_of(job: Job, names: Sequence[str] = ()) -> Refusal | None:
    """Why a failed job is opened on the board again; None for a job that did not fail. `names` as in `place_of`."""
    if job.state is not JobState.FAILED or job.trouble is None:
        return None
    return Refusal(job.trouble, place_of(job.trouble.field, job.request, names))
