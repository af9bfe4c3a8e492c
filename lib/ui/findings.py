"""Findings as people read them: in the list of what will be sent, and beside the field they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from lib.domain.check import Finding, Level, check
from lib.domain.draft import Draft
from lib.ui import board as boards
from lib.ui.state import studio
from lib.ui.words import plain

FOUND = "create.found"
ICONS = {
    Level.FIX: ":red[:material/error:]",
    Level.CHECK: ":orange[:material/info:]",
    Level.OK: ":green[:material/check:]",
}


@dataclass(frozen=True)
class Found:
    """What is known about a draft: the exact size of its request's body, and everything worth saying."""

    draft: Draft
    body_bytes: int
    findings: tuple[Finding, ...]

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
    # A board that nobody touched is the same object, which is quicker told than equality.
    if kept is None or kept.draft is not draft:
        body_bytes = studio().desk.body_bytes(draft)
        kept = st.session_state[FOUND] = Found(draft, body_bytes, tuple(check(draft, body_bytes)))
    return kept


def beside(findings: Sequence[Finding]) -> None:
    """What is wrong with a field, right under it. Its remedy stands in the list."""
    for finding in findings:
        st.markdown(f"{ICONS[finding.level]} {plain(finding.text)}")
