"""Facts as a small table: what it is on the left, how it stands on the right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.ui.words import plain

Facts = tuple[tuple[str, str], ...]
"""Label and value, both as text."""


def draw_facts(facts: Sequence[tuple[str, str]], alt: str) -> None:
    """`alt` says what the table is about, for those who do not see it."""
    shown = pd.DataFrame([(plain(label), plain(value)) for label, value in facts])
    st.table(shown, border="horizontal", hide_index=True, hide_header=True, alt=alt, width="content")


def draw_counts(heads: tuple[str, str], counts: Sequence[tuple[str, int]], alt: str) -> None:
    """The same with figures under two heads."""
    shown = pd.DataFrame([(plain(label), number) for label, number in counts], columns=list(heads))
    st.table(shown, border="horizontal", hide_index=True, alt=alt, width="content")
