"""Reading files of voices, whatever program wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.lists import Voice
from lib.domain.voice_file import (
    MAX_FILE_BYTES,
    MAX_ROWS,
    FileProblem,
    FileProblemKind,
    VoiceLine,
    read_voices,
    unused_columns,
)
from lib.domain.voice_import import ImportPlan, RowKind, plan_import
from lib.domain.voice_list import VoiceRemarkKind, tidied
from lib.text.language import language_of, speaking
from lib.text.voice_table import file_problem_text, template_csv, voices_csv

LINES = (
    'Name,Voice id,Language,Tags,Note\r\nMädchen,voice_001,Deutsch,"ruhig, hell",Für Filme\r\n男声,voice_002,中文,,\r\n'
)
READ = [("Mädchen", "voice_001", "Deutsch", "ruhig, hell", "Für Filme"), ("男声", "voice_002", "中文", "", "")]
CHINESE = "名称,音色 ID,语言\r\n温暖男声,voice_001,中文\r\n"


def lines_of(data: bytes) -> tuple[VoiceLine, ...]:
    read = read_voices(data)
    assert not isinstance(read, FileProblem), file_problem_text(read)
    return read


def plan_of(text: str, *known: Voice) -> ImportPlan:
    return plan_import(lines_of(text.encode()), known)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "sep={}\r\n", '"sep={}"\n'])
def test_spreadsheets_write_it_in_many_ways(delimiter: str, encoding: str, before: str) -> None:
    text = LINES.replace('"ruhig, hell"', "<>").replace(",", delimiter).replace("<>", '"ruhig, hell"')
    read = lines_of((before.format(delimiter) + text).encode(encoding))
    assert [(line.row, *line.values.values()) for line in read] == [(2, *READ[0]), (3, *READ[1])]


def test_big_endian_and_old_line_ends_are_read() -> None:
    assert len(lines_of(b"\xfe\xff" + LINES.encode("utf-16-be"))) == 2
    assert len(lines_of(LINES.replace("\r\n", "\r").encode())) == 2


def test_a_chinese_heading_tells_the_encoding_of_a_chinese_spreadsheet() -> None:
    (line,) = lines_of(CHINESE.encode("gb18030"))
    assert line.values == {"name": "温暖男声", "voice_id": "voice_001", "language": "中文"}


@pytest.mark.parametrize(
    "heading", ["name,VOICE_ID", "Voice name, Voice-ID ", "\ufeffName*,id", "音色名称,音色ID", "名称,音色 id"]
)
def test_headings_are_told_in_either_language(heading: str) -> None:
    (line,) = lines_of(f"{heading},Other\nAnn,voice_001,x\n".encode())
    assert line.values == {"name": "Ann", "voice_id": "voice_001"}


def test_columns_that_are_not_read_are_known() -> None:
    text = "Name,Voice id,Gender, ,name,Note,,\nAnn,voice_001,f,,Anna,new,,\nBob,voice_002,m,,,,,lost\n"
    assert unused_columns(text.encode()) == ("Gender", "name")
    ann, bob = lines_of(text.encode())
    assert (ann.values["name"], ann.more_cells, bob.more_cells) == ("Ann", False, True)
    assert unused_columns(LINES.encode()) == unused_columns(b"") == unused_columns(b'"Name') == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \r\n", "This file is empty."),
        (b"Name,Voice id\n", "This file has no voices: there is nothing below its first row."),
        (b"Name,Voice id\n,\n\n", "This file has no voices: there is nothing below its first row."),
        (b"Ann,voice_001\n", "The first row of this file must name the columns, with Name and Voice id among them"),
        (b"PK\x03\x04\x00\x00", "The characters in this file cannot be read. Save it as “CSV UTF-8”"),
        (LINES.encode("cp1252", "ignore"), "The characters in this file cannot be read."),
        (LINES.encode("utf-16-le"), "The characters in this file cannot be read."),
        (b"\xff\xfeN", "The characters in this file cannot be read."),
        (
            b'Name,Voice id\nAnn,voice_001\n"Bob,voice_002\n',
            "Row 3 of this file is broken: a quotation mark",
        ),
        (b'Name,Voice id\nAnn,"voice"_001\n', "Row 2 of this file is broken"),
        (b'"Name,Voice id\nAnn,voice_001\n', "Row 1 of this file is broken"),
        (b"x" * (MAX_FILE_BYTES + 1), "This file is too large: a list of voices may have up to 1 MB."),
        (b"Name,Voice id\n" + b"a,b\n" * (MAX_ROWS + 1), "This file has more than 1,000 voices. Split it"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    problem = read_voices(data)
    assert isinstance(problem, FileProblem) and file_problem_text(problem).startswith(words)


def test_a_thousand_voices_are_read() -> None:
    assert len(lines_of(b"Name,Voice id\n" + b"a,b\n" * MAX_ROWS + b"\n,\n")) == MAX_ROWS


@given(
    st.binary(max_size=300)
    | st.text(max_size=100).map(lambda text: f"Name,Voice id\n{text}".encode("utf-8", "replace"))
)
def test_no_file_is_too_odd(data: bytes) -> None:
    read = read_voices(data)
    if isinstance(read, FileProblem):
        assert file_problem_text(read)
    else:
        plan_import(read, [Voice("1", "Ann", "voice_001")])


@pytest.mark.parametrize("code", ["en", "zh-Hans"])
@given(
    st.lists(
        st.builds(Voice, st.just(""), *[st.text(min_size=1, max_size=12)] * 2, *[st.text(max_size=12)] * 2), max_size=3
    )
)
def test_what_was_exported_changes_nothing_when_it_is_imported(code: str, voices: list[Voice]) -> None:
    known = [
        Voice(str(place), f"n{place}{one.name}", f"i{place}{one.voice_id}", one.note, one.language, (one.note,))
        for place, one in enumerate(voices)
    ]
    known = list(map(tidied, known))
    with speaking(language_of(code)):
        data = voices_csv(known)
    read = read_voices(data)
    if isinstance(read, FileProblem):
        assert not known and read.kind is FileProblemKind.NO_ROWS
        return
    plan = plan_import(read, known)
    assert [row.kind for row in plan.rows] == [RowKind.SAME] * len(known) and not plan.changes


@pytest.mark.parametrize("code", ["en", "zh-Hans"])
def test_the_template_has_an_example_that_is_no_voice(code: str) -> None:
    with speaking(language_of(code)):
        template = template_csv()
    assert template.startswith(b"\xef\xbb\xbf") and template.count(b"\r\n") == 2
    assert read_voices(template) == FileProblem(FileProblemKind.NO_ROWS)
    (line,) = lines_of(template + b'Ann,voice_001,English,"warm, calm",new\r\n')
    assert line.values == {
        "name": "Ann",
        "voice_id": "voice_001",
        "language": "English",
        "tags": "warm, calm",
        "note": "new",
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1", 'a,=HYPERLINK("x")', "a;\n@x"])
def test_no_text_begins_a_formula_in_the_file_and_it_comes_back(text: str) -> None:
    voice = tidied(Voice("1", f"Ann {text}", text, text, text, (text,)))
    data = voices_csv([voice]).decode("utf-8-sig")
    assert not [cell for cell in data.splitlines()[1].split(",") if cell.lstrip('" \t')[:1] in tuple("=+-@＝")]
    assert [row.kind for row in plan_import(lines_of(data.encode()), [voice]).rows] == [RowKind.SAME]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    refused = plan_of('Name,Voice id,Note\nAnn,voice_001,"a\nb"\n\nBob,,x\n').of(RowKind.REFUSED)
    assert [(row.row, row.remark and row.remark.kind) for row in refused] == [(4, VoiceRemarkKind.NO_ID)]
