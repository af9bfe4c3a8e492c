"""The list of drafts as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.lists import StoredDraft
from lib.ui.create.drafts_dialog import title_of
from lib.ui.create.drafts_view import BEGINNING, DraftRow, beginning, view_drafts

CAST = tuple(
    DraftSubject(uid=name, name=name, pictures=(DraftPicture(url="https://a.b/c"),)) for name in ("Mia", "Bear")
)
STORED = StoredDraft("d", Draft(cast=CAST, scene="@Mia\n waits"), "ann", datetime(2026, 1, 2, tzinfo=UTC))


def row(**changes: object) -> DraftRow:
    return view_drafts([replace(STORED, **changes)], "other")[0]  # type: ignore[arg-type]


def test_a_row_tells_whose_board_it_is() -> None:
    assert row() == DraftRow("d", "", "@Mia waits", ("Mia", "Bear"), (), STORED.updated_at, False, False, False)
    assert view_drafts([STORED], "d")[0].is_open and row(sent=True).sent and row(unreadable="why").unreadable


def test_it_goes_by_its_name_its_scene_or_its_cast() -> None:
    assert title_of(row(name="Opening")) == "Opening"
    assert title_of(row()) == "@Mia waits"
    assert title_of(row(draft=Draft(cast=CAST))) == "Mia, Bear"
    assert title_of(row(draft=Draft(cast=(DraftSubject(uid="1"),)))) == "Without a name or a scene"
    assert title_of(row(unreadable="why")) == "This draft is damaged and cannot be opened."
    assert title_of(row(unreadable="why", name="Opening")) == "Opening"


def test_a_long_scene_is_shown_by_its_beginning() -> None:
    assert beginning("a" * BEGINNING) == "a" * BEGINNING
    assert beginning("word " * 100).endswith("word…") and len(beginning("word " * 100)) <= BEGINNING + 1
