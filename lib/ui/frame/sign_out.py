"""The way out: of this browser, or of all that a person is signed in with."""

from __future__ import annotations

import streamlit as st

from lib.ui.frame.callbacks import Callback
from lib.ui.state import caller, current_person, studio, utc_now


@Callback
def leave() -> None:
    """Sign this browser out."""
    studio().identity.sign_out(caller(), utc_now())
    leave_provider()


@Callback
def leave_everywhere() -> None:
    """Sign this person out in all browsers."""
    studio().identity.sign_out_everywhere(current_person(), caller(), utc_now())
    leave_provider()


def leave_provider() -> None:
    """Out of the session of Streamlit's own, where a provider signs people in."""
    if studio().settings.sign_in == "oidc":
        st.logout()
