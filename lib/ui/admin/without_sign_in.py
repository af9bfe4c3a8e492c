"""What stands in place of people and the audit log while nobody has to sign in."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _


def draw_how_to_open() -> None:
    """How Castboard is opened to a team."""
    st.markdown(
        _(
            "Nobody has to sign in here: anyone who can open Castboard can do everything, "
            "so it opens only on this machine."
        )
    )
    st.markdown(_("To open it to a team, start it with the first line, then get your own link with the second one:"))
    st.code("CASTBOARD_SIGN_IN=invite streamlit run streamlit_app.py\npython -m lib.admin owner", language=None)
    st.caption(
        _("“oidc” in place of “invite” lets people sign in at a provider of yours, “proxy” at a proxy. See the README.")
    )
