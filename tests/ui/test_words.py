"""Words: text by people in places that read Markdown."""

from __future__ import annotations

import pytest

from lib.ui.words import plain

JOINED = {
    "an arrow": ("Mia -> Bear", "Mia \\-\u2060\\> Bear"),
    "an arrow both ways": ("a <-> b", "a \\<\u2060\\-\\> b"),
    "a dash": ("fog -- then sun", "fog \\-\u2060\\- then sun"),
    "a comparison": ("x >= 2", "x \\>\u2060= 2"),
    "Streamlit's logo": (":streamlit:", "\\:\u2060streamlit\\:"),
    "an icon as Streamlit writes it inside": (":material_home:", "\\:\u2060material\\_home\\:"),
}


@pytest.mark.parametrize(("text", "expected"), JOINED.values(), ids=JOINED)
def test_what_streamlit_would_replace_after_reading_markdown_is_held_together(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_an_icon_by_people_is_no_icon() -> None:
    assert plain(":material/home:") == "\\:material\\/home\\:"


@pytest.mark.parametrize("text", ["a->b", "well-known", "3 - 2", "a: b", "x=y"])
def test_other_marks_are_only_escaped(text: str) -> None:
    assert "\u2060" not in plain(text)
    assert plain(text).replace("\\", "") == text
