"""What must not be started: a server that everybody reaches and nobody has to sign in to."""

from __future__ import annotations

import os
from ipaddress import ip_address

import streamlit as st

from lib.app import ROOT
from lib.domain.errors import SettingsInvalid
from lib.services.settings import load
from lib.ui.streamlit_internals.peers import listens_on

REFUSED = (
    "Castboard does not start: it would listen on {address}, where others reach it, and nobody would have to sign in. "
    "Set CASTBOARD_SIGN_IN (see 'Open it to a team' in the README), or listen on 127.0.0.1."
)


def refuse_open_doors() -> None:
    """End the process with a sentence if others can reach it although nobody has to sign in.

    Whoever reaches a page without sign-in can spend the key and delete everything.
    """
    address = listens_on() or str(st.get_option("server.address") or "0.0.0.0")  # noqa: S104  # Streamlit's default
    if not is_loopback(address) and not _has_sign_in():
        raise SystemExit(REFUSED.format(address=address))


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches it."""
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _has_sign_in() -> bool:
    try:
        return load(ROOT, os.environ).sign_in is not None
    except SettingsInvalid:
        return False
