"""Times, lengths and sizes as people say them, in the browser's time zone and safe from Markdown."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import humanize
import streamlit as st

from lib.ui.state import utc_now

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:/-])")
_STREAMLIT = re.compile(r"(:)(?=material_\w+:|streamlit:)|(?<!\S)([<>~-])(?=(?:->|>|-|=)(?!\S))")
"""The beginning of what Streamlit replaces after Markdown is read, when escapes are gone: ":streamlit:", "->", "--"."""
_JOINER = "\u2060"
"""Has no width and allows no break."""


def plain(text: str) -> str:
    """Text by people for a place that reads Markdown: every mark stays the character it is."""
    joined = _STREAMLIT.sub(rf"\g<0>{_JOINER}", " ".join(text.split()))
    return _MARKDOWN.sub(r"\\\1", joined)


def ago(moment: datetime) -> str:
    """ "3 minutes ago"; short of a minute "just now", so that it does not change on every tick."""
    seconds = (utc_now() - moment).total_seconds()
    return "just now" if seconds < 60 else humanize.naturaltime(utc_now() - moment)


def exact(moment: datetime) -> str:
    """ "23 Nov 2026, 14:05:09" in the browser's zone."""
    return f"{local(moment):%d %b %Y, %H:%M:%S}"


def local(moment: datetime) -> datetime:
    """A UTC time in the browser's zone."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return moment.astimezone(zone)


def size(size_bytes: int) -> str:
    """ "6.2 MB", with 1 MB as 1,000,000 bytes, as in the service's limit."""
    return humanize.naturalsize(size_bytes)


def span(from_s: int, to_s: int) -> str:
    """ "1 to 3 minutes"."""
    if to_s < 90:
        return f"{from_s} to {to_s} seconds"
    return f"{max(1, round(from_s / 60))} to {round(to_s / 60)} minutes"
