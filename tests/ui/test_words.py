"""Words: text by people in places that read Markdown."""

from __future__ import annotations

import json

import pytest

from lib.ui.words import in_its_place, in_json, plain

JOINED = {
    "an arrow": ("Mia -> Bear", "Mia \\-\u2060\\> Bear"),
    "an arrow both ways": ("a <-> b", "a \\<\u2060\\-\\> b"),
    "a dash": ("fog -- then sun", "fog \\-\u2060\\- then sun"),
    "a comparison": ("x >= 2", "x \\>\u2060= 2"),
    "Streamlit's logo": (":streamlit:", "\\:\u2060streamlit\\:"),
    "an emoji by its name": ("so :smile: and :+1:", "so \\:\u2060smile\\: and \\:\u2060\\+1\\:"),
    "a web address": ("https://example.com", "https\\:\u2060\\/\\/example.com"),
    "a web address in capitals": ("HTTP://EXAMPLE.COM", "HTTP\\:\u2060\\/\\/EXAMPLE.COM"),
    "a web address without its beginning": ("www.example.com/x", "www\u2060.example.com\\/x"),
    "an e-mail address": ("mia@example.com", "mia@\u2060example.com"),
    "an icon as Streamlit writes it inside": (":material_home:", "\\:\u2060material\\_home\\:"),
}


@pytest.mark.parametrize(("text", "expected"), JOINED.values(), ids=JOINED)
def test_what_streamlit_would_replace_after_reading_markdown_is_held_together(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_an_icon_by_people_is_no_icon() -> None:
    assert plain(":material/home:") == "\\:material\\/home\\:"


@pytest.mark.parametrize("text", ["a->b", "well-known", "3 - 2", "a: b", "x=y", "@Mia and @Bear.", "1. one", "&lt;"])
def test_other_marks_are_only_escaped(text: str) -> None:
    assert "\u2060" not in plain(text)
    assert plain(text).replace("\\", "") == text


@pytest.mark.parametrize(("text", "expected"), [("1. one", "1\\. one"), ("12. one", "12\\. one"), ("&lt;", "\\&lt;")])
def test_a_number_begins_no_list_and_an_entity_stays_its_letters(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
def test_a_mark_that_turns_what_follows_it_is_left_out_where_something_follows(mark: str) -> None:
    assert in_its_place(f"{mark}fog{mark}txt.exe{mark}") == "fogtxt.exe"


def test_hebrew_and_arabic_are_set_apart_from_what_stands_beside_them() -> None:
    assert in_its_place("שלום 3") == "\u2066שלום 3\u2069"
    assert in_its_place("مرحبا") == "\u2066مرحبا\u2069"
    assert in_its_place("小熊 and Zoë 🎬") == "小熊 and Zoë 🎬"


def test_json_for_people_means_what_it_meant() -> None:
    document = {"prompt": "fog\u202etxt.exe שלום"}
    shown = in_json(json.dumps(document, ensure_ascii=False))
    assert "\u202e" not in shown and json.loads(shown) == document
