"""The order of a list as a menu that names the present one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lib.ui.frame.callbacks import Callback


def draw_orders(key: str, orders: Mapping[str, str], on_change: Callback[[]]) -> None:
    """`key`: where the session keeps the chosen one of `orders` (value and words, the first is the usual one).

    A select box would need 140 kB of scripts more before the page is there.
    """
    if st.session_state.get(key) not in orders:
        st.session_state[key] = next(iter(orders))
    menu = f"{key}_menu"
    st.menu_button(
        orders[st.session_state[key]],
        list(orders),
        format_func=lambda value: orders[value],
        icon=":material/sort:",
        key=menu,
        on_click=_choose,
        args=(key, menu, on_change),
    )


@Callback
def _choose(key: str, menu: str, on_change: Callback[[]]) -> None:
    if chosen := st.session_state.get(menu):
        st.session_state[key] = chosen
        on_change()
