"""What people need to know of a job that went wrong: which part of its request it is about, and what it may have cost.

Pure. Source of what costs: contract 1 and 3 (a refused request makes nothing, off-peak videos are paid back).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.job import Job, JobState
from lib.domain.request import FIELD_WORDS, VideoRequest

_CONTROLS = {"prompt": "scene", "is_rec": "scene", "subjects": "cast", "images": "cast", "id": "cast"}
"""Fields of a request that the board has under another name."""
_PARTS = {
    "images": ("The pictures of", "pictures"),
    "id": ("The name of", "name"),
    "voice_id": ("The voice of", "name"),
}
"""What belongs to a subject: in words, and the part of its card where it is shown."""
ONE_OF_THE_PICTURES = "One of the pictures"


@dataclass(frozen=True)
class Place:
    """A part of a request: in words ("Picture 2 of Mia"), and where it stands on the board."""

    words: str
    control: str
    """The field of the board, as findings name it: "scene", "duration"; "name" or "pictures" of a card; "cast"."""
    subject: int | None = None
    """Which subject, counted from 0; None: no single one."""
    picture: int | None = None
    """Which of its pictures, counted from 0."""


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
        return Place(ONE_OF_THE_PICTURES, "cast")
    return Place(FIELD_WORDS[name], _CONTROLS.get(name, name)) if name in FIELD_WORDS else None


def _of_subject(subject: int, rest: list[str], request: VideoRequest, called: list[str]) -> Place:
    if subject >= len(request.subjects):
        return Place(FIELD_WORDS["subjects"], "cast")
    who, part = called[subject], rest[0] if rest else "images"
    if part == "images" and len(rest) > 1 and int(rest[1]) < len(request.subjects[subject].images):
        return Place(f"Picture {int(rest[1]) + 1} of {who}", "pictures", subject, int(rest[1]))
    if part not in _PARTS:
        return Place(FIELD_WORDS["subjects"], "cast")
    words, control = _PARTS[part]
    return Place(f"{words} {who}", control, subject)


def _of_all_pictures(number: int, request: VideoRequest, called: list[str]) -> Place:
    """The service counts the pictures of all subjects through, from 0."""
    for subject, one in enumerate(request.subjects):
        if number < len(one.images):
            return _of_subject(subject, ["images", str(number)], request, called)
        number -= len(one.images)
    return Place(ONE_OF_THE_PICTURES, "cast")


@dataclass(frozen=True)
class Refusal:
    """What the service did not take of an earlier request, for the board on which it is mended."""

    message: str
    hint: str
    place: Place | None
    """None: nobody knows which part it was."""
    quote: str = ""
    """The service's own sentence, where ours leaves open what was wrong."""

    @property
    def words(self) -> str:
        """What happened, which part it is about, and what to do, in one line."""
        about = f" It is about {self.place.words[:1].lower()}{self.place.words[1:]}." if self.place else ""
        quote = f" The video service says: “{self.quote}”" if self.quote else ""
        return f"{self.message}{about}{quote} {self.hint}"


def refusal_of(job: Job, names: Sequence[str] = ()) -> Refusal | None:
    """Why a failed job is opened on the board again; None for a job that did not fail. `names` as in `place_of`."""
    if job.state is not JobState.FAILED or job.trouble is None:
        return None
    place = place_of(job.trouble.field, job.request, names)
    return Refusal(job.trouble.message, job.trouble.hint, place, job.trouble.quote)
