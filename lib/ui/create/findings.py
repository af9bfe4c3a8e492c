"""What is found about the board as it stands, once for all parts of the page."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.domain.check import Finding, Level, check
from lib.domain.draft import Draft
from lib.domain.failure import Refusal
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

    @property
    def size(self) -> str:
        """What the request weighs. In words, so that a letter more in the scene is nothing new."""
        return f"{self.body_bytes / 1e6:,.1f} of 20 MB"

    def about(self, *fields: str, subject: str = "") -> tuple[Finding, ...]:
        """Findings about one of these fields, of one member of the cast if `subject` says so; nothing that is well."""
        return tuple(
            one
            for one in self.findings
            if one.field in fields and one.level is not Level.OK and (not subject or one.subject == subject)
        )


def found() -> Found:
    """About the board as it stands now; found out once per board, whichever part of the page asks first."""
    draft, kept = boards.board(), st.session_state.get(FOUND)
    refused = st.session_state.get(boards.FOCUS)
    # A board that nobody touched is the same object, which is quicker told than equality.
    if kept is None or kept.draft is not draft or kept.refused is not refused:
        body_bytes = studio().desk.body_bytes(draft)
        findings = tuple(check(draft, body_bytes, refused))
        kept = st.session_state[FOUND] = Found(draft, body_bytes, findings, refused)
    return kept
