"""The rows of the jobs table, as pure functions of lines and time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from lib.domain.job import DEMO, JobState
from lib.domain.lists import JobLine
from lib.ui.jobs.job_cards import card_of, makers
from lib.ui.jobs.job_filters import numbers, query_of
from lib.ui.jobs.table import (
    NAME_PX,
    ROOM_PX,
    Selection,
    Table,
    cell,
    picked_row,
    silent_columns,
    table_of,
    usually,
    wanted,
    widths_of,
)
from lib.ui.parts.job_progress import state_words, steady
from lib.ui.parts.list_filters import Filters

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SERVICE = "https://octopusx.ai"
LINE = JobLine(
    id="j1", name="Fog", state=JobState.RUNNING, state_since=NOW, created_at=NOW, sent_at=NOW, ready_at=None,
    progress=None, word="processing", model="viduq3-pro", duration=5, resolution="720p", audio=True, off_peak=False,
    seed=0, service=SERVICE, person_id="p1", person_name="Ann", picture_sha="", has_poster=False,
    video_duration_s=None, size_bytes=None, task_id="t1", trouble_kind="", set_aside=False, take=1, takes=1,
    unseen=False,
)  # fmt: skip


def a_table(*lines: JobLine, now: datetime = NOW, **more: Any) -> Table:
    given = {"service": SERVICE, "person_id": "p1", "zone": "Europe/Berlin", "picture": lambda _line: None}
    return table_of(lines, now=now, **(given | more))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1", "＠x", "\u202e=1", "\u2060=1", "\x1b=1"],
)
def test_no_text_of_the_table_begins_a_formula(text: str):
    frame = a_table(replace(LINE, name=text, person_name=text, person_id="p2", model=text, state=JobState.READY)).frame
    for column in ("Name", "State", "Usually takes", "Model", "By"):
        assert not "".join(frame[column][0]).startswith(tuple("=+-@\t\r＝＋－＠ \u202e\u2060\x1b"))


@pytest.mark.parametrize("text", ["fog;=1", "fog; =1", "fog,=1", 'fog ";=1', "fog|@x", "fog;＝1", "';-1"])
def test_no_part_of_a_text_begins_a_formula_where_another_separator_is_expected(text: str):
    for separator in ";,|\"'":
        assert not any(part.lstrip().startswith(tuple("=+-@＝＋－＠")) for part in cell(text).split(separator))
    assert cell(text).replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["Fog", "", "小明", "a=b", "1-2", "Mia, Bear; fog", "well-known", "a @x"])
def test_other_text_stays_as_it_is(text: str):
    assert cell(text) == text


def test_a_name_of_several_lines_stands_in_one():
    assert cell("one\n two\t three") == "one two three"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "In progress"),
        ({"sent_at": NOW - timedelta(minutes=3)}, "In progress, about 50%"),
        ({"progress": 42.4}, "In progress, 42%"),
        ({"progress": 100.0}, "In progress, 95%"),
        ({"sent_at": NOW - timedelta(hours=25)}, "In progress, overdue"),
        ({"sent_at": NOW - timedelta(hours=25), "off_peak": True}, "In progress"),
        ({"sent_at": NOW - timedelta(minutes=30), "word": ""}, "In progress, late"),
        ({"sent_at": NOW - timedelta(minutes=30), "word": "", "progress": 42.0}, "In progress, late, 42%"),
        ({"sent_at": NOW - timedelta(minutes=30), "word": "queue"}, "In progress, late: queue"),
        ({"sent_at": NOW - timedelta(minutes=30), "progress": 42.0}, "In progress, late, 42%: processing"),
        ({"service": "demo", "sent_at": NOW - timedelta(minutes=30)}, "Paused, the demo"),
        ({"service": "https://other.example", "progress": 42.0}, "Paused, other.example"),
        ({"state": JobState.ENDED}, "Ended by the service"),
    ],
    ids=str,
)
def test_the_state_says_what_has_to_be_known(change: dict[str, Any], words: str):
    assert state_words(replace(LINE, **change), SERVICE, NOW) == words


def test_the_tables_own_column_has_room_for_late_and_no_more():
    late = replace(LINE, sent_at=NOW - timedelta(minutes=30))
    states = a_table(late, replace(late, progress=42.0)).frame["State"]
    assert [list(state) for state in states] == [["◐ In progress", "late"], ["◐ In progress", "late, 42%"]]


def test_only_a_ready_job_is_at_a_hundred():
    for state in JobState:
        percent, _ = steady(replace(LINE, state=state, progress=100.0), NOW)
        assert (percent == 100) is (state is JobState.READY)


def test_a_card_shows_progress_only_of_what_moves():
    there = replace(LINE, progress=42.0)
    assert card_of(there, SERVICE, NOW, "").percent == 42
    for change in ({"service": "demo"}, {"state": JobState.FAILED}, {"state": JobState.READY}):
        assert card_of(replace(there, **change), SERVICE, NOW, "").percent is None, change


def test_columns_that_say_nothing_in_any_row_go():
    ready = replace(LINE, state=JobState.READY, person_id="p2", person_name="")
    assert silent_columns(a_table(ready).frame) == {"Picture", "Progress", "Usually takes", "By"}
    assert silent_columns(a_table(ready, LINE).frame) == {"Picture"}


def test_whatever_is_shown_fits_and_leaves_the_name_its_room():
    seen = []
    for state, people, kinds in product((JobState.READY, JobState.RUNNING), (False, True), (False, True)):
        frame = a_table(replace(LINE, state=state, progress=42.0), picture=lambda _line: "a.png").frame
        widths = widths_of(frame, people=people, kinds=kinds)
        assert sum(widths.values()) == ROOM_PX and widths["Name"] >= NAME_PX
        seen.append(set(widths))
    assert {"Usually takes", "Progress"} <= seen[4] and "Usually takes" not in seen[6], "its card tells it, too"
    assert all("By" in shown for shown in (seen[2], seen[3], seen[6], seen[7]))


def test_an_estimate_moves_in_steps_so_that_a_tick_changes_nothing():
    lines = [replace(LINE, sent_at=NOW - timedelta(seconds=100)), replace(LINE, id="j2", state=JobState.READY)]
    later = a_table(*lines, now=NOW + timedelta(seconds=2))
    assert a_table(*lines).same_as(later)
    assert not a_table(*lines).same_as(a_table(*lines, now=NOW + timedelta(seconds=60)))


def test_times_are_those_of_the_browsers_zone():
    assert str(a_table(LINE).frame["Since"][0]) == "2026-05-04 11:00:00+02:00"


def test_off_peak_jobs_say_their_own_time_and_ended_ones_none():
    assert usually(replace(LINE, off_peak=True), SERVICE) == "Up to 48 hours"
    demo = replace(LINE, off_peak=True, service=DEMO)
    assert usually(demo, DEMO) == usually(replace(demo, off_peak=False), DEMO), "the demo knows no quiet hours"
    assert usually(LINE, SERVICE) == "2 to 5 minutes"
    assert usually(replace(LINE, state=JobState.FAILED), SERVICE) == ""


def test_a_late_job_says_so_and_one_that_rests_shows_neither_progress_nor_a_time():
    late = replace(LINE, sent_at=NOW - timedelta(minutes=30))
    frame = a_table(late, replace(LINE, id="j2", service="demo", progress=42.0)).frame
    assert list(frame["Progress"].isna()) == [True, True] and list(frame["Usually takes"]) == ["2 to 5 minutes", ""]


def test_takes_are_told_apart_and_ones_own_jobs_say_you():
    frame = a_table(replace(LINE, take=2, takes=3)).frame
    assert (frame["Name"][0], frame["By"][0]) == ("Fog · take 2 of 3", "You")


def test_the_number_of_a_take_stays_behind_a_name_that_is_read_from_the_right():
    assert a_table(replace(LINE, name="שלום\u202e", takes=2)).frame["Name"][0] == "\u2066שלום\u2069 · take 1 of 2"


def test_a_table_of_no_jobs_has_its_columns():
    assert list(a_table().frame.columns)[:4] == ["Picture", "Name", "State", "Progress"]


def test_groups_count_their_states():
    counts = dict.fromkeys(JobState, 1)
    assert numbers(counts, aside=4) == {
        "all": 10, "moving": 4, "needs_someone": 2, "ready": 1, "failed": 2, "on_hold": 4,
    }  # fmt: skip


def test_the_controls_become_a_question():
    query = query_of("needs_someone", Filters(text="fog", kind="real", sort="name"), rows=100, page=3)
    assert (query.states, query.text, query.demo) == ({JobState.UNSURE, JobState.UNSAVED}, "fog", False)
    assert (query.sort, query.offset, query.set_aside) == ("name", 200, False)
    assert query_of("on_hold", Filters(), rows=100).set_aside


@pytest.mark.parametrize(
    ("now", "row"),
    [
        (Selection((4,), ((1, "Name"),)), 4),
        (Selection((), ((3, "State"),)), 3),
        (Selection((), ((1, "State"),)), 1),
        (Selection((4,), ()), 4),
        (Selection((), ((1, "Name"),)), None),
        (Selection(), None),
    ],
    ids=["another tick", "a cell of another row", "a cell of the same row", "a tick alone", "tick away", "all away"],
)
def test_any_cell_of_a_row_selects_its_job_and_taking_the_tick_away_none(now: Selection, row: int | None):
    assert picked_row(now, drawn=Selection((1,), ((1, "Name"),))) == row


@pytest.mark.parametrize(
    ("selected", "same_job", "now", "then"),
    [
        ("b", True, Selection((0,), ((0, "State"),)), Selection((1,), ((0, "State"),))),
        ("b", False, Selection((), ((0, "State"),)), Selection((1,), ((1, "State"),))),
        ("b", True, Selection((9,), ((9, "State"),)), Selection((1,), ((1, "State"),))),
        ("b", False, Selection(), Selection((1,), ((1, "Name"),))),
        ("gone", True, Selection((1,), ((1, "Name"),)), Selection()),
        (None, True, Selection(), Selection()),
    ],
    ids=["rows shifted", "another job", "cursor below the end", "first time", "not in the list", "nothing selected"],
)
def test_the_tick_goes_with_its_job_and_the_cursor_never_scrolls_by_itself(
    selected: str | None, same_job: bool, now: Selection, then: Selection
):
    assert wanted(("a", "b", "c"), selected, now, same_job=same_job) == then


def test_cards_say_who_made_them_only_where_jobs_of_more_than_one_person_are_in_the_list():
    mine, anns, bobs = (
        replace(LINE, id=name, person_id=name, person_name=name.title()) for name in ("me", "ann", "bob")
    )
    assert makers([mine, replace(mine, id="other")], "me") == {}
    assert makers([anns, replace(anns, id="other")], "me") == {}
    assert makers([mine, anns], "me") == {"ann": "Ann"}
    assert makers([anns, bobs], "me") == {"ann": "Ann", "bob": "Bob"}
