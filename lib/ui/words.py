"""Times, lengths and sizes as people say them, in the browser's time zone and safe from Markdown."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from lib.text import formats
from lib.ui.state import utc_now

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:/&-]|(?<=\d)\.)")
_AFTER_MARKDOWN = re.compile(
    r":(?=[\w+-]+:)"  # icons, Streamlit's logo, and emoji by name
    r"|(?<!\S)[<>~-](?=(?:->|>|-|=)(?!\S))"  # arrows, dashes, comparisons
    r"|:(?=//)|www(?=\.)|(?<=[\w.+-])@(?=[\w-]+\.)",  # web and e-mail addresses
    re.IGNORECASE,
)
"""The beginning of what is replaced after Markdown is read, when escapes are gone: ":streamlit:", "->", "www."."""
_JOINER = "\u2060"
"""Has no width and allows no break."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""What turns the reading direction of all that follows; and a mark that Markdown takes for a space."""
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
"""Around a part: within it and around it, each keeps its own order."""


def plain(text: str) -> str:
    """Text by people for a place that reads Markdown: every mark stays the character it is."""
    joined = _AFTER_MARKDOWN.sub(rf"\g<0>{_JOINER}", in_its_place(text))
    return _MARKDOWN.sub(r"\\\1", joined)


def in_its_place(text: str) -> str:
    """Text by people within a line of ours, whose reading direction stays as it is around Hebrew and Arabic."""
    line = in_one_line(text)
    return f"{_LEFT_TO_RIGHT}{line}{_END}" if _FROM_THE_RIGHT.search(line) else line


def in_one_line(text: str) -> str:
    """Without marks that turn the reading direction: nothing says where they would end."""
    return " ".join(_TURNS.sub("", text).split())


def in_json(document: str) -> str:
    """JSON for people: what turns the reading direction as the escape that means the same."""
    return _TURNS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", document)


def ago(moment: datetime) -> str:
    """ "3 minutes ago"; short of a minute "just now"."""
    return formats.ago(moment, utc_now())


def today() -> date:
    """The day where the browser is."""
    return local(utc_now()).date()


def exact(moment: datetime) -> str:
    """ "23 Nov 2026, 14:05:09" in the browser's zone."""
    return formats.date_and_time(local(moment))


def local(moment: datetime) -> datetime:
    """A UTC time in the browser's zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return moment.astimezone(zone)
