"""What a file of voices would do to the list, before anything is changed."""

from __future__ import annotations

import pytest

from lib.domain.lists import Voice
from lib.domain.voice_import import ImportPlan, RowKind
from lib.domain.voice_list import VoiceChange, possible
from lib.text.voice_table import plan_text, refusals, row_text
from tests.domain.test_voice_file import plan_of

ANN = Voice("1", "Ann", "voice_ann", "old", "English", ("calm",))
BOB = Voice("2", "Bob", "voice_bob")


def kinds(plan: ImportPlan) -> list[RowKind]:
    return [row.kind for row in plan.rows]


def test_rows_are_new_changed_the_same_or_refused() -> None:
    plan = plan_of("Name,Voice id,Note\nAnn,voice_ann,new\nBob,voice_bob,\nCid,voice_cid,\n,voice_x,\n", ANN, BOB)
    assert kinds(plan) == [RowKind.CHANGED, RowKind.SAME, RowKind.NEW, RowKind.REFUSED]
    assert plan_text(plan) == "1 new, 1 changed, 1 already in the list, 1 not imported"
    assert row_text(plan.rows[0]) == "Note: “old” → “new”"
    assert refusals(plan.of(RowKind.REFUSED)) == ["Row 5: Enter a name for this voice, so that your team knows it."]
    assert [change.before for change in plan.changes] == [ANN, None]


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties() -> None:
    (row,) = plan_of("Name,Voice id\nAnna,voice_ann\n", ANN).rows
    assert (row.voice.note, row.voice.language, row.voice.tags) == ("old", "English", ("calm",))
    assert row_text(row) == "Name: “Ann” → “Anna”"
    (row,) = plan_of("Name,Voice id,Note,Language,Tags\nAnn,voice_ann,,,\n", ANN).rows
    assert row_text(row) == "Language: “English” → empty, Tags: “calm” → empty, Note: “old” → empty"


def test_the_same_file_twice_changes_nothing() -> None:
    text = 'Name,Voice id,Tags\nAnn,voice_ann,"calm, low"\nCid,voice_cid,\n'
    first = plan_of(text, ANN)
    after = [change.after for change in first.changes if change.after]
    assert len(after) == 2 and kinds(plan_of(text, *after)) == [RowKind.SAME, RowKind.SAME]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Cid,voice_1\nDan,voice_1\n", ["", "This voice id is already in row 2."]),
        ("Cid,voice_1\ncid,voice_2\n", ["", "This name is already in row 2."]),
        ("Ann,voice_1\n", ["“Ann” is already in the list. Choose another name, or remove that one first."]),
        ("Ann,voice_1\nZoe,voice_ann\n", ["", ""]),
        ("Bob,voice_ann\nAnn,voice_bob\n", ["", ""]),
        (f"Bob,voice_ann\n{'x' * 61},voice_bob\n", ["“Bob” is already", "A voice's name has at most"]),
        ("Ann,voice_1\nAnn,voice_ann\n", ["“Ann” is already in the list.", ""]),
        ("Cid,voice_1,a note, in two cells\n", ["This row has more cells than the first row."]),
    ],
)
def test_names_and_ids_stay_unique(rows: str, told: list[str]) -> None:
    plan = plan_of(f"Name,Voice id\n{rows}", ANN, BOB)
    said = [row_text(row) if row.kind is RowKind.REFUSED else "" for row in plan.rows]
    assert [one[: len(start)] if start else one for one, start in zip(said, told, strict=True)] == told
    numbered = [
        VoiceChange(change.before, change.after and Voice(f"n{place}", change.after.name, change.after.voice_id))
        if change.before is None
        else change
        for place, change in enumerate(plan.changes)
    ]
    assert possible(numbered, [ANN, BOB]) == tuple(numbered), "what is offered can be done"


def test_what_is_odd_about_a_new_id_is_told_and_it_is_imported() -> None:
    (row,) = plan_of("Name,Voice id\nCid,v1\n").rows
    assert row.kind is RowKind.NEW and row_text(row).startswith("This id is shorter than the 8 characters")


def test_what_stands_on_the_list_already_is_not_judged() -> None:
    long = Voice("1", "x" * 80, "voice_001", "two\nlines")
    assert kinds(plan_of(f'Name,Voice id,Note\n{long.name},voice_001,"two\nlines"\n', long)) == [RowKind.SAME]


def test_a_heading_in_the_file_s_language_and_another_row_order_do_not_matter() -> None:
    assert kinds(plan_of("备注;音色 ID;名称\nold;voice_ann;Ann\n", ANN)) == [RowKind.SAME]
