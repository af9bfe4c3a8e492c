"""What widgets call when people click, choose or type: each through one wrapper, so that trouble leaves the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

import streamlit as st

from lib.ui.frame.error_cards import NOTED, noted
from lib.ui.frame.toasts import WAITING
from lib.ui.streamlit_internals import fragments
from lib.ui.streamlit_internals.completion import undisturbed

P = ParamSpec("P")


class Callback(Generic[P]):
    """A function for a widget's `on_click`, `on_change` and their like; a decorator.

    Callbacks run before there is a page: what one raises would be all that is left of it. A StudioError is noted
    instead, and the whole page drawn with its card, also where the widget stands in a part that is drawn alone; so are
    toasts that wait for the page (toasts.py).
    Whoever goes on at once, to another page or with another press, loses nothing of the action before.
    A type of its own, so that a function which takes one to hand on cannot be given a bare function.
    """

    def __init__(self, run: Callable[P, None]) -> None:
        self._run = run
        self.__doc__ = run.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        with undisturbed(), noted():
            self._run(*args, **kwargs)
        if fragments.running() and (NOTED in st.session_state or WAITING in st.session_state):
            st.rerun("app")
