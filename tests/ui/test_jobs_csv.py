"""The jobs as a file: facts that last, of all jobs that the filters leave, and no text that begins a formula."""

import csv
import gettext
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.job import JobState
from lib.domain.lists import JobLine
from lib.text.language import language_of, speaking
from lib.ui.jobs.jobs_csv import csv_of
from tests.ui.test_jobs_table import LINE, NOW

SIGNS = tuple("=+-@\t\r＝＋－＠")
TEXTS = ["Name", "Scene", "Made by", "Video service", "Task id", "Resolution", "Model"]


def rows(*lines: JobLine, scenes: dict[str, str] | None = None, zone: str = "Europe/Vienna") -> list[dict[str, str]]:
    text = csv_of(lines, scenes or {}, zone).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_the_facts_of_a_job():
    ready = {"state": JobState.READY, "ready_at": NOW + timedelta(seconds=95), "video_duration_s": 5.04, "seed": 4711}
    (row,) = rows(replace(LINE, **ready, name="x" * 300, take=2, takes=3), scenes={"j1": "@Mia walks\nthrough fog"})
    assert row["Job id"] == "j1" and row["Name"] == "x" * 300 and row["Take"] == "2 of 3"
    assert (row["State"], row["Model"], row["Length in s"], row["Resolution"]) == ("Ready", "Q3 Pro", "5.0", "720p")
    assert (row["Sound"], row["Seed"], row["Off-peak"], row["Made by"]) == ("on", "4711", "no", "Ann")
    assert row["Scene"].replace("\u200b", "") == "@Mia walks through fog" and row["Video service"] == LINE.service
    assert (row["Task id"], row["Problem"]) == ("t1", "")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Vienna", "2026-05-04T11:00:00+02:00"),
        ("UTC", "2026-05-04T09:00:00+00:00"),
        ("Asia/Kolkata", "2026-05-04T14:30:00+05:30"),
        ("America/Los_Angeles", "2026-05-04T02:00:00-07:00"),
    ],
)
def test_times_have_the_offset_of_the_browsers_zone(zone: str, said: str):
    (row,) = rows(replace(LINE, ready_at=None), zone=zone)
    assert row["Made at"] == row["Sent at"] == row["In this state since"] == said and row["Ready at"] == ""
    winter = replace(LINE, created_at=datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    assert datetime.fromisoformat(rows(winter, zone=zone)[0]["Made at"]) == winter.created_at


@pytest.mark.parametrize("change", [{"seed": 0}, {"seed": None}], ids=str)
def test_what_was_left_to_the_service_is_left_out(change: dict[str, Any]):
    bare = {"duration": None, "resolution": None, "audio": None, "task_id": None, "person_name": ""}
    (row,) = rows(replace(LINE, **bare, **change))
    empty = ["Seed", "Length in s", "Resolution", "Sound", "Task id", "Made by", "Scene"]
    assert [row[name] for name in empty] == [""] * len(empty)


def test_what_went_wrong_is_said_in_a_sentence():
    (row,) = rows(replace(LINE, state=JobState.FAILED, trouble_kind="NoCredit"))
    assert row["State"] == "Failed" and "balance" in row["Problem"]


class _OneWord(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return "字"


def test_no_column_is_lost_where_two_headings_are_one_word():
    with speaking(replace(language_of("zh_Hans"), catalogue=_OneWord())):
        heading, row = csv_of([LINE], {}, "UTC").decode("utf-8-sig").splitlines()
    assert heading == ",".join(["字"] * 19) and row.startswith("j1,Fog,字,字,")


def test_a_list_of_nothing_has_its_heading():
    assert csv_of([], {}, "UTC").decode("utf-8-sig").startswith("Job id,Name,")


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(",;\t|"))
def test_no_cell_begins_a_formula_whatever_people_type_and_whatever_splits_the_file(text: str, separator: str):
    typed = {"name": text, "person_name": text, "model": text, "resolution": text, "service": text, "task_id": text}
    data = csv_of([replace(LINE, **typed)], {"j1": text}, "UTC").decode("utf-8-sig")
    cells = [
        cell for row in csv.reader(io.StringIO(data.replace("\0", ""), newline=""), delimiter=separator) for cell in row
    ]
    assert not [cell for cell in cells if cell.lstrip(" \ufeff").startswith(SIGNS)]
