"""The way out: of this browser, or of all that a person is signed in with."""

from __future__ import annotations

import streamlit as st

from lib.ui.frame.callbacks import Callback
from lib.ui.state import caller, current_person, studio, utc_now


@Callback
def leave() -> None:
    """Sign this browser out."""
    studio().identity.sign_out(caller(), utc_now())
    _leave_provider()


@Callback
def leave_everywhere() -> None:
    """Sign this person out in all browsers."""
    studio().identity.sign_out_everywhere(current_person(), caller(), utc_now())
    _leave_provider()


def _leave_provider() -> None:
    if studio().settings.sign_in == "oidc":
        st.logout()
