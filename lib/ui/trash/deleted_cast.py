"""From what was deleted to the members of the cast among it, which are listed with their faces on the Cast page."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import MemberQuery
from lib.text.language import _n
from lib.ui import revisions as shared
from lib.ui.state import studio


def link_to_deleted_cast() -> bool:
    """The link, where there is one to bring back; whether there is."""
    number = shared.of_revision("cast.deleted", shared.revision(), _count)
    if number:
        with st.container(key="trash.cast", horizontal=True):
            st.page_link(
                "pages/cast.py",
                label=_n("{count} deleted member of the cast", "{count} deleted members of the cast", number),
                icon=":material/group:",
                query_params={"deleted": "1"},
            )
    return bool(number)


def _count() -> int:
    return studio().store.members.count(MemberQuery(deleted=True))
