"""Every error and every code that says more than its error has a sentence and a hint in plain words."""

from __future__ import annotations

import re

import pytest

from lib.domain.causes import Cause
from lib.domain.error_codes import CODES
from lib.domain.errors import NotReached, PermissionEnded, PictureRefused, StudioError, VideoBroken
from lib.domain.job import Trouble
from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.text.code_sentences import CODE_SENTENCES
from lib.text.error_sentences import ERROR_SENTENCES, error_hint, error_message
from tests.domain.test_error_codes import CONTRACT
from tests.domain.test_errors import FAMILY, IDS

JARGON = re.compile(
    r"http|null|exception|upstream|endpoint|gateway|timeout|status|task|json|api error|by itself|whoever", re.IGNORECASE
)


def is_plain(text: str) -> bool:
    return text[0].isupper() and text.endswith(".") and not JARGON.search(text)


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_every_error_says_what_happened_and_what_to_do(cls: type[StudioError]) -> None:
    assert cls in ERROR_SENTENCES
    assert is_plain(error_message(cls)) and is_plain(error_hint(cls))


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_every_error_says_something_of_its_own(cls: type[StudioError]) -> None:
    assert [other for other in FAMILY if error_message(other) == error_message(cls)] == [cls]


def test_the_codes_with_words_of_their_own_are_those_that_say_more_than_their_error() -> None:
    assert set(CODE_SENTENCES) == {code for code, meaning in CODES.items() if meaning.specific}


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_in_plain_words_what_happened_and_what_to_do(code: str) -> None:
    meaning = CODES[code]
    for said in (error_message(meaning.error, code), error_hint(meaning.error, code)):
        assert is_plain(said) and code.lower() not in said.lower()
    assert not meaning.error.may_cost


@pytest.mark.parametrize("code", CODES)
def test_a_job_speaks_in_the_words_of_its_code_whatever_its_spelling(code: str) -> None:
    error = CODES[code].error
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", code).lower()
    for spelled in (code, snake, code.upper()):
        trouble = Trouble(error.__name__, code=spelled)
        assert (error_message(trouble), error_hint(trouble)) == (error_message(error, code), error_hint(error, code))


def test_a_picture_that_cannot_be_used_says_why_and_not_what_pictures_can_be_used() -> None:
    error = unusable(PictureRemark(RemarkKind.GONE))
    for wrong in (error, Trouble.of(error)):
        assert error_message(wrong) == "This picture cannot be used."
        assert error_hint(wrong) == "This picture is no longer kept here; add it again."


def test_a_permission_that_ended_says_whose_since_when_and_who_looks_after_it() -> None:
    facts = {"who": "Mia", "place": 1, "until": "2026-03-02", "keeper": "Ann", "yours": False}
    error = PermissionEnded.because(Cause.PERMISSION_ENDED, **facts)  # type: ignore[arg-type]
    for wrong in (error, Trouble.of(error)):
        assert error_message(wrong) == "The permission for a member of this cast has ended. Nothing was sent."
        assert error_hint(wrong) == (
            "The permission for Mia ended on 2 Mar 2026. It can be renewed on the Cast page. Ann looks after it."
        )


def test_codes_that_ask_for_different_things_say_different_things() -> None:
    asking = [CODE_SENTENCES[code] for code in CONTRACT if code in CODE_SENTENCES]
    assert len(set(asking)) == len(asking) >= 10


@pytest.mark.parametrize("code", ["", "SomethingNew", "task_not_exist"])
def test_a_code_that_means_something_else_does_not_put_words_into_an_errors_mouth(code: str) -> None:
    assert error_message(PictureRefused, code) == error_message(PictureRefused)
    assert error_hint(PictureRefused, code) == error_hint(PictureRefused)


def test_a_kind_from_another_version_still_has_words() -> None:
    trouble = Trouble("SomethingOfTheFuture", code="ImageFormatInvalid")
    assert (error_message(trouble), error_hint(trouble)) == (error_message(StudioError), error_hint(StudioError))


def test_a_permission_whose_facts_are_damaged_still_has_words() -> None:
    trouble = Trouble("PermissionEnded", Cause.PERMISSION_ENDED.value, '{"who": "Mia"}')
    assert error_hint(trouble) == error_hint(PermissionEnded)


def test_an_error_itself_speaks_as_what_a_job_keeps_of_it() -> None:
    error = PictureRefused(code="ImageFormatInvalid")
    assert error_message(error) == error_message(Trouble.of(error)) == error_message(PictureRefused, error.code)
    assert error_message(NotReached()) == "The video service cannot be reached."
    assert error_hint(NotReached()) == "Castboard tries again automatically."


def test_a_kind_of_an_error_without_a_hint_of_its_own_has_that_of_the_error() -> None:
    hint = "The service keeps a video for 24 hours; within that time it can be fetched again."
    assert error_hint(VideoBroken) == hint
