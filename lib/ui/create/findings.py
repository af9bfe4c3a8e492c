"""What is found about the board as it stands, once for all parts of the page."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.domain.check import check_draft
from lib.domain.draft import Draft
from lib.domain.failure import Refusal
from lib.domain.finding import Finding
from lib.ui.create import board as boards
from lib.ui.state import studio

FOUND = "create.found"


@dataclass(frozen=True)
class Found:
    """What is known about a draft: the exact size of its request's body, and everything worth saying."""

    draft: Draft
    body_bytes: int
    findings: tuple[Finding, ...]
    refused: Refusal | None = None
    """What the service did not take of this board."""


def found() -> Found:
    """About the board as it stands now; found out once per board, whichever part of the page asks first."""
    draft, kept = boards.current_board(), st.session_state.get(FOUND)
    refused = st.session_state.get(boards.FOCUS)
    # A board that nobody touched is the same object, which is quicker told than equality.
    if kept is None or kept.draft is not draft or kept.refused is not refused:
        body_bytes = studio().desk.body_bytes(draft)
        findings = tuple(check_draft(draft, body_bytes, refused))
        kept = st.session_state[FOUND] = Found(draft, body_bytes, findings, refused)
    return kept
