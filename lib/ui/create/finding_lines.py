"""Findings as people read them: in the list of what will be sent, and beside the field they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from lib.domain.finding import Finding, Level
from lib.domain.finding_groups import merged
from lib.text.finding_sentences import finding_text, step_text
from lib.text.language import _n
from lib.text.remedy_words import field_name
from lib.ui.create.field_places import place_of
from lib.ui.words import plain

MOST_OF_A_FIELD = 20
LONGEST = 400
"""Characters of a sentence."""
ICONS = {
    Level.FIX: ":red[:material/error:]",
    Level.CHECK: ":orange[:material/info:]",
    Level.OK: ":green[:material/check:]",
}
TO_DO = ":gray[:material/radio_button_unchecked:]"


def beside(findings: Sequence[Finding]) -> None:
    """What is wrong with a field, right under it. Its remedy stands in the list."""
    shown, left_out = some_of(merged(findings))
    for finding in shown:
        st.markdown(line_of(finding))
    if left_out:
        st.caption(left_out)


def some_of(findings: Sequence[Finding]) -> tuple[list[Finding], str]:
    """The first of each field, and a word about the rest: a pasted text may mention thousands that nobody knows."""
    number, shown = Counter[str](), []
    for finding in findings:
        number[finding.field] += 1
        if number[finding.field] <= MOST_OF_A_FIELD:
            shown.append(finding)
    left_out = len(findings) - len(shown)
    return shown, _n("And {count} more like these.", "And {count} more like these.", left_out) if left_out else ""


def line_of(finding: Finding) -> str:
    """Its icon and its words. What is only missing is a step to do, and no fault."""
    return f"{TO_DO if finding.missing else ICONS[finding.level]} {words_of(finding)}"


def leading_line(finding: Finding) -> str:
    """The same with the field that it is about, as a link to it (field_links.py)."""
    if finding.level is Level.OK:
        return line_of(finding)
    icon = TO_DO if finding.missing else ICONS[finding.level]
    link = place_of(finding.field, finding.subject).link
    return f"{icon} [{plain(field_name(finding))}]({link}) · {words_of(finding)}"


def words_of(finding: Finding) -> str:
    """Its sentence for a place that reads Markdown, without the end of a very long name in it."""
    text = step_text(finding) if finding.missing else finding_text(finding)
    return plain(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
