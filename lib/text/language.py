"""The languages the app speaks, and how a sentence is put into the one of whoever looks.

English is the source: what stands in the code is what English readers see. `catalogues/` has a file for each other
language, read at its first use. `python -m tests.catalogues` brings them up to date with the code.

    _("Ready in {span}", span=...)              a sentence; a number in it is written as the language does
    _n("{count} video", "{count} videos", 3)    with the plural that the number needs; `count` is always given
    _p("a button", "Open")                      for a word that other languages have two of
    N_("Ready")                                 a sentence for later: translated when `_` gets it
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import MAX_PREC, localcontext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from lib.text.chinese_spaces import spaced

CATALOGUES = Path(__file__).parent / "catalogues"

Param = str | int | float | Sequence[str]
"""Text as it is, a number, or the items of a list."""


@dataclass(frozen=True)
class Language:
    """A language of the app: `code` is kept for a person, `name` is what its speakers call it."""

    code: str
    name: str
    locale: Locale
    """How numbers, times and lists are written."""
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, repr=False, compare=False)

    @property
    def tag(self) -> str:
        """As browsers name it: "zh-Hans"."""
        return self.code.replace("_", "-")


ENGLISH = Language("en", "English", Locale("en", "GB"))  # 24 hours, and the day before the month
_OTHERS = {"zh_Hans": "简体中文"}
CODES = (ENGLISH.code, *_OTHERS)
"""The codes of all languages, English first."""


@cache
def language_of(code: str) -> Language:
    """The language of this code; English for one that the app does not speak."""
    if code not in _OTHERS:
        return ENGLISH
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(code, _OTHERS[code], Locale.parse(code), gettext.GNUTranslations(compiled))


def language_for(chosen: str, browser: str | None) -> Language:
    """The one that a person chose (its code; "" for none), else that of the browser ("zh-CN"), else English."""
    if chosen in CODES:
        return language_of(chosen)
    try:
        wanted = Locale.parse(browser, sep="-") if browser else ENGLISH.locale
    except (ValueError, UnknownLocaleError):
        return ENGLISH
    return next((language_of(code) for code in _OTHERS if Locale.parse(code).language == wanted.language), ENGLISH)


_here: ContextVar[Language] = ContextVar("language")
_listeners: list[Callable[[], Language]] = []


def follow(listener: Callable[[], Language]) -> None:
    """Ask `listener` which language whoever looks reads, for each sentence. The last one counts."""
    _listeners[:] = [listener]


@contextmanager
def speaking(spoken: Language) -> Iterator[None]:
    """Say all within in this language, whoever looks."""
    token = _here.set(spoken)
    try:
        yield
    finally:
        _here.reset(token)


def spoken() -> Language:
    """The language of whoever looks; English where nobody does."""
    if here := _here.get(None):
        return here
    return _listeners[0]() if _listeners else ENGLISH


def _(message: str, /, **params: Param) -> str:
    """A sentence in the language of whoever looks, with its parameters in place."""
    language = spoken()
    return _filled(language, language.catalogue.gettext(message) if message else "", params)


def _n(one: str, many: str, count: int, /, **params: Param) -> str:
    """A sentence that counts something."""
    language = spoken()
    return _filled(language, language.catalogue.ngettext(one, many, count), {"count": count, **params})


def _p(context: str, message: str, /, **params: Param) -> str:
    """A sentence that means something else elsewhere; `context` says where this one stands, for who translates it."""
    language = spoken()
    return _filled(language, language.catalogue.pgettext(context, message), params)


def N_(message: str, /) -> str:  # noqa: N802  # the name that gettext's tools know
    """Mark a sentence that `_` says later."""
    return message


def figures(value: float, locale: Locale, pattern: str | None = None) -> str:
    """A number as `locale` writes it, however large: people may type any, and drafts keep what was typed."""
    with localcontext() as context:
        context.prec = MAX_PREC
        return format_decimal(value, format=pattern, locale=locale)


def _filled(language: Language, text: str, params: dict[str, Param]) -> str:
    if not params:
        return text
    return _in_place(language, text, {name: _written(language, value) for name, value in params.items()})


def _in_place(language: Language, text: str, written: Mapping[str, str]) -> str:
    return spaced(text, written) if language.locale.language == "zh" else text.format_map(written)


def _written(language: Language, value: Param) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return figures(value, language.locale)
    return _listed(language, value, "standard")


def listed(items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """ "Mia, Bear and Owl", or with "or"."""
    return _listed(spoken(), items, style)


def _listed(language: Language, items: Sequence[str], style: Literal["standard", "or"]) -> str:
    places = [f"n{place}" for place in range(len(items))]
    pattern = format_list([f"{{{place}}}" for place in places], style=style, locale=language.locale)
    return _in_place(language, pattern, dict(zip(places, items, strict=True)))
