"""Pictures for the whole cast on their way to the board: what waits for an answer, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from lib.domain.dealing import Way, dealt
from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.ui.create import board as boards
from lib.ui.create.deal_view import DealState
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.parts.picture_intake import NotTaken, not_taken
from lib.ui.state import studio

_STATE = "create.deal"
"""The state with the board it belongs to."""


def deal_state() -> DealState:
    """Of the board that is open."""
    board, state = st.session_state.get(_STATE, ("", DealState()))
    return state if board == st.session_state.get(boards.OPENED) else DealState()


def offer(pictures: Sequence[DraftPicture], refused: Sequence[NotTaken]) -> None:
    """Several wait for the answer to whom they belong; a single one becomes a subject. The rest is explained."""
    waiting = (*deal_state().waiting, *pictures)
    _keep(DealState(waiting, tuple(refused)))
    if len(waiting) == 1:
        deal_out(Way.EACH)


def deal_out(way: Way) -> None:
    """What waits goes onto the board, with one step back for all of it. Nothing where nothing waits."""
    state, board = deal_state(), boards.current_board()
    if not state.waiting:
        return
    deal = dealt(board.cast, state.waiting, way, lambda: uuid4().hex[:8])
    too_many = PictureRemark(RemarkKind.ONE_TOO_MANY, {"most": MAX_IMAGES_A_SUBJECT})
    refused = [*state.refused, *(NotTaken(picture.name, too_many) for picture in deal.left_over)]
    try:
        fitted = studio().desk.fit(board.model_copy(update={"cast": deal.cast}))
        boards.put(fitted, UndoStep(Change.ADDED_PICTURES))
    except (PictureUnusable, DiskTrouble) as error:
        refused.append(not_taken("", error))
    _keep(DealState((), tuple(refused)))


def forget_deal() -> None:
    """None of what waits."""
    _keep(DealState())


def _keep(state: DealState) -> None:
    st.session_state[_STATE] = (st.session_state.get(boards.OPENED), state)
