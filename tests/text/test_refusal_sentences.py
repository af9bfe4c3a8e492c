"""Which part of a request the service did not take, as people read it."""

from __future__ import annotations

import pytest

from lib.domain.failure import Part, Place, Refusal, refusal_of
from lib.domain.job import Trouble
from lib.text.refusal_sentences import place_text, refusal_text, refused_part_text
from tests.domain.test_failure import refused

PLACES = {
    "the scene": Place(Part.FIELD, "prompt"),
    "the resolution": Place(Part.FIELD, "resolution"),
    "the custom data": Place(Part.FIELD, "payload"),
    "“The service writes the scene”": Place(Part.FIELD, "is_rec"),
    "the name of Mia": Place(Part.SUBJECT_NAME, who="Mia", subject=0),
    "the voice of Mia": Place(Part.SUBJECT_VOICE, who="Mia", subject=0),
    "the pictures of Mia": Place(Part.SUBJECT_PICTURES, who="Mia", subject=0),
    "picture 2 of Mia": Place(Part.PICTURE, who="Mia", subject=0, picture=1),
    "one of the pictures": Place(Part.SOME_PICTURE),
}


@pytest.mark.parametrize("words", PLACES)
def test_every_part_has_words(words: str) -> None:
    assert place_text(PLACES[words]) == words


def test_the_words_name_every_kind_of_part() -> None:
    assert {place.part for place in PLACES.values()} == set(Part)


def test_the_board_says_what_happened_to_which_part_and_what_to_do() -> None:
    refusal = refusal_of(refused())
    assert refusal is not None
    assert refusal_text(refusal) == (
        "The video service could not use the face in a picture. The problem is in picture 1 of Bear. "
        "Use a picture with one clear face, seen from the front and not covered."
    )
    assert refused_part_text(refusal).startswith("Picture 1 of Bear: The video service could not use the face")


def test_a_field_says_what_was_not_taken_without_its_own_name_once_more() -> None:
    refusal = Refusal(Trouble("Refused"), PLACES["the scene"])
    assert refused_part_text(refusal).startswith("The video service refused this request.")


def test_the_service_is_quoted_where_our_words_leave_open_what_was_wrong() -> None:
    refusal = Refusal(Trouble("Refused", detail="The moon is full"), None)
    assert "request. The video service says: “The moon is full” Look at" in refusal_text(refusal)
    assert "says" not in refusal_text(Refusal(Trouble("Refused"), None))
    assert refused_part_text(refusal) == ""
