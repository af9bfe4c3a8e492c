"""What this tab knows of the cast: the members on its board, and those that could be put on it.

As of the last run of the whole page: no step on the board asks the store for what is known. Where the store cannot be
asked, what was known before stays; the page says so elsewhere, and shows nothing of unknown members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from lib.domain.cast_member import MemberQuery, StoredMember, members_on
from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.ui.create.scene_view import Library
from lib.ui.state import studio

_KNOWN, _STALE, _LIBRARY, _KEEPERS, _TYPED = (
    "create.members.known",
    "create.members.stale",
    "create.members.library",
    "create.members.keepers",
    "create.members.typed",
)
MOST_OFFERED = 50
"""Members that the scene's list has at hand, those first that were used last; the others it finds as they are typed."""
LONGEST_SEARCH = 100
"""Characters that are looked for at most: more than a name has."""


def known_members(draft: Draft) -> Mapping[str, StoredMember | None]:
    """The members on the board by id; None for one that is gone. One that nobody knows is missing."""
    known: dict[str, StoredMember | None] = st.session_state.setdefault(_KNOWN, {})
    ids = members_on(draft)
    if ids and (st.session_state.pop(_STALE, False) or not known.keys() >= {*ids}):
        try:
            found = studio().store.members.of_ids(ids)
        except StoreUnavailable:
            return known
        known = st.session_state[_KNOWN] = {one: found.get(one) for one in ids}
    return known


def there(members: Mapping[str, StoredMember | None]) -> dict[str, StoredMember]:
    """Those of them that were not deleted."""
    return {id_: one for id_, one in members.items() if one is not None and not one.deleted}


def library() -> Library:
    """The members that could be put on the board: those used last, and those that were looked for."""
    if _LIBRARY not in st.session_state:
        try:
            st.session_state[_LIBRARY] = _library(str(st.session_state.get(_TYPED, "")))
        except StoreUnavailable:
            return Library()
    return st.session_state[_LIBRARY]  # type: ignore[no-any-return]


def look_for(name: str) -> None:
    """Have those at hand, too, in whose name this stands."""
    st.session_state[_TYPED] = name[:LONGEST_SEARCH]
    st.session_state.pop(_LIBRARY, None)


def _library(name: str) -> Library:
    lines, most = studio().store.members.lines, MOST_OFFERED
    last_used = lines(MemberQuery(limit=most + 1))
    found = lines(MemberQuery(name=name, limit=most + 1)) if name.strip() and len(last_used) > most else []
    return Library(tuple(last_used[:most]), len(last_used) > most, name, tuple(found[:most]), len(found) > most)


def keepers(members: Iterable[StoredMember]) -> Mapping[str, str]:
    """The names of the people who look after members; asked only where there are any."""
    if not any(True for _ in members):
        return {}
    if _KEEPERS not in st.session_state:
        try:
            st.session_state[_KEEPERS] = studio().store.people.names()
        except StoreUnavailable:
            return {}
    return st.session_state[_KEEPERS]  # type: ignore[no-any-return]


def forget_members() -> None:
    """Whoever needs them next asks the store."""
    st.session_state[_STALE] = True
    for key in (_LIBRARY, _KEEPERS):
        st.session_state.pop(key, None)
