"""What is found about the board as it stands, once for all parts of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from lib.domain.cast_check import permission_findings
from lib.domain.cast_member import StoredMember
from lib.domain.check import check_draft, in_order
from lib.domain.draft import Draft
from lib.domain.failure import Refusal
from lib.domain.finding import Finding
from lib.ui.create import board as boards
from lib.ui.create.board_members import keepers, known_members, there
from lib.ui.state import current_person, studio
from lib.ui.words import today

FOUND = "create.found"


@dataclass(frozen=True)
class Found:
    """What is known about a draft: the exact size of its request's body, and everything worth saying."""

    draft: Draft
    body_bytes: int
    findings: tuple[Finding, ...]
    refused: Refusal | None = None
    """What the service did not take of this board."""
    members: Mapping[str, StoredMember | None] = field(default_factory=dict)
    """What is known of the members of the cast on it (`known_members`)."""


def found() -> Found:
    """About the board as it stands now; found out once per board, whichever part of the page asks first."""
    draft, kept = boards.current_board(), st.session_state.get(FOUND)
    members = known_members(draft)
    refused = st.session_state.get(boards.FOCUS)
    # A board that nobody touched is the same object, which is quicker to check than equality.
    if kept is None or kept.draft is not draft or kept.refused is not refused or kept.members is not members:
        body_bytes = studio().desk.body_bytes(draft)
        findings = in_order([*_of_members(draft, there(members)), *check_draft(draft, body_bytes, refused)])
        kept = st.session_state[FOUND] = Found(draft, body_bytes, tuple(findings), refused, members)
    return kept


def _of_members(draft: Draft, members: Mapping[str, StoredMember]) -> list[Finding]:
    return permission_findings(draft, members, keepers(members.values()), today(), me=current_person())
