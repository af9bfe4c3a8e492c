"""How long a text may be: nothing of it is dropped, and the field says what is too much.

Streamlit's own limit lets a longer text that is pasted vanish without a word, and counts an emoji as several letters.
"""

from __future__ import annotations

import streamlit as st

from lib.domain.naming import letters
from lib.text.language import _n


def draw_long_name(name: str, most: int) -> None:
    """Below its field; nothing where it is well read."""
    if (length := len(letters(name))) > most:
        words = _n(
            "This name has {count} character; up to {most} work best. It is kept as it is.",
            "This name has {count} characters; up to {most} work best. It is kept as it is.",
            length,
            most=most,
        )
        st.caption(f":material/info: {words}")


def draw_too_long(text: str, most: int) -> bool:
    """Whether it is longer than it may be, and by how much: below its field, which keeps it."""
    over = len(letters(text)) - most
    if over > 0:
        words = _n(
            "This is {count} character longer than the {most} that fit here. Shorten it.",
            "This is {count} characters longer than the {most} that fit here. Shorten it.",
            over,
            most=most,
        )
        st.error(words, icon=":material/error:")
    return over > 0
