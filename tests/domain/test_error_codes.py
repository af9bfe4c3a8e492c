"""Every code of the contract has sentences for people: what happened, whose side, what to do. The table is walked."""

import re

import pytest

from lib.domain.error_codes import CODES, class_of_code, words_of
from lib.domain.errors import PictureRefused, Refused, ServiceFailed, StudioError, TaskUnknown
from lib.domain.job import Trouble
from tests.domain.test_errors import JARGON

CONTRACT = (
    *("Unauthorized", "Forbidden", "CreditInsufficient", "insufficient_user_quota", "AuditSubmitIllegal"),
    *("TaskPromptPolicyViolation", "CreationPolicyViolation", "ImageDownloadFailure", "ImageFormatInvalid"),
    *("PageSizeOutOfRange", "ImageCheckFaceFailed", "ImageObjectsUndetected", "FieldLacking", "FieldInvalid"),
    *("FieldUnwanted", "FieldItemCountOutOfRange", "TooManyRequests", "QuotaExceeded", "SystemThrottling"),
    *("ModelUnavailable", "TaskNotFound", "task_not_exist", "InternalServiceFailure"),
)
"""The codes of contract 3, as the service spells them."""


@pytest.mark.parametrize("code", [*CONTRACT, "invalid token"])
def test_every_code_of_the_contract_is_in_the_table(code: str):
    error = class_of_code(code)
    assert error is not None and issubclass(error, Refused | ServiceFailed)


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_in_plain_words_what_happened_and_what_to_do(code: str):
    meaning = CODES[code]
    for said in meaning.words:
        assert said[0].isupper() and said.endswith(".")
        assert not [word for word in JARGON if word in said.lower()]
        assert code.lower() not in said.lower()
    assert meaning.error.side in ("yours", "service", "app")
    assert not meaning.error.may_cost


@pytest.mark.parametrize("code", CODES)
def test_a_job_speaks_in_the_words_of_its_code_whatever_its_spelling(code: str):
    meaning = CODES[code]
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", code).lower()
    for spelled in (code, snake, code.upper()):
        trouble = Trouble(meaning.error.__name__, code=spelled)
        assert (trouble.message, trouble.hint) == meaning.words


def test_codes_that_ask_for_different_things_say_different_things():
    asking = {code: CODES[code].words for code in CONTRACT if code in CODES and CODES[code].message}
    assert len(set(asking.values())) == len(asking) >= 10


@pytest.mark.parametrize("code", ["", "SomethingNew", "task_not_exist"])
def test_a_code_that_means_something_else_does_not_put_words_into_an_errors_mouth(code: str):
    assert words_of(PictureRefused, code) == (PictureRefused.message, PictureRefused.hint)


def test_a_kind_from_another_version_still_has_words():
    trouble = Trouble("SomethingOfTheFuture", code="ImageFormatInvalid")
    assert (trouble.message, trouble.hint) == (StudioError.message, StudioError.hint)


def test_a_task_that_is_not_known_is_found_under_both_spellings():
    assert class_of_code("TaskNotFound") is class_of_code("task_not_exist") is TaskUnknown
