"""The team's voices as a file for a spreadsheet, the template for one, and the messages about a chosen file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from lib.domain.lists import Voice
from lib.domain.spreadsheet import guarded
from lib.domain.voice_file import EXAMPLE_ID, MAX_FILE_BYTES, FileProblem, FileProblemKind
from lib.domain.voice_import import ImportPlan, ImportRow, RowKind
from lib.domain.voice_list import odd_id, tags_text, tidied
from lib.text.formats import in_a_row, side_by_side, size
from lib.text.language import N_, _, _n
from lib.text.voice_sentences import odd_id_text, voice_remark_text

_PROBLEMS = {
    FileProblemKind.EMPTY: N_("This file is empty."),
    FileProblemKind.TOO_LARGE: N_("This file is too large: a list of voices may have up to {most_size}."),
    FileProblemKind.MANY_ROWS: N_("This file has more than {most} voices. Split it and import each part."),
    FileProblemKind.ENCODING: N_(
        "The characters in this file cannot be read. Save it as “CSV UTF-8” and choose it again."
    ),
    FileProblemKind.HEADING: N_(
        "The first row of this file must name the columns, with Name and Voice id among them, as in the template."
    ),
    FileProblemKind.BROKEN: N_(
        "Row {row} of this file is broken: a quotation mark is missing or stands in the middle."
    ),
    FileProblemKind.NO_ROWS: N_("This file has no voices: there is nothing below its first row."),
}
_KINDS = {
    RowKind.NEW: N_("New"),
    RowKind.CHANGED: N_("Changed"),
    RowKind.SAME: N_("Already in the list"),
    RowKind.REFUSED: N_("Not imported"),
}
_FIELDS = {"name": N_("Name"), "language": N_("Language"), "tags": N_("Tags"), "note": N_("Note")}


def voices_csv(voices: Iterable[Voice]) -> bytes:
    """A row a voice. It is read again as it was, and no text begins a formula."""
    heading = [_("Name"), _("Voice id"), _("Language"), _("Tags"), _("Note")]
    rows = ([one.name, one.voice_id, one.language, tags_text(one.tags), one.note] for one in map(tidied, voices))
    file = io.StringIO(newline="")
    csv.writer(file).writerows([heading, *([guarded(cell) for cell in row] for row in rows)])
    # With the mark at its beginning by which spreadsheets tell UTF-8.
    return file.getvalue().encode("utf-8-sig", "replace")


def template_csv() -> bytes:
    """The columns, and an example that is left out when the file is read."""
    tags = (_("warm"), _("slow"))
    example = Voice("", _("Example: Warm narrator"), EXAMPLE_ID, _("For product films"), _("English"), tags)
    return voices_csv([example])


def file_problem_text(problem: FileProblem) -> str:
    """Why nothing of a file was read, and what helps."""
    return _(_PROBLEMS[problem.kind], **problem.params, most_size=size(MAX_FILE_BYTES))


def plan_text(plan: ImportPlan) -> str:
    """How many of each kind, e.g. "2 new, 1 changed, 4 already in the list"."""
    new, changed, same, refused = (
        len(plan.of(kind)) for kind in (RowKind.NEW, RowKind.CHANGED, RowKind.SAME, RowKind.REFUSED)
    )
    parts = [
        _n("{count} new", "{count} new", new) if new else "",
        _n("{count} changed", "{count} changed", changed) if changed else "",
        _n("{count} already in the list", "{count} already in the list", same) if same else "",
        _n("{count} not imported", "{count} not imported", refused) if refused else "",
    ]
    return side_by_side([part for part in parts if part])


def unused_text(columns: Sequence[str]) -> str:
    """That nothing is done with these columns of a file."""
    return _n(
        "This column is not imported: {columns}",
        "These columns are not imported: {columns}",
        len(columns),
        columns=side_by_side(columns),
    )


def row_kind_text(kind: RowKind) -> str:
    """What becomes of a row."""
    return _(_KINDS[kind])


def row_text(row: ImportRow) -> str:
    """What there is to say of a row: why it is refused, what it changes, what is odd about its id."""
    if row.remark:
        return voice_remark_text(row.remark)
    if row.kind is RowKind.CHANGED and row.before:
        return side_by_side([_change(field, row.before, row.voice) for field in row.changed])
    odd = odd_id(row.voice.voice_id) if row.kind is RowKind.NEW else None
    return odd_id_text(odd) if odd else ""


def refusals(rows: Sequence[ImportRow]) -> list[str]:
    """Each row that is refused, in a sentence that names it."""
    return [in_a_row(_("Row {row}:", row=row.row), voice_remark_text(row.remark)) for row in rows if row.remark]


def _change(field: str, before: Voice, after: Voice) -> str:
    old, new = (_value(getattr(voice, field)) for voice in (tidied(before), after))
    return _("{field}: {old} → {new}", field=_(_FIELDS[field]), old=old, new=new)


def _value(value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else tags_text(value)
    return f"“{text}”" if text else _("empty")
