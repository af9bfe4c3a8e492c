"""Whether a request comes from a page of ours, as its browser tells it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_from_our_page(headers: Headers) -> bool:
    """As browsers tell it, in one of two ways; what tells neither is no page."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host")
