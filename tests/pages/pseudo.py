"""A language in which no letter of ours is plain: what is still plain on a page never went through the catalogue."""

from __future__ import annotations

import base64
import gettext
import json
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from babel import Locale
from google.protobuf.json_format import MessageToDict
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.text.language import Language

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD = str.maketrans(
    _PLAIN, "".join(chr(0xFF41 + place) if place < 26 else chr(0xFF21 + place - 26) for place in range(52))
)
_MARKUP = re.compile(r"(\{\w+\}|:material/\w+:|:[a-z-]+(?=\[)|`[^`]*`|https?://\S+)")
"""What stands in a sentence and is no word: parameters, icons, colours, code, addresses."""


def odd(text: str) -> str:
    """In full-width letters, which read the same and are others."""
    return "".join(part if place % 2 else part.translate(_ODD) for place, part in enumerate(_MARKUP.split(text)))


class _Odd(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return odd(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return odd(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return odd(message)


PSEUDO = Language("pseudo", odd("Pseudo"), Locale.parse("zh_Hans"), _Odd())
"""Dates and numbers as in Chinese, which has no letters for them."""

_NOT_READ = {
    *("activeScriptHash", "align", "alignment", "arrowData", "autocomplete", "browser", "className", "color"),
    *("colorScheme", "columnOrder", "componentName", "css", "cssContent", "data", "deferredFileId", "deltaPath"),
    *("direction", "display", "download", "files", "elementId", "elementType", "exception", "favicon", "fileUrlsType"),
    "format",
    *("formId", "fragmentId", "groupId", "hash", "height", "href", "html", "htmlContent", "icon", "iconPosition"),
    *("id", "image", "images", "js", "jsContent", "key", "kind", "language", "layout", "link", "locale"),
    *(
        "mainScriptPath",
        "metadata",
        "mimeType",
        "mimetype",
        "page",
        "pageName",
        "pageScriptHash",
        "picture",
        "place",
        "poster",
    ),
    *("queryString", "scriptRunId", "selectionState", "sessionId", "size", "spec", "src", "stretch", "style"),
    *("theme", "timezone", "tone", "type", "uploadUrl", "url", "urlPathname", "urls", "video", "widgetId", "width"),
    *("zone", "zh", "en", "folded", "known", "uid"),
}
"""Fields of a message that nobody reads on the page; an exception is never left on it, which the tests see to."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_HIDDEN_MARKUP = re.compile(
    r":material/\w+:|:[a-z-]+(?=\[)|\]\([^)]*\)|`[^`]*`|https?\S+|<[^>]*>|&\w+;|```.*?```|[0-9a-f-]{32,}", re.DOTALL
)


def plain_words(messages: list[ForwardMsg], allowed: frozenset[str]) -> dict[str, str]:
    """Words in plain letters that a reader would see, each with where it stands, without those allowed."""
    found: dict[str, str] = {}
    for message in messages:
        for place, text in _texts(
            MessageToDict(message, use_integers_for_enums=True), message.WhichOneof("type") or ""
        ):
            for word in _WORD.findall(_HIDDEN_MARKUP.sub(" ", text)):
                if word.lower() not in allowed:
                    found.setdefault(f"{place}: {text[:120]}", word)
    return found


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "arrowData" and isinstance(inner, dict):
                yield from ((f"{place}.cell", cell) for cell in _cells(inner.get("data", "")))
            elif name in ("json", "columns") and isinstance(inner, str):
                yield from _texts(_document(inner), f"{place}.{name}")
            elif name not in _NOT_READ and not (name == "code" or place.endswith("codeElement")):
                yield from _texts(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, place)
    elif isinstance(value, str):
        yield place, value


def _cells(data: str) -> Iterator[str]:
    """The texts in a table, headings of a plain one included."""
    table = pa.ipc.open_stream(base64.b64decode(data)).read_all() if data else pa.table({})
    for column in table.column_names:
        texts = (cell for cell in table[column].to_pylist() if isinstance(cell, str))
        yield from (text for text in texts if not text.startswith("./"))  # an address of a picture


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}
