"""The editor marks as mentions what the server reads as such: one rule, written twice (naming.py, mention_rules.js)."""

from __future__ import annotations

import random
from typing import Any

from playwright.sync_api import Page

from lib.domain.naming import folded, known_names, mentions
from lib.ui.create import scene_editor
from tests.alike import ALIKE

RULES = (scene_editor.HERE / "mention_rules.js").read_text("utf-8")
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
