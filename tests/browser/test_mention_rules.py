"""The editor marks as mentions what the server reads as such: one rule, written twice (naming.py, mention_rules.js)."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from lib.domain.naming import folded, known_names, mentions
from lib.ui.create import scene_editor
from tests.alike import ALIKE

RULES = (scene_editor.HERE / "mention_rules.js").read_text("utf-8")
LIST = RULES + "".join((scene_editor.HERE / f"mention_{name}.js").read_text("utf-8") for name in ("list", "search"))
NAMES = ["Mia", "Mia Rose", "小红", "Gross", "user1", "Zoë", "Ｔｏｍ", "Old Bear", "熊", "Anna_2", "Mia", "ﬁn"]
PIECES = [
    *NAMES,
    *("@", "＠", "﹫", "@@", " ", "\n", "_", ".", ",", "，", "1", "0", "x", "é", "e\u0301", "ß", "ss", "ς"),
    *("\u200d", "\u200b", "mia", "MIA", "rose", "zoe", "zoë", "ZOË", "tom", "old  bear", "OLD BEAR"),
    *("红", "向前走", "🦊", "👩\u200d🚀", "fin"),
]
"""What mentions are made of, and what stands around them."""


def _texts(count: int) -> list[str]:
    chance = random.Random(7)  # the same texts in every run
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(count)]


def _in_utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _read(text: str) -> list[list[Any]]:
    return [[_in_utf16(text, one.start), _in_utf16(text, one.end), one.subject] for one in mentions(text, NAMES)]


def test_both_read_the_same_mentions(page: Page) -> None:
    texts = [f"@{text}" for text in _texts(4000)] + _texts(2000)
    page.goto("about:blank")
    found = page.evaluate(
        f"""([texts, known]) => {{ {RULES}
            const names = new Map(known)
            return texts.map((text) => mentionsIn(text, names).map((one) => [one.start, one.end, one.subject])) }}""",
        [texts, list(known_names(NAMES).items())],
    )
    wrong = [(text, seen, _read(text)) for text, seen in zip(texts, found, strict=True) if seen != _read(text)]
    assert wrong == []
    assert sum(bool(seen) for seen in found) > 3000


def test_both_compare_names_in_the_same_way(page: Page) -> None:
    texts = [*NAMES, *PIECES, *_texts(1000), "İstanbul", "ısı", *(f"Bo{char}" for char in ALIKE)]
    page.goto("about:blank")
    found = page.evaluate(f"texts => {{ {RULES}\n return texts.map(folded) }}", texts)
    assert [(text, seen) for text, seen in zip(texts, found, strict=True) if seen != folded(text)] == []


def offered(page: Page, typed: str | None, **fields: Any) -> tuple[list[str], str]:
    """Whom the list offers, and what stands below them."""
    words = {"meant": "", "library": "", "add": "add {0}", "more": "{0} more", "search": "search"}
    data = {
        "words": words,
        "has_more": False,
        "looked_for": "",
        "found_more": False,
        "cast": [],
        "library": [],
    } | fields
    for whose in ("cast", "library"):
        data[whose] = [{"uid": name, "handle": f"@{name}", "folded": folded(name)} for name in data[whose]]
    page.goto("about:blank")
    found = page.evaluate(f"([data, typed]) => {{ {LIST}\n return optionsFor(data, typed) }}", [data, typed])
    return [one["label"] for one in found["options"]], found["more"]


def test_whose_name_stands_there_whole_comes_first_on_the_board_and_in_the_cast(page: Page) -> None:
    assert offered(page, "mia", cast=["Lamia", "Mia Rossi", "Mia"])[0] == ["@Mia", "@Mia Rossi", "@Lamia"]
    assert offered(page, "mia", library=["Mia Rossi", "Mia"])[0] == ["@Mia", "@Mia Rossi"]
    # Nothing to choose: Enter begins a line.
    assert offered(page, "mia", cast=["Mia", "Bear"], library=["Mia Rossi"])[0] == []


def test_the_list_says_when_there_are_others_than_it_shows(page: Page) -> None:
    many = [f"Mia {number}" for number in range(60)]
    assert offered(page, "mia", cast=many)[1] == "10 more"
    assert offered(page, "mia", library=many)[1] == "search"
    assert offered(page, "", cast=["Mia"], has_more=True)[1] == "search"
    assert offered(page, "mi", cast=["Mia"], has_more=True)[1] == ""


@pytest.mark.parametrize(
    ("typed", "state", "asked"),
    [
        ("zo", (False, "", False), ""),
        ("", (True, "", False), ""),
        ("zo", (True, "", False), "zo"),
        ("Zoë walks", (True, "", False), "Zoë"),
        ("zoe", (True, "zo", False), ""),
        ("zoe li", (True, "zo", True), "zoe li"),
        ("zo", (True, "zo", True), ""),
        ("z", (True, "zo", False), "z"),
    ],
    ids=["small-cast", "bare", "first", "first-word", "all-are-here", "narrower", "asked-already", "taken-back"],
)
def test_the_server_is_asked_only_for_whom_it_alone_knows(
    page: Page, typed: str, state: tuple[bool, str, bool], asked: str
) -> None:
    data = dict(zip(("has_more", "looked_for", "found_more"), state, strict=True))
    page.goto("about:blank")
    assert page.evaluate(f"([data, typed]) => {{ {LIST}\n return toLookFor(data, typed) }}", [data, typed]) == asked
