"""The reader survives whatever comes, and what it hands on can be stored and shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import StudioError
from lib.domain.loose_json import moment, number
from lib.domain.replies import read_balance, read_error, read_failure, read_submit, read_task, task_error
from lib.domain.video_links import MAX_LINK

NOW = datetime(2026, 3, 26, tzinfo=UTC)
FIELDS = """task_id id status state data code error message reason metadata trace_id creations url video_url progress
created_at status_update_time success fail_reason err_code credits param total_available unlimited_quota name type"""
NAMES = st.sampled_from(FIELDS.split())
WORDS = st.sampled_from(
    ["completed", "FAILED", "https://x/y.mp4", "50%", "task_not_exist", "CreditInsufficient", "2026-03-26", "9" * 400]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), WORDS, st.just("\ud800\x00\x1b[1m")
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=6),
    max_leaves=20,
)
ANSWERS = JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=200)
HEADERS = st.dictionaries(st.sampled_from(["Retry-After", "X-Request-Id", "Date"]), st.text(max_size=40), max_size=3)


@settings(max_examples=400, deadline=None)
@given(answer=ANSWERS, headers=HEADERS, status=st.integers(min_value=100, max_value=999), submitting=st.booleans())
def test_any_answer_gives_a_value_or_an_error_of_the_family(
    answer: bytes, headers: dict[str, str], status: int, submitting: bool
) -> None:
    seen: list[object] = [
        read_error(status, headers, answer, now=NOW, submitting=submitting),
        read_balance(answer),
        read_failure(answer, headers),
    ]
    for read in (read_submit, read_task):
        try:
            seen.append(read(answer, headers))
        except StudioError as exc:
            seen.append(exc)

    for one in seen:
        _fit_to_keep(one)


def _fit_to_keep(found: object) -> None:
    for name, value in vars(found).items() if found is not None else ():
        if isinstance(value, str):
            assert len(value) <= (MAX_LINK if name.endswith("_url") else 8000)
            assert "\x00" not in value
            value.encode()
        if isinstance(value, float):
            json.dumps(value, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(code=st.text(max_size=30), message=st.text(max_size=2000))
def test_any_reason_of_a_failed_task_gives_an_error(code: str, message: str) -> None:
    assert len(task_error(code, message).detail) <= 500


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b'\xef\xbb\xbf{"status": "completed"}', id="mark at the start"),
        pytest.param('{"status": "completed"}'.encode("utf-16"), id="utf-16"),
        pytest.param(b'{"status": "completed", "name": "caf\xe9"}', id="latin-1"),
        pytest.param(b'{"status": "failed", "status": "completed"}', id="named twice"),
        pytest.param(b'{"status": "completed", "progress": NaN, "credits": Infinity}', id="not a number"),
        pytest.param(b'{"status": "completed", "credits": ' + b"9" * 6000 + b"}", id="a number of 6,000 digits"),
        pytest.param(b'{"status": "completed", "status_update_time": 1e300}', id="a time past all calendars"),
    ],
)
def test_an_odd_spelling_is_read_all_the_same(answer: bytes) -> None:
    reply = read_task(answer, {})

    assert (reply.word, reply.credits, reply.progress, reply.updated_at) == ("completed", None, None, None)


def test_what_is_kept_of_an_answer_is_bounded() -> None:
    reply = read_task(json.dumps({"status": "completed", "payload": "x" * 100_000}).encode(), {})

    assert len(reply.raw) == 4000


@pytest.mark.parametrize(
    ("value", "expected"),
    [(" 50 % ", 50.0), ("1e3", 1000.0), ("", None), ("abc", None), (True, None), ([5], None), (10**400, None)],
)
def test_numbers_are_read_from_whatever_says_them(value: Any, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (1774494511, "2026-03-26T03:08:31+00:00"),
        ("1774494511", "2026-03-26T03:08:31+00:00"),
        (1774494511000, "2026-03-26T03:08:31+00:00"),
        (1774494511000000, "2026-03-26T03:08:31+00:00"),
        ("2026-03-26T11:08:31+08:00", "2026-03-26T03:08:31+00:00"),
        ("2026-03-26 03:08:31", "2026-03-26T03:08:31+00:00"),
        (0, None),
        (-1, None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_times_are_read_in_every_unit_and_are_utc(value: Any, iso: str | None) -> None:
    found = moment(value)

    assert (found.isoformat() if found else None) == iso


def test_deep_nesting_is_no_trouble_for_an_error_either() -> None:
    error = read_error(500, {}, b'{"data":' * 100_000, now=NOW, submitting=True)

    assert error.http_status == 500
