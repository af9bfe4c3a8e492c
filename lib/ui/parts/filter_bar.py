"""The row of controls above a list of jobs: search, filters and order. The session keeps what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib.domain.lists import Facets
from lib.text.language import _, spoken
from lib.text.model_words import model_label
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.list_filters import ANY, KINDS, NAMES, SORTS, Choices, Filters, choices, filters
from lib.ui.parts.order_menu import draw_orders
from lib.ui.parts.people_names import person_names
from lib.ui.state import current_person


def chosen_filters(screen: str, facets: Facets) -> Filters:
    """The filters of this session, as far as they are offered now. `screen` begins the keys of its controls."""
    kept = {name: st.session_state.get(f"{screen}.{name}") for name in NAMES}
    return filters(kept, choices(facets))


def draw_filters(
    screen: str,
    facets: Facets,
    chosen: Filters,
    *,
    on_change: Callback[[]],
    on_clear: Callback[[]],
    also: Callable[[], None] | None = None,
) -> None:
    """Draw the controls. A filter with a single choice is not drawn. `also` draws what else stands in their menu."""
    offered = choices(facets)
    st.text_input(
        _("Search"),
        key=f"{screen}.text",
        type="search",
        placeholder=_("Search names and scenes"),
        icon=":material/search:",
        label_visibility="collapsed",
        live="300ms",
        on_change=on_change,
        persist_state="session",
        width=320,
    )
    if also or offered != Choices():
        word = _("Filters: {number}", number=chosen.narrowing) if chosen.narrowing else _("Filters")
        with st.popover(word, icon=":material/tune:", key=f"{screen}.more"):
            _narrowing(screen, facets, offered, on_change)
            if also:
                also()
            st.button(_("Clear the filters"), key=f"{screen}.reset", type="tertiary", on_click=on_clear)
    draw_orders(f"{screen}.sort", {str(one): _(word) for one, word in SORTS.items()}, on_change)


def clear_filters(screen: str) -> None:
    """Leave everything in; the order stays. Only in callbacks."""
    for name in NAMES[:-1]:
        st.session_state[f"{screen}.{name}"] = ANY


def _narrowing(screen: str, facets: Facets, offered: Choices, on_change: Callback[[]]) -> None:
    if offered.models:
        labels = {one: model_label(one) for one in offered.models if one}
        choice(f"{screen}.model", _("Model"), {ANY: _("All models")} | labels, on_change)
    if offered.people:
        people = person_names(facets.people, current_person())
        choice(f"{screen}.person", _("Made by"), {ANY: _("Everyone")} | people, on_change)
    if offered.kinds:
        choice(f"{screen}.kind", _("Demo or real"), {str(one): _(word) for one, word in KINDS.items()}, on_change)


def choice(key: str, label: str, options: Mapping[Any, str], on_change: Callback[[]]) -> None:
    """A list to choose from, with the words of each value; the first counts where nothing else does."""
    # A value that went away (the last job of a model was deleted) would stand there as if it still narrowed.
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    shown = _widget_of(key)
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: " ".join(options.get(value, "").split()),
        key=shown,
        on_change=_chosen,
        args=(key, shown, on_change),
    )


def switch(key: str, label: str, on_change: Callback[[]]) -> None:
    """Something that is on or off."""
    st.session_state.setdefault(key, False)
    shown = _widget_of(key)
    st.toggle(label, key=shown, on_change=_chosen, args=(key, shown, on_change))


def _widget_of(key: str) -> str:
    """The key of the widget that shows what is kept under `key`, with that as its value.

    A list reports the word it shows: one for each language, or a switch would take the choice along. And another one
    once somebody else changed the value: a closed menu would report its old value.
    """
    last, turn = st.session_state.get(f"{key}.last", (st.session_state[key], 0))
    if last != st.session_state[key]:
        turn += 1
    st.session_state[f"{key}.last"] = (st.session_state[key], turn)
    shown = f"{key}.{spoken().code}.{turn}" if turn else f"{key}.{spoken().code}"
    st.session_state[shown] = st.session_state[key]
    return shown


@Callback
def _chosen(key: str, shown: str, on_change: Callback[[]]) -> None:
    st.session_state[key] = value = st.session_state[shown]
    st.session_state[f"{key}.last"] = (value, st.session_state[f"{key}.last"][1])
    on_change()
