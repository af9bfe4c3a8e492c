"""What a file of voices would do to the team's list, row by row, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lib.domain.lists import Voice
from lib.domain.naming import folded
from lib.domain.voice_file import VoiceLine
from lib.domain.voice_list import VoiceChange, VoiceRemark, VoiceRemarkKind, own_remark, tags_of, tidied

FIELDS = ("name", "language", "tags", "note")
"""Of a voice that is known by its voice id, what a file may change."""


class RowKind(StrEnum):
    """In the order in which they are shown."""

    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


@dataclass(frozen=True)
class ImportRow:
    """One row of a file. `voice`: as it would be; `before`: the one on the list with its voice id."""

    row: int
    voice: Voice
    before: Voice | None = None
    remark: VoiceRemark | None = None

    @property
    def kind(self) -> RowKind:
        if self.remark:
            return RowKind.REFUSED
        if self.before is None:
            return RowKind.NEW
        return RowKind.CHANGED if self.changed else RowKind.SAME

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs from the one on the list, of FIELDS."""
        if self.before is None:
            return ()
        known = tidied(self.before)
        return tuple(one for one in FIELDS if getattr(known, one) != getattr(self.voice, one))


@dataclass(frozen=True)
class ImportPlan:
    """All rows of a file, in its order."""

    rows: tuple[ImportRow, ...]

    def of(self, kind: RowKind) -> tuple[ImportRow, ...]:
        """The rows of this kind."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def changes(self) -> tuple[VoiceChange, ...]:
        """What is to be done. A voice that is new has no id yet."""
        return tuple(
            VoiceChange(row.before, row.voice) for row in self.rows if row.kind in (RowKind.NEW, RowKind.CHANGED)
        )


def plan_import(lines: Iterable[VoiceLine], known: Sequence[Voice]) -> ImportPlan:
    """A voice is known by its voice id: a row with the id of one on the list changes that one.

    The same file once more changes nothing. A column that is not in the file leaves what is on the list.
    """
    by_voice_id = {voice.voice_id: voice for voice in reversed(known)}
    above: dict[str, int] = {}
    rows: list[ImportRow] = []
    for line in lines:
        voice_id = tidied(Voice("", "", line.values["voice_id"])).voice_id
        row = _row(line, by_voice_id.get(voice_id))
        if not row.remark and voice_id in above:
            row = replace(row, remark=VoiceRemark(VoiceRemarkKind.ID_ABOVE, {"row": above[voice_id]}))
        above.setdefault(voice_id, line.row)
        rows.append(row)
    while (checked := _without_names_twice(rows, known)) != rows:
        # A row that is refused leaves its voice the name that it has, which another row may have wanted.
        rows = checked
    return ImportPlan(tuple(rows))


def _row(line: VoiceLine, before: Voice | None) -> ImportRow:
    values = line.values
    known = before or Voice("", "", "")
    voice = tidied(
        Voice(
            known.id,
            values["name"],
            values["voice_id"],
            values.get("note", known.note),
            values.get("language", known.language),
            tags_of(values["tags"]) if "tags" in values else known.tags,
        )
    )
    row = ImportRow(line.row, voice, before)
    if line.more_cells:
        return replace(row, remark=VoiceRemark(VoiceRemarkKind.MORE_CELLS))
    # What stands on the list already needs no judging.
    return row if row.kind is RowKind.SAME else replace(row, remark=own_remark(voice))


def _without_names_twice(rows: Sequence[ImportRow], known: Sequence[Voice]) -> list[ImportRow]:
    """The rows, refused where the name is that of another voice once all others are done."""
    taken_up = [row for row in rows if row.kind is not RowKind.REFUSED]
    moved = {row.before.id for row in taken_up if row.before}
    owners: dict[str, VoiceRemark] = {
        folded(voice.name): VoiceRemark(VoiceRemarkKind.SAME_NAME, {"name": voice.name})
        for voice in known
        if voice.id not in moved
    }
    keeping = [row for row in taken_up if row.before and folded(row.before.name) == folded(row.voice.name)]
    for row in keeping:
        owners.setdefault(folded(row.voice.name), VoiceRemark(VoiceRemarkKind.SAME_NAME, {"name": row.voice.name}))
    kept = {row.row for row in keeping}
    result: list[ImportRow] = []
    for row in rows:
        if row.kind is RowKind.REFUSED or row.row in kept:
            result.append(row)
            continue
        key = folded(row.voice.name)
        if key in owners:
            result.append(replace(row, remark=owners[key]))
        else:
            owners[key] = VoiceRemark(VoiceRemarkKind.NAME_ABOVE, {"row": row.row})
            result.append(row)
    return result
