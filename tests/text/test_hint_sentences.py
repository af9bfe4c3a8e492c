"""Hints about pictures in words: pictures are counted from 1."""

from __future__ import annotations

import pytest

from lib.domain.picture_hints import Hint, HintKind
from lib.text.hint_sentences import hint_text


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (Hint(HintKind.SMALL, 1, 200, 260), "Picture 2 is small, 200 × 260: the video may lack detail."),
        (Hint(HintKind.BLURRED, 0), "Picture 1 looks blurred. A sharper one gives a better likeness."),
        (Hint(HintKind.ALIKE, 2, other=0), "Pictures 1 and 3 are nearly the same."),
        (Hint(HintKind.ALIKE, 0, other=1, other_name="Bear"), "Picture 1 is nearly the same as picture 2 of Bear."),
        (Hint(HintKind.ALIKE, 0, other=1, other_name=""), "Picture 1 is nearly the same as one of another subject."),
    ],
)
def test_a_hint_says_which_picture_and_what(hint: Hint, text: str) -> None:
    assert hint_text(hint) == text
