"""What a page says in its head and at its end, so that the browser need neither try nor wait.

In the head that it is not to be translated, its server, and the parts of Streamlit's front end that it will draw with;
the last two speak to that front end in ways that are no public API. What another version of it does not know it
leaves alone, and loads as slowly as before. At the end our own styles, where they count after
Streamlit's, and what listens to the whole page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st

from lib.text.connection_sentences import sentences_of_all_languages

UI = Path(__file__).parent.parent
FRONT_END = Path(st.__file__).parent / "static"
PARTS = {
    "": ("Button", "ButtonGroup", "MenuButton", "TextArea", "Checkbox", "Slider", "ImageList", "Progress"),
    "jobs": (
        "Button",
        "ButtonGroup",
        "MenuButton",
        "TextInput",
        "DataFrame",
        "ImageList",
        "PageLink",
        "DownloadButton",
    ),
    "gallery": ("Button", "MenuButton", "TextInput", "BidiComponent", "PageLink"),
}
"""The elements that each page draws at once, by its address."""
UNTRANSLATED = '<meta name="google" content="notranslate">'
HTML, HTML_UNTRANSLATED = "<html ", '<html translate="no" class="notranslate" '
"""A browser that translates puts each text into elements of its own, and what React writes from then on goes nowhere:
the page would show one model and send another. Its languages are our own."""
STYLES = ("frame/frame.css", "create/create.css", "jobs/jobs.css", "gallery/gallery.css", "frame/connection.css")
SCRIPTS = ("create/keep_typing.js", "frame/color_scheme.js", "frame/page_language.js", "frame/connection.js")
_NAMED = re.compile(r"static/(?:js|css|media)/[\w.@-]+")
_IMPORTED = re.compile(r"(?:from|import)\s*[`\"']\./([\w.@-]+\.js)[`\"']")


@dataclass(frozen=True)
class PageHead:
    """What comes `first` in it and what `last`: the parts of a page wait for those of every page."""

    first: str
    last: str


@lru_cache(64)
def head_of(page: str, front_end: Path = FRONT_END) -> PageHead:
    """The lines for the page at this address, below the server's base path (of one that is not in PARTS: no preloads).

    Without them the browser asks first below the page's own address, /jobs/_stcore, and loads what draws a table only
    once it has been sent one. Every address is relative to the page's, as in Streamlit's own page: a proxy may add a
    prefix that the server never hears of.
    """
    root = "../" * page.count("/") or "./"
    # Only our own origin may steer the page from a frame around it.
    return PageHead(
        f"{UNTRANSLATED}<script>window.__streamlit = {{BACKEND_BASE_URL: new URL({json.dumps(root)}, location).href, "
        "HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false}}</script>",
        "".join(_preloads(page, f"{root}static", front_end)),
    )


@cache
def page_end() -> str:
    """Our styles and scripts, for every page, and what the scripts say."""
    styles = "\n".join((UI / name).read_text("utf-8") for name in STYLES)
    scripts = [f'<script type="module">\n{(UI / name).read_text("utf-8")}</script>' for name in SCRIPTS]
    # No sentence may end the element that it stands in.
    sentences = sentences_of_all_languages().replace("<", "\\u003c")
    data = f'<script type="application/json" id="castboard-sentences">{sentences}</script>'
    return "\n".join([f"<style>\n{styles}</style>", data, *scripts]) + "\n"


def parts(base: str, front_end: Path = FRONT_END) -> dict[str, Path]:
    """The files that first visits of our pages ask for, by the path of their address. `base`: a base path."""
    index = front_end / "index.html"
    named = set(_NAMED.findall(index.read_text("utf-8"))) if index.is_file() else set()
    ours = {f"static/js/{name}" for page in PARTS.values() for name in _modules(page, front_end)}
    others = {f"static/{name}" for page in PARTS.values() for name in [*_icons(front_end), *_sheets(page, front_end)]}
    files = {name: front_end / name for name in named | ours | others}
    prefix = f"/{base}/" if base else "/"
    return {prefix + name: file for name, file in files.items() if file.is_file()}


def _icons(front_end: Path) -> list[str]:
    return [f"media/{file.name}" for file in (front_end / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")]


def _sheets(parts: tuple[str, ...], front_end: Path) -> list[str]:
    return [f"css/{file.name}" for part in parts for file in (front_end / "static" / "css").glob(f"{part}.*.css")]


def _preloads(page: str, static: str, front_end: Path) -> list[str]:
    if page not in PARTS:
        return []
    others = {"font": _icons(front_end), "style": _sheets(PARTS[page], front_end)}
    return [
        *(
            f'<link rel="preload" as="{kind}" crossorigin href="{static}/{name}">'
            for kind, names in others.items()
            for name in names
        ),
        *(
            f'<link rel="modulepreload" crossorigin href="{static}/js/{name}">'
            for name in _modules(PARTS[page], front_end)
        ),
    ]


def _modules(parts: tuple[str, ...], front_end: Path) -> list[str]:
    """The files of these elements and all that they import, without what every page of Streamlit loads anyway."""
    index, folder = front_end / "index.html", front_end / "static" / "js"
    if not index.is_file():
        return []
    seen = {name.rpartition("/")[2] for name in _NAMED.findall(index.read_text("utf-8"))}
    found: list[str] = []
    todo = [file.name for part in parts for file in folder.glob(f"{part}.*.js")]
    while todo:
        name = todo.pop()
        if name not in seen and (folder / name).is_file():
            seen.add(name)
            found.append(name)
            todo += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return found
