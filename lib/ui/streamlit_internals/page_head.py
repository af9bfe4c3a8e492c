"""What a page says in its head and at its end.

In the head that it is not to be translated, and its server, in a way that is no public API: another version of
Streamlit may pass it over, and then asks below the page's own address. At the end our own styles, where they count
after Streamlit's, and what listens to the whole page.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from lib.text.connection_sentences import sentences_of_all_languages

UI = Path(__file__).parent.parent
UNTRANSLATED = '<meta name="google" content="notranslate">'
HTML, HTML_UNTRANSLATED = "<html ", '<html translate="no" class="notranslate" '
"""A browser that translates puts each text into elements of its own, and what React writes from then on goes nowhere:
the page would show one model and send another. Its languages are our own."""
STYLES = (
    "frame/frame.css",
    "create/create.css",
    "jobs/jobs.css",
    "gallery/gallery.css",
    "cast/cast.css",
    "frame/connection.css",
    "frame/notices.css",
)
SCRIPTS = (
    "frame/color_scheme.js",
    "frame/page_language.js",
    "frame/connection.js",
    "frame/notices.js",
    "streamlit_internals/page_change.js",
    "streamlit_internals/typed_text.js",
)


def head_of(page: str) -> str:
    """The lines for the page at this address, below the server's base path.

    Without them the browser asks first below the page's own address, /jobs/_stcore, which a proxy may not know. Every
    address is relative to the page's, as in Streamlit's own page: a proxy may add a prefix that the server never hears
    of.
    """
    root = "../" * page.count("/") or "./"
    # Only our own origin may steer the page from a frame around it.
    return (
        f"{UNTRANSLATED}<script>window.__streamlit = {{BACKEND_BASE_URL: new URL({json.dumps(root)}, location).href, "
        "HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false}}</script>"
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
