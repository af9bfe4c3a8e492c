"""The list of a person's drafts as a value: made without Streamlit, drawn from nothing else (drafts_dialog.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.domain.draft import Draft
from lib.domain.lists import StoredDraft

MOST_FACES = 3
BEGINNING = 90
"""Characters of a scene."""


@dataclass(frozen=True)
class DraftRow:
    """One draft. Two that are equal look the same."""

    id: str
    name: str
    """What it was called; empty: nothing."""
    scene: str
    """How its scene begins."""
    cast: tuple[str, ...]
    """The names in its cast."""
    faces: tuple[str, ...]
    """SHA-256 of the first picture of some of its cast."""
    updated_at: datetime
    is_open: bool
    """It is the board of this tab."""
    sent: bool
    """Jobs were made from it, and it has not changed since."""
    unreadable: bool


def view_drafts(stored: Sequence[StoredDraft], open_id: str) -> tuple[DraftRow, ...]:
    """Of these drafts, in their order. `open_id`: of the one on the board."""
    return tuple(_row(one, open_id) for one in stored)


def _row(stored: StoredDraft, open_id: str) -> DraftRow:
    return DraftRow(
        id=stored.id,
        name=stored.name,
        scene=beginning(stored.draft.scene),
        cast=tuple(subject.name.strip() for subject in stored.draft.cast if subject.name.strip()),
        faces=_faces(stored.draft),
        updated_at=stored.updated_at,
        is_open=stored.id == open_id,
        sent=stored.sent,
        unreadable=bool(stored.unreadable),
    )


def beginning(scene: str) -> str:
    """Its first words in one line; where it goes on, that is shown."""
    line = " ".join(scene.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"


def _faces(draft: Draft) -> tuple[str, ...]:
    first = (next((one.fitted for one in subject.pictures if one.fitted), None) for subject in draft.cast)
    return tuple(fitted.original.sha256 for fitted in first if fitted)[:MOST_FACES]
