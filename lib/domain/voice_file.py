"""A team's voices as a CSV file: read as spreadsheets write it, in whatever encoding and language of the heading."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from lib.domain.naming import folded
from lib.domain.spreadsheet import unguarded

MAX_FILE_BYTES = 1_000_000
MAX_ROWS = 1000
EXAMPLE_ID = "example-voice-id"
"""The voice id in the template's example: its row is no voice."""
_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("name", "voice name", "voice", "friendly name", "名称", "名字", "音色", "音色名称", "声音名称"),
        "voice_id": ("voice id", "id", "音色 ID", "声音 ID", "语音 ID", "音色编号", "编号"),
        "language": ("language", "languages", "lang", "语言", "语种"),
        "tags": ("tags", "tag", "标签"),
        "note": ("note", "notes", "comment", "comments", "description", "remark", "备注", "说明", "注释"),
    }
)
_NEEDED = ("name", "voice_id")
_DELIMITERS = ",;\t"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""Excel's own way to say what stands between cells; it shows no row for it."""


class FileProblemKind(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    MANY_ROWS = "many_rows"  # most
    ENCODING = "encoding"
    HEADING = "heading"
    BROKEN = "broken"  # row
    NO_ROWS = "no_rows"


@dataclass(frozen=True)
class FileProblem:
    """Why nothing of a file can be read."""

    kind: FileProblemKind
    params: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class VoiceLine:
    """One row of a file, numbered as a spreadsheet does; the heading is row 1."""

    row: int
    values: Mapping[str, str]
    """By the fields of a voice; a column that is not in the file is missing."""
    more_cells: bool = False
    """It goes on behind the last heading: a comma within a text that is not in quotes, as a rule."""


def read_voices(data: bytes) -> tuple[VoiceLine, ...] | FileProblem:
    """The rows of a CSV file without those that are empty, or why it cannot be read.

    UTF-8, UTF-16 with its mark, or GB18030 with a Chinese heading; between cells a comma, a semicolon or a tab.
    """
    if len(data) > MAX_FILE_BYTES:
        return FileProblem(FileProblemKind.TOO_LARGE)
    text = _decoded(data)
    if text is None:
        return FileProblem(FileProblemKind.ENCODING)
    if not text.strip():
        return FileProblem(FileProblemKind.EMPTY)
    lines: list[VoiceLine] = []
    row = 0
    try:
        rows = _rows(text)
        row, columns = 1, _columns(_without_end(next(rows)))
        if not {*_NEEDED} <= {*columns}:
            return FileProblem(FileProblemKind.HEADING)
        for row, cells in enumerate(rows, start=2):
            line = _line(row, cells, columns)
            if line is None:
                continue
            if len(lines) == MAX_ROWS:
                return FileProblem(FileProblemKind.MANY_ROWS, {"most": MAX_ROWS})
            lines.append(line)
    except csv.Error:
        return FileProblem(FileProblemKind.BROKEN, {"row": row + 1})
    return tuple(lines) or FileProblem(FileProblemKind.NO_ROWS)


def unused_columns(data: bytes) -> tuple[str, ...]:
    """The headings of the columns that `read_voices` passes over, as they stand there."""
    try:
        heading = next(_rows(_decoded(data) or ""), [])
    except csv.Error:
        return ()
    used = zip(heading, _columns(heading), strict=True)
    return tuple(words for cell, field in used if not field and (words := " ".join(cell.split())))


def _without_end(heading: Sequence[str]) -> Sequence[str]:
    """Without the empty cells at its end: what stands below those has no heading."""
    return heading[: max((place for place, cell in enumerate(heading, start=1) if cell.strip()), default=0)]


def _decoded(data: bytes) -> str | None:
    """None where it is uncertain which characters are meant: a wrong guess would put wrong names on the list."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _chinese(data)
    return None if "\x00" in text else text


def _chinese(data: bytes) -> str | None:
    """As Excel writes CSV on a Chinese Windows. The heading tells; without one any bytes could pass for Chinese."""
    try:
        text = data.decode("gb18030")
        heading = next(_rows(text), [])
    except (UnicodeDecodeError, csv.Error):
        return None
    is_chinese = not "".join(heading).isascii() and {*_NEEDED} <= {*_columns(heading)}
    return text if is_chinese else None


def _rows(text: str) -> Iterator[list[str]]:
    """Raises csv.Error, also later on."""
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        return _reader(text[separator.end() :], separator[1])
    return _reader(text, max(_DELIMITERS, key=lambda one: len({*_columns(_heading(text, one))} - {""})))


def _heading(text: str, delimiter: str) -> Sequence[str]:
    try:
        return next(_reader(text, delimiter), [])
    except csv.Error:
        return []


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _columns(heading: Sequence[str]) -> list[str]:
    """The field in each column; "" for one that is not known, or the second one of a field."""
    fields: list[str] = []
    for cell in heading:
        plain = _plain(cell)
        found = next((name for name, words in _HEADINGS.items() if plain in map(_plain, words)), "")
        fields.append("" if found in fields else found)
    return fields


def _plain(heading: str) -> str:
    return re.sub(r"[\s_*:：-]+", "", folded(heading))


def _line(row: int, cells: Sequence[str], columns: Sequence[str]) -> VoiceLine | None:
    values = {name: unguarded(cell) for name, cell in zip(columns, cells, strict=False) if name}
    if not any(cell.strip() for cell in cells) or values.get("voice_id", "").strip() == EXAMPLE_ID:
        return None
    # A row that ends early, as some programs write it, has empty cells there.
    empty = dict.fromkeys(filter(None, columns), "")
    return VoiceLine(row, empty | values, more_cells=any(cell.strip() for cell in cells[len(columns) :]))
