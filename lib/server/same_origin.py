"""Whether a request comes from a page of ours, as its browser tells it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers


def is_from_our_page(headers: Headers) -> bool:
    """As browsers tell it, in one of two ways; what tells neither is no page."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host")


def is_from_elsewhere(headers: Headers) -> bool:
    """Whether a page that is neither ours nor allowed by `server.corsAllowedOrigins` opens a websocket.

    Streamlit takes every page of this machine for its own, on whatever port, and cookies know no ports.
    """
    origin = urlsplit(headers.get("origin", ""))
    host = headers.get("host", "")
    is_ours = origin.netloc == host or (":" not in host and origin.hostname == host)
    if "origin" not in headers or is_ours or not st.get_option("server.enableCORS"):
        return False
    return origin.geturl() not in [str(one).rstrip("/") for one in st.get_option("server.corsAllowedOrigins")]
