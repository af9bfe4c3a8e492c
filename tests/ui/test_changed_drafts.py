"""Drafts that another page changed are told to the board that holds one, once each."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from lib.ui.parts import changed_drafts

    changed_drafts.note(["one", "two"])
    changed_drafts.note(["three"])
    st.text(str([changed_drafts.take(one) for one in ("one", "one", "three", "four")]))


def test_each_draft_is_told_once() -> None:
    assert AppTest.from_function(page).run().text[0].value == "[True, False, True, False]"
