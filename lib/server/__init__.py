"""The server's side: what runs beside the pages, the media route, the guard, and the page as browsers get it."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from lib.server.guard import Guard
from lib.server.import_route import upload_route
from lib.server.lifespan import lifespan
from lib.server.media_route import signed_route
from lib.server.picture_route import pictures_route
from lib.ui.streamlit_internals.front_end import FrontEnd

__all__ = ["lifespan", "middleware", "routes"]


def routes() -> list[Route]:
    """Ours, before those of Streamlit."""
    return [signed_route(_base_path()), upload_route(_base_path()), pictures_route(_base_path())]


def middleware() -> list[Middleware]:
    """Ours, before all of Streamlit."""
    return [Middleware(Guard), Middleware(FrontEnd, _base_path())]


def _base_path() -> str:
    return str(st.get_option("server.baseUrlPath")).strip("/")
