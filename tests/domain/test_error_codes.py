"""Every code of the contract stands for an error, in any spelling; tests/text/test_error_sentences.py has the words."""

import re

import pytest

from lib.domain.causes import Cause
from lib.domain.error_codes import CODES, class_guessed, class_of_code, is_general, specific_code
from lib.domain.errors import FieldRefused, Refused, ServiceFailed, StudioError, TaskUnknown

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


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].specific])
def test_a_specific_code_is_found_in_any_spelling_and_only_for_its_error(code: str):
    meaning = CODES[code]
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", code).lower()
    for spelled in (code, snake, code.upper()):
        assert specific_code(meaning.error, spelled) == code and not is_general(meaning.error, spelled)
    assert specific_code(StudioError, code) == ""


@pytest.mark.parametrize("code", ["", "SomethingNew", "task_not_exist", "FieldInvalid"])
def test_a_code_that_says_no_more_than_its_error_leaves_open_what_was_wrong(code: str):
    assert specific_code(FieldRefused, code) == "" and is_general(FieldRefused, code)


@pytest.mark.parametrize("cause", Cause)
def test_no_code_of_the_service_is_taken_for_a_cause_of_ours(cause: Cause):
    assert class_of_code(cause) is None and class_guessed(cause, "") is None and cause.startswith("castboard.")


def test_a_task_that_is_not_known_is_found_under_both_spellings():
    assert class_of_code("TaskNotFound") is class_of_code("task_not_exist") is TaskUnknown
