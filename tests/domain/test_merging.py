"""One text that two have changed: nothing that was typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.merging import merged_text

WORDS = st.text(alphabet="ab @", max_size=12)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("fog", "fog", "fog!", "fog!"),
        ("fog", "fog @Mia ", "fog", "fog @Mia "),
        ("fog", "", "fog!", "fog!"),
        ("fog and rain", "fog and rain @Mia ", "thick fog and rain", "thick fog and rain @Mia "),
        ("@Mia walks", "@Lena walks", "@Mia walks on", "@Lena walks on"),
        # An earlier report of the same text has arrived meanwhile.
        ("", "A storm", "A storm at sea", "A storm at sea"),
        ("fog", "fog @Mia ", "fog at night", "fog at night"),
    ],
    ids=["only-mine", "only-theirs", "cleared-meanwhile", "apart", "before-and-behind", "twice", "same-place"],
)
def test_both_changes_stand_where_they_are_apart(base: str, theirs: str, mine: str, merged: str) -> None:
    assert merged_text(base, theirs, mine) == merged


@given(WORDS, WORDS, WORDS)
def test_who_changed_nothing_gets_the_other_ones_text(base: str, theirs: str, mine: str) -> None:
    assert merged_text(base, base, mine) == mine
    assert merged_text(base, theirs, base) == theirs
    assert merged_text(base, mine, mine) == mine


@given(WORDS, WORDS, WORDS, WORDS)
def test_what_is_typed_between_stays_whatever_happens_around_it(head: str, tail: str, other: str, typed: str) -> None:
    base = f"{head}<>{tail}"
    assert f"<{typed}>" in merged_text(base, f"{other}<>{tail}", f"{head}<{typed}>{tail}")
    assert f"<{typed}>" in merged_text(base, f"{head}<>{other}", f"{head}<{typed}>{tail}")


@given(WORDS, WORDS)
def test_a_longer_report_of_the_same_typing_replaces_the_shorter(typed: str, more: str) -> None:
    assert merged_text("", typed, typed + more) == typed + more
