"""Which part of a request an error speaks of."""

from dataclasses import replace

import pytest

from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_request
from lib.domain.failure import Part, Place, place_of, refusal_of
from lib.domain.finding import Level
from lib.domain.job import Job, JobState, Trouble
from lib.domain.request import FIELDS
from lib.text.finding_sentences import finding_text
from tests.domain.test_tracking import running

DRAFT = Draft(
    cast=(
        DraftSubject(uid="a", name="Mia", pictures=tuple(DraftPicture(url=f"https://x.org/{n}.png") for n in "12")),
        DraftSubject(uid="b", name="Bear", pictures=(DraftPicture(url="https://x.org/3.png"),), voice_id="v"),
    ),
    scene="@Mia and @Bear walk",
)
REQUEST = build_request(DRAFT)


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("prompt", Place(Part.FIELD, "prompt")),
        ("duration", Place(Part.FIELD, "duration")),
        ("is_rec", Place(Part.FIELD, "is_rec")),
        ("subjects", Place(Part.SOME_PICTURE)),
        ("subjects.0.images.1", Place(Part.PICTURE, who="Mia", subject=0, picture=1)),
        ("subjects.1.images", Place(Part.SUBJECT_PICTURES, who="Bear", subject=1)),
        ("subjects.1.images.7", Place(Part.SUBJECT_PICTURES, who="Bear", subject=1)),
        ("subjects.1", Place(Part.SUBJECT_PICTURES, who="Bear", subject=1)),
        ("subjects.1.voice_id", Place(Part.SUBJECT_VOICE, who="Bear", subject=1)),
        ("subjects.0.id", Place(Part.SUBJECT_NAME, who="Mia", subject=0)),
        ("subjects.9.images.0", Place(Part.FIELD, "subjects")),
        ("images.0", Place(Part.PICTURE, who="Mia", subject=0, picture=0)),
        ("images.2", Place(Part.PICTURE, who="Bear", subject=1, picture=0)),
        ("images.3", Place(Part.SOME_PICTURE)),
        ("", None),
        ("something_new", None),
    ],
)
def test_a_path_of_the_service_becomes_a_place_that_people_know(field: str, place: Place | None):
    assert place_of(field, REQUEST) == place


@pytest.mark.parametrize("field", [name for name in FIELDS if name not in ("subjects", "images", "id")])
def test_every_field_of_a_request_has_a_control_on_the_board(field: str):
    place = place_of(field, REQUEST)
    assert place is not None and place.control in Draft.model_fields


@pytest.mark.parametrize(
    ("field", "control"),
    [("subjects.0.id", "name"), ("subjects.0.voice_id", "name"), ("images.0", "pictures"), ("images", "cast")],
)
def test_every_part_of_a_subject_has_a_place_on_its_card(field: str, control: str):
    place = place_of(field, REQUEST)
    assert place is not None and place.control == control


def refused(field: str = "subjects.1.images.0", code: str = "ImageCheckFaceFailed", **fields: object) -> Job:
    trouble = Trouble("PictureRefused", code, field=field)
    job = replace(running(), request=REQUEST, state=JobState.FAILED, task_id=None, trouble=trouble)
    return replace(job, **fields)  # type: ignore[arg-type]


def test_what_was_refused_stands_beside_its_card_until_it_is_sent_again():
    refusal = refusal_of(refused())
    (found,) = [one for one in check_draft(DRAFT, 1000, refusal) if one.field == "pictures"]
    assert (found.level, found.subject) == (Level.CHECK, "b")
    assert finding_text(found).startswith("Picture 1 of Bear: The video service could not use the face in a picture.")


def test_a_card_that_is_gone_takes_no_words_to_another_one():
    shorter = DRAFT.model_copy(update={"cast": DRAFT.cast[:1]})
    (found,) = [one for one in check_draft(shorter, 1000, refusal_of(refused())) if one.field == "pictures"]
    assert found.subject == ""


def test_a_refusal_of_nobody_knows_what_says_so_only_once():
    refusal = refusal_of(refused(field="", code="AuditSubmitIllegal"))
    assert refusal is not None and refusal.place is None
    assert check_draft(DRAFT, 1000, refusal) == check_draft(DRAFT, 1000)


def test_a_job_that_did_not_fail_was_not_refused():
    assert refusal_of(running()) is None
