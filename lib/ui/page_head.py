"""What a page says in its head, so that the browser need not find it out by trying: its server, and what it will load.

Both speak to Streamlit's front end in ways that are no public API. What this version of it does not know it leaves
alone, and loads as slowly as before.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import streamlit as st

FRONT_END = Path(st.__file__).parent / "static"
PARTS = {
    "": (
        *("Html", "Button", "ButtonGroup", "MenuButton", "TextArea", "TextInput", "NumberInput", "Checkbox", "Slider"),
        *("Selectbox", "ImageList", "FileUploader", "Progress", "BidiComponent"),
    ),
    "jobs": ("Html", "Button", "ButtonGroup", "TextInput", "Selectbox", "DataFrame", "ImageList"),
    "gallery": ("Html", "Button", "TextInput", "Selectbox", "BidiComponent"),
}
"""The elements that each page draws at once, by its address."""
_NAMED = re.compile(r"static/js/([\w.@-]+\.js)")
_IMPORTED = re.compile(r"(?:from|import)\s*[`\"']\./([\w.@-]+\.js)[`\"']")


@cache
def page_head(page: str, base: str, front_end: Path = FRONT_END) -> str:
    """The lines for the page at this address (one of PARTS; any other gets the server alone). `base`: a base path.

    Without them the browser asks first below the page's own address, /jobs/_stcore, and loads what draws a table only
    once it has been sent one.
    """
    # Only our own origin may steer the page from a frame around it.
    return (
        "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + "
        f"{json.dumps(f'/{base}')}, HOST_CONFIG: {{allowedOrigins: [location.origin], useExternalAuthToken: false}}}}"
        "</script>" + "".join(_preloads(page, f"/{base}/static" if base else "/static", front_end))
    )


def _preloads(page: str, static: str, front_end: Path) -> list[str]:
    if page not in PARTS:
        return []
    icons = (front_end / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    fonts = [f'<link rel="preload" as="font" crossorigin href="{static}/media/{file.name}">' for file in icons]
    modules = [
        f'<link rel="modulepreload" crossorigin href="{static}/js/{name}">' for name in _modules(PARTS[page], front_end)
    ]
    return fonts + modules


def _modules(parts: tuple[str, ...], front_end: Path) -> list[str]:
    """The files of these elements and all that they import, without what every page of Streamlit loads anyway."""
    index, folder = front_end / "index.html", front_end / "static" / "js"
    if not index.is_file():
        return []
    seen = set(_NAMED.findall(index.read_text("utf-8")))
    found: list[str] = []
    todo = [file.name for part in parts for file in folder.glob(f"{part}.*.js")]
    while todo:
        name = todo.pop()
        if name not in seen and (folder / name).is_file():
            seen.add(name)
            found.append(name)
            todo += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return found
