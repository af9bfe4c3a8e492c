"""The server's side: what runs beside the pages, our routes, who gets in, and the page as browsers get it."""

from __future__ import annotations

import os

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from lib.app import ROOT
from lib.domain.errors import SettingsInvalid
from lib.server.entrance import Entrance
from lib.server.guard import Guard
from lib.server.import_route import upload_route
from lib.server.invitation_route import join_route
from lib.server.lifespan import lifespan
from lib.server.media_route import signed_route
from lib.server.picture_route import pictures_route
from lib.server.start_check import refuse_open_doors
from lib.services.settings import Settings, load
from lib.ui.streamlit_internals.front_end import FrontEnd

__all__ = ["lifespan", "middleware", "refuse_open_doors", "routes"]


def routes() -> list[Route]:
    """Ours, before those of Streamlit."""
    base = _base_path()
    ours = [signed_route(base), upload_route(base), pictures_route(base)]
    return ours if _is_open_to_all() else [*ours, join_route(base)]


def middleware() -> list[Middleware]:
    """Ours, before all of Streamlit. Without sign-in there is nobody to ask for."""
    base, settings = _base_path(), _settings()
    front_end = Middleware(FrontEnd, base)
    if _is_open_to_all():
        return [Middleware(Guard), front_end]
    return [Middleware(Guard, names_browsers=settings is None), Middleware(Entrance, settings, base), front_end]


def _is_open_to_all() -> bool:
    """Whether nobody has to sign in, for certain: settings that cannot be read may be mended while the server runs."""
    settings = _settings()
    return settings is not None and settings.sign_in is None


def _settings() -> Settings | None:
    try:
        return load(ROOT, os.environ)
    except SettingsInvalid:
        return None


def _base_path() -> str:
    return str(st.get_option("server.baseUrlPath")).strip("/")
