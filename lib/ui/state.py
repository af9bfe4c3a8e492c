"""The one cached Studio that pages and the server's lifespan share, and who is looking."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st

from lib.app import ROOT, Studio, build
from lib.domain.actor import Actor, person_id_of
from lib.domain.errors import SignedOut, StudioError
from lib.domain.role import Role, Visitor
from lib.domain.sign_in import Caller
from lib.services.settings import load
from lib.ui.callers import caller_of

PERSON_COOKIE = "castboard_person"
"""Set by the server's middleware; HttpOnly, so only the server reads it."""
VISITOR = "castboard.visitor"
"""Who looks, in session state and in the scope of a request, once people sign in."""
WHOSE = "castboard.whose"
"""In session state: the id of the person whose session it is."""
NOBODY = Visitor("", Role.NOBODY)


@st.cache_resource(show_spinner=False, on_release=lambda studio: studio.close())
def studio() -> Studio:
    """The Studio of this process, opened, not started: only the lifespan starts it.

    Raises SettingsInvalid, StoreUnavailable, DiskTrouble; an error is not cached, so the next page tries again.
    """
    made = build(load(ROOT, os.environ))
    made.open()
    return made


def current_person() -> str:
    """The id of whoever is looking: of a browser, or of a person where people sign in; "" for nobody."""
    if (settled := _settled()) is not None:
        return settled.person_id
    # No cookie (AppTest, or a browser that refuses them): the session is the person.
    return person_of(st.context.cookies) or str(st.session_state.setdefault("person", uuid4().hex))


def person_of(cookies: Mapping[str, str]) -> str | None:
    """The id of whoever sends these; None without a cookie of ours."""
    cookie = cookies.get(PERSON_COOKIE, "")
    return person_id_of(cookie) if 16 <= len(cookie) <= 64 and cookie.isalnum() else None


def settle_visitor() -> None:
    """Once in each run of a page, before anything else: who looks. Without sign-in there is nothing to settle.

    Whoever cannot be asked for who they are is nobody; the page says what is wrong (frame/entrance_page.py).
    """
    try:
        here = visitor_now() if studio().settings.sign_in else None
    except StudioError:
        st.session_state[VISITOR] = NOBODY
        return
    if here is None:
        st.session_state.pop(VISITOR, None)
        return
    if st.session_state.get(WHOSE, here.person_id) != here.person_id:
        st.session_state.clear()  # Nothing of one person is left to another.
    st.session_state[VISITOR], st.session_state[WHOSE] = here, here.person_id


def visitor() -> Visitor:
    """Whoever is looking, and what they might do as this run of the page began. Without sign-in everybody is an owner.

    For what a page shows. What is done asks for its `actor`.
    """
    return _settled() or Visitor(current_person(), Role.OWNER)


def visitor_now() -> Visitor:
    """The same, asked anew. Raises StoreUnavailable."""
    if not studio().settings.sign_in:
        return Visitor(current_person(), Role.OWNER)
    return studio().identity.who(caller(), utc_now())


def actor() -> Actor:
    """Whoever is looking, as the one who does something: asked anew, since a page outlives a sign-in.

    Raises SignedOut.
    """
    return _let_in(visitor_now())


def actor_elsewhere() -> Callable[[], Actor]:
    """What asks for the `actor` once no page is there to ask: a file is made in a thread of its own."""
    if not studio().settings.sign_in:
        here = actor()
        return lambda: here
    asked = caller()
    return lambda: _let_in(studio().identity.who(asked, utc_now()))


def _let_in(here: Visitor) -> Actor:
    if not here.is_let_in:
        raise SignedOut(detail=here.person_id or "nobody")
    return Actor(here.person_id, here.role, here.address)


def caller() -> Caller:
    """Whoever is looking, as their browser shows them."""
    return caller_of(st.context.cookies, st.context.headers, studio().settings)


def _settled() -> Visitor | None:
    settled: Visitor | None = st.session_state.get(VISITOR)
    return settled


def utc_now() -> datetime:
    return datetime.now(UTC)
