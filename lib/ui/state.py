"""The one cached Studio that pages and the server's lifespan share, and who is looking."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from lib.app import ROOT, Studio, build
from lib.domain.actor import Actor, person_id_of
from lib.domain.role import Role, Visitor
from lib.services.settings import load

PERSON_COOKIE = "castboard_person"
"""Set by the server's middleware; HttpOnly, so only the server reads it."""


@st.cache_resource(show_spinner=False, on_release=lambda studio: studio.close())
def studio() -> Studio:
    """The Studio of this process, opened, not started: only the lifespan starts it.

    Raises SettingsInvalid, StoreUnavailable, DiskTrouble; an error is not cached, so the next page tries again.
    """
    made = build(load(ROOT, os.environ))
    made.open()
    return made


def current_person() -> str:
    """The id of whoever is looking: a browser, until there is a login (design.md section 4)."""
    # No cookie (AppTest, or a browser that refuses them): the session is the person.
    return person_of(st.context.cookies) or str(st.session_state.setdefault("person", uuid4().hex))


def person_of(cookies: Mapping[str, str]) -> str | None:
    """The id of whoever sends these; None without a cookie of ours."""
    cookie = cookies.get(PERSON_COOKIE, "")
    return person_id_of(cookie) if 16 <= len(cookie) <= 64 and cookie.isalnum() else None


def visitor() -> Visitor:
    """Whoever is looking, and what they may do. Without sign-in everybody is an owner."""
    return Visitor(current_person(), Role.OWNER)


def actor() -> Actor:
    """Whoever is looking, as the one who does something."""
    here = visitor()
    return Actor(here.person_id, here.role, here.address)


def utc_now() -> datetime:
    return datetime.now(UTC)
