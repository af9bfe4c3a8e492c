"""What will be sent, always in view: what is ready, what to fix with its remedy, the size, and Generate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

import streamlit as st

from lib.domain.draft import MOST_TAKES
from lib.domain.finding import Finding, Remedy
from lib.text.formats import number, side_by_side, span
from lib.text.language import _, _n
from lib.text.remedy_words import remedy_label
from lib.ui.create import board_steps, fields, generating
from lib.ui.create.field_links import follow_links
from lib.ui.create.field_places import place_of
from lib.ui.create.finding_lines import TO_DO, leading_line, line_of, some_of
from lib.ui.create.guide import draw_note
from lib.ui.create.guide_view import GuideStep
from lib.ui.create.limit_line import draw_limit, limit_words
from lib.ui.create.made import draw_made
from lib.ui.create.more_sentences import chosen_text
from lib.ui.create.question_sentences import question_sentence
from lib.ui.create.request_view import INCOMPLETE, TITLE, show_request
from lib.ui.create.sections import MADE, leave_out, note, section
from lib.ui.create.send_view import Question, SendView
from lib.ui.words import plain

LINES_PX = 340
"""The room for what is to do where the window is high enough (create.css); more of it scrolls."""

TAKES_PX = 92


def draw_send(view: SendView) -> None:
    """The right column; on a phone its last part becomes a bar at the bottom."""
    with st.container(key="send", gap="small"):
        st.subheader(_heading(view), anchor=False)
        # Always as high: who presses Generate right after typing must find it in the same place when the finger is up.
        with st.container(key="send-lines", gap="small", height=LINES_PX, border=False):
            section(MADE, draw_made)
            _lines(view)
            if view.megabytes is not None:
                st.progress(view.share, text=_("{megabytes} of 20 MB", megabytes=number(view.megabytes, 1)))
            usual = _("Usually ready in {span}", span=span(*view.usual)) if view.usual else ""
            st.caption(usual or _("Off-peak: within 48 hours"))
        _bar(view)
        _request_button(complete=view.may_send)
        follow_links()


def _heading(view: SendView) -> str:
    if not view.begun:
        return _("To get started")
    return _to_fix(view) or _to_do(view) or _limited(view) or _to_check(view) or _("Ready to send")


def _limited(view: SendView) -> str:
    if view.limit is None or not view.limit.blocks:
        return ""
    return _("Too many takes") if view.limit.use else _("Limit reached")


def _to_fix(view: SendView) -> str:
    return _n("{count} to fix", "{count} to fix", view.fixes) if view.fixes else ""


def _to_do(view: SendView) -> str:
    return _n("{count} still to do", "{count} still to do", view.missing) if view.missing else ""


def _to_check(view: SendView) -> str:
    return _n("{count} to check", "{count} to check", view.checks) if view.checks else ""


def _request_button(*, complete: bool) -> None:
    if st.button(
        _(TITLE),
        icon=":material/code:",
        type="tertiary",
        key="create.show_request",
        disabled=not complete,
        help=None if complete else _(INCOMPLETE),
    ):
        show_request()


def _lines(view: SendView) -> None:
    """What is to do and what is well; those that need no button of their own are one element together."""
    shown, left_out = some_of(view.lines)
    if view.certain:
        labels = side_by_side([remedy_label(one) for one in view.certain])
        st.button(
            _("Fix all"),
            icon=":material/auto_fix_high:",
            key="create.fix_all",
            on_click=board_steps.mend_all,
            help=_("All that needs no choice: {names}", names=plain(labels)),
        )
    for bare, some in groupby(enumerate(shown), lambda one: not one[1].remedies):
        if bare:
            st.markdown("\n\n".join(_bare([finding for _, finding in some], begun=view.begun)))
            continue
        for place, finding in some:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(leading_line(finding), width="stretch")
                _remedies(finding, f"create.remedy.{finding.field}.{place}")
    if left_out:
        st.caption(left_out)
    if hidden := chosen_text(view.hidden):
        st.markdown(f":gray[:material/tune:] {plain(hidden)}")


def _bare(findings: Sequence[Finding], *, begun: bool) -> list[str]:
    lines = [leading_line(finding) if begun else line_of(finding) for finding in findings]
    if not begun and (steps := sum(finding.missing for finding in findings)):
        last = _("Press Generate. The video appears in the gallery.")
        lines.insert(steps, f"{TO_DO} {last}")
    return lines


def _remedies(finding: Finding, key: str) -> None:
    if len(finding.remedies) == 1:
        _button(finding.remedies[0], key)
        return
    with st.container(gap="xsmall", width="content", horizontal_alignment="right"):
        for number, remedy in enumerate(finding.remedies):
            _button(remedy, f"{key}.{number}" if number else key, width="stretch")


def _button(remedy: Remedy, key: str, width: Literal["content", "stretch"] = "content") -> None:
    st.button(plain(remedy_label(remedy)), key=key, on_click=board_steps.mend, args=(remedy,), width=width)


def _bar(view: SendView) -> None:
    with st.container(key="send-bar", gap="small"):
        # There also when empty: what follows one that comes or goes is another button to the browser.
        with st.container(key="send-fixes"):
            if view.begun and (summary := _in_short(view)):
                st.markdown(summary)
        if view.question:
            _ask(view.question, view)
        else:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                _takes_and_generate(view)
        _notes(shown=view.guided and not view.question)
        # Below Generate, which must not move when it comes: last, so that nothing follows it.
        draw_limit(view.limit)


def _notes(*, shown: bool) -> None:
    """The last two notes of the guide. In the bar, so that they are in view on a phone, too: there above Generate."""
    steps = (GuideStep.CHECK, GuideStep.GENERATE)
    if not shown:
        for step in steps:
            leave_out(note(step))
        return
    with st.container(key="send-notes", gap="small"):
        for step in steps:
            section(note(step), draw_note)


def _in_short(view: SendView) -> str:
    """On a phone the list is far below the board: this leads to the field of its first line."""
    for colour, words in (("red", _to_fix(view)), ("gray", _to_do(view)), ("orange", _to_check(view))):
        if words:
            first = view.lines[0]
            return f":small[:{colour}[[{words}]({place_of(first.field, first.subject).link})]]"
    return ""


def _takes_and_generate(view: SendView) -> None:
    fields.seed("create.takes", view.takes)
    st.selectbox(
        _("Takes"),
        sorted({*range(1, MOST_TAKES + 1), view.takes}),
        key="create.takes",
        # Nothing to type in: on a phone the keyboard would come up.
        filter_mode=None,
        width=TAKES_PX,
        on_change=board_steps.changed,
        args=("create.takes",),
        help=_("Several videos of the same scene, each with another seed. Each is paid for."),
    )
    st.button(
        _("Generate") if view.takes == 1 else _("Generate {count}", count=view.takes),
        icon=":material/movie:",
        type="primary",
        width="stretch",
        key="generate",
        disabled=not view.can_press,
        help=_to_press(view) or None,
        on_click=generating.press,
        args=(view.click, ()),
    )


def _to_press(view: SendView) -> str:
    """Why Generate cannot be pressed; "" where it can."""
    if not view.may_send:
        return _to_fix(view) or _to_do(view)
    return plain(limit_words(view.limit)) if view.limit and view.limit.blocks else ""


def _ask(question: Question, view: SendView) -> None:
    st.warning(plain(question_sentence(question)), icon=":material/help:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Generate it"),
            type="primary",
            key="create.yes",
            disabled=not view.can_press,
            on_click=generating.press,
            args=(view.click, question.answers),
        )
        st.button(_("Cancel"), key="create.no", on_click=generating.not_now)
