"""How much of what is found about a board is shown."""

from __future__ import annotations

from lib.domain.check import check_draft
from lib.domain.draft import Draft
from lib.domain.finding import Finding, FindingKind, Level
from lib.ui.create.finding_lines import LONGEST, MOST_OF_A_FIELD, some_of, words_of


def test_a_text_with_thousands_of_unknown_names_fills_no_page() -> None:
    found = check_draft(Draft(scene=" ".join(f"@n{number}" for number in range(5000))), 0)
    shown, left_out = some_of(found)
    assert sum(one.field == "scene" for one in shown) == MOST_OF_A_FIELD
    scenes = sum(one.field == "scene" for one in found)
    assert left_out == f"And {scenes - MOST_OF_A_FIELD:,} more like these."
    assert {one.field for one in shown} == {one.field for one in found}


def test_of_a_usual_board_all_is_shown() -> None:
    found = check_draft(Draft(scene="@Mia and @Bear"), 0)
    assert some_of(found) == (found, "")


def test_a_very_long_name_is_cut_in_its_sentence() -> None:
    words = words_of(Finding(Level.CHECK, "scene", FindingKind.NOT_IN_CAST, {"name": "a" * 100_000}))
    assert words == f"@{'a' * (LONGEST - 1)}…"
