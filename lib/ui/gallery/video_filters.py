"""Search, filters and order of the gallery; the session keeps them, also while another page is shown."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.domain.lists import Facets
from lib.ui.frame.callbacks import Callback
from lib.ui.gallery.cards import model_label
from lib.ui.gallery.query import ANY, KINDS, SORTS, Choices, Filters, choices, filters, person_names
from lib.ui.parts.order_menu import order_menu
from lib.ui.state import current_person

NAMES = ("text", "model", "person", "kind", "sort")


def current(facets: Facets) -> Filters:
    """The filters of this session, as far as they are offered now."""
    kept = {name: st.session_state.get(_key(name)) for name in NAMES}
    return filters(kept, choices(facets))


def controls(facets: Facets, chosen: Filters, on_change: Callback[[]]) -> None:
    """The row of controls. A filter with a single choice is not drawn."""
    offered = choices(facets)
    st.text_input(
        "Search",
        key=_key("text"),
        type="search",
        placeholder="Search names and scenes",
        icon=":material/search:",
        label_visibility="collapsed",
        live="300ms",
        on_change=on_change,
        persist_state="session",
        width=340,
    )
    if offered != Choices():
        with st.popover(_filters_word(chosen.narrowing), icon=":material/tune:", key=_key("more")):
            _narrowing(facets, offered, on_change)
    order_menu(_key("sort"), {str(one): word for one, word in SORTS.items()}, on_change)


def _filters_word(narrowing: int) -> str:
    return f"Filters: {narrowing}" if narrowing else "Filters"


def _narrowing(facets: Facets, offered: Choices, on_change: Callback[[]]) -> None:
    if offered.models:
        _choice("model", "Model", [ANY, *offered.models], lambda one: model_label(one) or "All models", on_change)
    if offered.people:
        names = {ANY: "Everyone"} | person_names(facets.people, current_person())
        _choice("person", "Made by", [ANY, *(one.id for one in offered.people)], names.get, on_change)
    if offered.kinds:
        _choice("kind", "Demo or real", [ANY, *offered.kinds], _kind_word, on_change)
    st.button("Clear the filters", key=_key("reset"), type="tertiary", on_click=clear)


def _choice(
    name: str,
    label: str,
    options: list[str],
    word: Callable[[str], str | None],
    on_change: Callback[[]],
) -> None:
    if st.session_state.get(_key(name)) not in options:
        # What was chosen is gone meanwhile, or nothing was chosen yet.
        st.session_state[_key(name)] = options[0]
    st.selectbox(
        label,
        options,
        format_func=lambda one: " ".join((word(one) or one).split()),
        key=_key(name),
        on_change=on_change,
        persist_state="session",
    )


def _kind_word(kind: str) -> str | None:
    return {str(one): word for one, word in KINDS.items()}.get(kind)


@Callback
def clear() -> None:
    """Leave everything in; the order stays."""
    for name in NAMES[:-1]:
        st.session_state[_key(name)] = ANY
    st.session_state.pop("gallery.page", None)


def _key(name: str) -> str:
    return f"gallery.{name}"
