"""Show what can go wrong: a board whose scene makes the demo service misbehave, asked for by the address."""

from __future__ import annotations

import streamlit as st

from lib.domain.demo_words import DemoWord, without_words, words_in
from lib.domain.draft import Draft
from lib.ui.create import board as boards
from lib.ui.create.example_board import example_draft
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.demo_menu import MISHAP
from lib.ui.frame.error_cards import shown
from lib.ui.state import studio

_QUICK = {"duration": 3, "resolution": "540p"}
"""The example is drawn sooner than it would be by default."""


def open_mishap() -> None:
    """Before anything of the board is drawn: what the address asks for, once. In demo mode only."""
    asked = st.query_params.get(MISHAP)
    if asked is None:
        return
    with shown("mishap"):
        if studio().settings.demo and asked in [*DemoWord]:
            _put(DemoWord(asked))
    # Last: a second press may break this run off anywhere, and then its own run does all this once more.
    del st.query_params[MISHAP]
    if not boards.current_board().is_empty:
        st.query_params["draft"] = st.session_state[boards.ID]


def _put(word: DemoWord) -> None:
    """Into the scene of the board as it is, or of the example; what stood there is one step back."""
    board = boards.current_board()
    if words_in(board.scene) == (word,):
        return  # The second of two presses.
    if not any(subject.pictures for subject in board.cast):
        board = example_draft().model_copy(update=_QUICK)
    boards.show(_with(board, word), UndoStep(Change.SHOWED_MISHAP))


def _with(board: Draft, word: DemoWord) -> Draft:
    scene = f"{without_words(board.scene).rstrip()} {word.written}".lstrip()
    return board.model_copy(update={"scene": scene, "service_writes": False})


def take_mishap_out() -> None:
    """The scene as it was meant."""
    board = boards.current_board()
    boards.show(board.model_copy(update={"scene": without_words(board.scene)}))
