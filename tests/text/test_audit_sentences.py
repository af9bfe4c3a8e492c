"""The audit list in words and as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from lib.domain.actor import Operation
from lib.domain.audit_line import AuditLine, Called
from lib.domain.role import GIVEN
from lib.domain.sign_in import SignInEvent
from lib.text.audit_sentences import action_text, audit_csv, audit_text, called, itself_text, refused_text
from lib.text.language import CODES, language_of, speaking
from lib.text.role_words import role_name

LINE = AuditLine(
    id=1,
    at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    person_id="ann",
    person_name="=HYPERLINK(1)",
    action="delete",
    allowed=False,
    about="job1",
    name="Fox",
    count=0,
    address="192.0.2.7",
)


@pytest.mark.parametrize("operation", [*Operation, *SignInEvent], ids=str)
def test_every_deed_has_words(operation: str) -> None:
    words = action_text(operation)
    assert words != operation.replace("_", " ") and words[0].isupper()


def test_a_line_says_with_what() -> None:
    assert audit_text(LINE) == "Delete videos or jobs: Fox"
    assert action_text("sign_in_of_next_year") == "sign in of next year"


@pytest.mark.parametrize("code", CODES)
def test_what_is_read_is_found_in_the_language_in_which_it_is_read(code: str) -> None:
    with speaking(language_of(code)):
        for action in (*Operation, *SignInEvent):
            assert action in called(f" {action_text(action).upper()} ").actions
        for role in GIVEN:
            assert role.value in called(role_name(role)).changes
        assert called(refused_text()).refused and called(itself_text()).itself
        assert called("") == called("  ") == called("no such words") == Called()


def test_what_only_the_database_says_is_not_looked_for() -> None:
    with speaking(language_of("zh_Hans")):
        assert called("generate") == called("maker") == Called()


def test_the_file_has_a_row_a_line_and_no_formula() -> None:
    heading, row = csv.reader(io.StringIO(audit_csv([LINE], "Europe/Berlin").decode("utf-8-sig")))
    assert row[0] == "2026-03-01T13:00:00+01:00" and row[4] == "no" and row[5:] == ["Fox", "job1", "192.0.2.7"]
    assert not row[1].startswith("=") and len(heading) == len(row)
