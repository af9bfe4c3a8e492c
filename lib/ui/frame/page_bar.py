"""The bar of pages in the head line: a link each, and beside Jobs what is on its way and what needs someone.

A component of our own: Streamlit's folds into a drawer on a phone, and its links know no numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import streamlit as st

from lib.text.language import _, _n
from lib.ui.frame.news import News, figure
from lib.ui.streamlit_internals.navigation import StreamlitPage

HERE = Path(__file__).parent
JOBS = "jobs"
"""The address of the page whose link bears the numbers."""

_bar = st.components.v2.component(
    "castboard_page_bar",
    css=(HERE / "page_bar.css").read_text("utf-8"),
    js=(HERE / "page_bar.js").read_text("utf-8"),
)


def draw_page_bar(pages: Sequence[StreamlitPage], here: StreamlitPage, news: News) -> None:
    """Links to these pages, all of which lie beside each other; `here` is the one that is open."""
    links = [
        {"href": f"./{page.url_path}", "label": page.title, "current": page.url_path == here.url_path}
        | (numbers(news) if page.url_path == JOBS else {"moving": "", "needs": "", "title": ""})
        for page in pages
    ]
    _bar(key="frame.pages", data={"name": _("Pages"), "pages": links}, height="content")


def numbers(news: News) -> dict[str, Any]:
    """What stands beside Jobs, and both numbers in words: side by side they tell a screen reader nothing."""
    on_their_way = _n("{count} on its way", "{count} on their way", news.moving) if news.moving else ""
    needs = _n("{count} needs you", "{count} need you", news.needs) if news.needs else ""
    parts = [part for part in (on_their_way, needs) if part]
    words = reduce(lambda one, other: _("{one}, {other}", one=one, other=other), [_("Jobs"), *parts])
    return {
        "label": _("Jobs"),
        "moving": figure(news.moving),
        "needs": figure(news.needs),
        "title": words if parts else "",
    }
