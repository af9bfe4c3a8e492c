"""Addresses of our own media as the browser asks for them: signed, and the same for an hour."""

from __future__ import annotations

from lib.domain.picture_rules import Picture
from lib.services.media.library import Library
from lib.ui.state import studio, utc_now

UPLOADS = "/app/static/uploads"
"""Takes pictures that a page of ours sends by itself (lib/server/picture_route.py)."""


def thumb(sha256: str, edge: int = 320) -> str:
    """A small picture of ours, `edge` pixels (96, 320 or 640) at its longer side."""
    return studio().links.url(f"thumbs/{sha256}-{edge}.webp", now=utc_now())


def picture(kept: Picture) -> str:
    """A picture of ours in full size."""
    return studio().links.url(f"pictures/{kept.sha256}.{kept.kind}", now=utc_now())


def poster(job_id: str) -> str:
    return studio().links.url(Library.poster_name(job_id), now=utc_now())


def video(job_id: str) -> str:
    """What a browser is given to play: the video, or the preview of one that not every browser plays."""
    here = studio()
    return here.links.url(here.library.played_name(job_id), now=utc_now())


def download(job_id: str, named: str) -> str:
    """The video as a file, as it came, under the name of a file."""
    return based(studio().links.url(Library.video_name(job_id), now=utc_now(), download_as=named))


def based(url: str) -> str:
    """An address of ours for places where Streamlit does not complete it itself: relative to the page.

    All pages lie beside each other, and only the browser knows what proxies and a base path put before them.
    """
    return f".{url}"
