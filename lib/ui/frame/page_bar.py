"""The bar of pages in the head line: a link each, and beside Jobs the number of those on their way.

A component of our own: Streamlit's folds into a drawer on a phone, and its links know no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from lib.domain.errors import StudioError
from lib.text.language import _, _n
from lib.ui import revisions as shared
from lib.ui.streamlit_internals.navigation import StreamlitPage

HERE = Path(__file__).parent
JOBS = "jobs"
"""The address of the page whose link bears the number."""

_bar = st.components.v2.component(
    "castboard_page_bar",
    css=(HERE / "page_bar.css").read_text("utf-8"),
    js=(HERE / "page_bar.js").read_text("utf-8"),
)


def moving() -> int:
    """How many jobs are on their way; 0 while nobody can ask."""
    try:
        return shared.moving(shared.revision())
    except StudioError:
        return 0


def draw_page_bar(pages: Sequence[StreamlitPage], here: StreamlitPage, moving: int) -> None:
    """Links to these pages, all of which lie beside each other; `here` is the one that is open."""
    links = [_link(page, moving) | {"current": page.url_path == here.url_path} for page in pages]
    _bar(key="frame.pages", data={"name": _("Pages"), "pages": links}, height="content")


def _link(page: StreamlitPage, moving: int) -> dict[str, Any]:
    number = moving if page.url_path == JOBS else 0
    words = _n("{page}, {count} on its way", "{page}, {count} on their way", number, page=page.title)
    return {
        "href": f"./{page.url_path}",
        "label": page.title,
        "moving": str(number) if number else "",
        "needs": "",
        "title": words if number else "",
    }
