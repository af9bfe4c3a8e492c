"""The family of errors: each is found again by the name a job keeps."""

from collections.abc import Iterator

import pytest

from lib.domain import errors
from lib.domain.causes import Cause
from lib.domain.error_kinds import error_kind
from lib.domain.errors import Refused, StudioError, SubmissionUncertain, VideoBroken


def family(cls: type[StudioError] = StudioError) -> Iterator[type[StudioError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from family(child)


FAMILY = [cls for cls in family() if cls.__module__ == errors.__name__]
IDS = [cls.__name__ for cls in FAMILY]


def test_the_family_has_no_member_outside_its_own_module():
    assert [cls.__name__ for cls in family() if cls.__module__ != errors.__name__] == []


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_every_error_knows_who_can_do_something_about_it(cls: type[StudioError]):
    assert cls.side in ("yours", "service", "app") and cls.__doc__


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_an_error_is_found_again_by_the_kind_a_job_keeps(cls: type[StudioError]):
    assert error_kind(cls().kind) is cls


@pytest.mark.parametrize("kind", ["", "NoSuchError", "studioerror", "Exception"])
def test_a_kind_from_another_version_is_the_plain_error(kind: str):
    assert error_kind(kind) is StudioError


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_the_family_tree_in_the_docstring_names_everyone(cls: type[StudioError]):
    assert cls.__name__ in (errors.__doc__ or "")


def test_an_error_takes_its_facts_by_name_only_and_keeps_them():
    with pytest.raises(TypeError):
        StudioError("a sentence in the wrong place")  # type: ignore[misc]
    error = Refused(detail="d", code="c", field="f", request_id="r", http_status=400, retry_after_s=1.5)
    facts = (error.detail, error.code, error.field, error.request_id, error.http_status, error.retry_after_s)
    assert facts == ("d", "c", "f", "r", 400, 1.5)


def test_a_log_names_the_class_and_what_was_seen():
    assert str(Refused(detail="d", code="c")) == "Refused: c d"
    assert str(Refused(detail="d", code="d")) == str(Refused(detail="d")) == "Refused: d"
    assert str(Refused()) == "Refused"
    assert str(VideoBroken.because(Cause.DATA_MISSING, after_s=3.2)) == (
        'VideoBroken: castboard.data_missing {"after_s": 3.2}'
    )


@pytest.mark.parametrize("cls", FAMILY, ids=IDS)
def test_what_was_refused_cost_nothing_and_what_was_lost_may_have(cls: type[StudioError]):
    if issubclass(cls, Refused | errors.NotReached):
        assert not cls.may_cost
    if issubclass(cls, SubmissionUncertain | errors.TaskFailed | errors.VideoLost):
        assert cls.may_cost
