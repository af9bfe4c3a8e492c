"""The table of faults itself: what it shows, and what it adds up."""

from __future__ import annotations

from tests.faults.table import Row, Table


def test_the_table_has_a_part_for_each_group_with_its_controls_last_and_leaves_these_out_of_the_totals() -> None:
    table = Table()
    table.add(Row("Submitting", "with retries", 3, "", 9, paid_twice=3, control=True))
    table.add(Row("Submitting", "cut line", 2, "Unsure. " + "We got no clear answer. " * 8, 2))
    table.add(Row("Fetching", "dead link", 1, "Ready", 1, lost=1))
    text = "\n".join(table.lines())
    places = [text.index(word) for word in ("Submitting", "cut line", "CONTROL: with retries", "Fetching", "dead link")]
    assert places == sorted(places)
    assert table.lines()[-1].split() == ["All", "2", "faults,", "without", "the", "controls", "3", "3", "1", "0"]
    assert max(len(line) for line in table.lines()) <= 160
