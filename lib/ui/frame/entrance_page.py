"""What somebody sees who is not let in: how to sign in, that they have to wait, or what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.role import Visitor
from lib.text.language import _
from lib.ui.frame import error_cards as errors
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.own_erasure import ENDING
from lib.ui.frame.page_frame import frame
from lib.ui.frame.sign_out import leave
from lib.ui.state import caller, studio, utc_now, visitor, visitor_now
from lib.ui.streamlit_internals import provider_cookie
from lib.ui.streamlit_internals.navigation import StreamlitPage
from lib.ui.words import plain

HERE = Path(__file__).parent
LOOKS_EVERY_S = 4
ENDS_AFTER_S = 0.3
"""A page whose next message ends its line sends one so soon; the one that follows takes presses."""


def is_let_in() -> bool:
    """Whether whoever looks sees the pages; without sign-in everybody does."""
    return visitor().is_let_in


def draw_entrance(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
    """In place of the page for somebody who is not let in, and of everything around it."""
    try:
        settings = studio().settings
    except StudioError:
        _wrong(page, pages)
        return
    st.set_page_config(page_title=f"{_('Sign in')} · Castboard", page_icon=str(HERE / "icon.png"), layout="centered")
    st.logo(str(HERE / "logo.svg"), size="large")
    with st.container(key="entrance", gap="medium"):
        try:
            here = visitor_now()
        except StudioError as error:
            errors.show(errors.ErrorText.of(error))
            st.button(_("Try again"), type="primary", key="entrance.again")
            return
        if here.is_let_in:
            st.rerun()
        if here.person_id:
            _known(here)
        else:
            {"oidc": _provider, "invite": _invited, "proxy": _proxy}[settings.sign_in or "invite"]()
    every_s = ENDS_AFTER_S if ENDING in st.session_state else LOOKS_EVERY_S
    st.fragment(_look_again, run_every=every_s, key="entrance.look")()


def _wrong(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
    """The frame of every page shows what is wrong with the studio, and goes no further."""
    with frame(page, pages):
        st.rerun()


def _look_again() -> None:
    """Whether somebody was let in meanwhile, or is somebody else now."""
    try:
        now = visitor_now()
    except StudioError:
        return  # It says nothing about them.
    if (now.person_id, now.role) != (visitor().person_id, visitor().role):
        st.rerun()


def _known(here: Visitor) -> None:
    account = studio().store.accounts.get(here.person_id)
    name = plain(account.name) if account else ""
    if account is None:
        st.title(_("Your account was deleted"))
        st.markdown(_("If you want to come back, ask an owner to let you in. You then start with a new account."))
        if ENDING not in st.session_state:
            st.button(_("Ask to be let in"), key="entrance.ask_back", type="primary", on_click=_ask_back)
    elif account.disabled_at is not None:
        st.title(_("You no longer have access"))
        st.markdown(_("Access for {name} was switched off by an owner of this Castboard.", name=f"**{name}**"))
        st.caption(_("If this is a mistake, ask an owner to switch it on again."))
    else:
        st.title(_("Almost there"))
        st.markdown(_("You are signed in as {name}, and an owner still has to let you in.", name=f"**{name}**"))
        st.caption(_("This page opens by itself as soon as that is done."))
    if studio().settings.sign_in != "proxy":
        st.button(_("Sign out"), key="entrance.out", on_click=leave)


def _provider() -> None:
    st.title(_("Sign in to Castboard"))
    names = provider_cookie.providers()
    if not names:
        st.markdown(_("The sign-in is not set up completely."))
        st.caption(
            _(
                "For your Castboard administrator: section `[auth]` in `.streamlit/secrets.toml` is missing or "
                "incomplete."
            )
        )
    for at, name in enumerate(names):
        label = _("Sign in") if name == provider_cookie.DEFAULT else _("Sign in with {provider}", provider=name.title())
        st.button(
            label, type="secondary" if at else "primary", key=f"entrance.in.{name}", on_click=_sign_in, args=(name,)
        )


def _invited() -> None:
    if studio().identity.is_unheard(caller()):
        st.title(_("Too many attempts"))
        st.markdown(_("Too many links that do not exist were opened from your network. Try again in 10 minutes."))
        st.caption(_("This page opens by itself then."))
        return
    st.title(_("You are not signed in"))
    st.markdown(_("Ask an owner of this Castboard for a link. Opening it signs you in, without a password."))
    st.caption(_("Already have a link? Open it in this browser. It works once, within 7 days."))


def _proxy() -> None:
    st.title(_("You are not signed in"))
    st.markdown(_("Your organization's sign-in did not say who you are."))
    header, addresses = studio().settings.proxy_header, ", ".join(studio().settings.proxy_addresses)
    st.caption(
        _(
            "For your Castboard administrator: the header {header} is missing, or it came from an address other "
            "than {addresses}.",
            header=f"`{header}`",
            addresses=f"`{addresses}`",
        )
    )


@Callback
def _ask_back() -> None:
    studio().identity.ask_back(caller(), utc_now())


@Callback
def _sign_in(provider: str) -> None:
    provider_cookie.sign_in(provider)
