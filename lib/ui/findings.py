"""Findings as people read them: in the list of what will be sent, and beside the field they are about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.check import Finding, Level
from lib.ui.words import plain

ICONS = {
    Level.FIX: ":red[:material/error:]",
    Level.CHECK: ":orange[:material/info:]",
    Level.OK: ":green[:material/check:]",
}


def beside(findings: Sequence[Finding], *fields: str) -> None:
    """What is wrong with one of these fields, right under it. Its remedy stands in the list."""
    for finding in findings:
        if finding.field in fields and finding.level is not Level.OK:
            st.markdown(f"{ICONS[finding.level]} {plain(finding.text)}")
