"""What will be sent, always in view: what is ready, what to fix with its remedy, the size, and Generate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from lib.domain.finding import Finding, Level
from lib.text.formats import span
from lib.ui.create import board_steps, fields, generating
from lib.ui.create.finding_lines import ICONS, some_of, words_of
from lib.ui.create.request_view import INCOMPLETE, show_request
from lib.ui.create.send_view import Question, SendView
from lib.ui.words import plain

LINES_PX = 300
"""The room for what is to do; more of it scrolls."""


def draw_send(view: SendView) -> None:
    """The right column; on a phone its last part becomes a bar at the bottom."""
    with st.container(key="send", gap="small"):
        st.subheader(view.heading, anchor=False)
        # Always as high: who presses Generate right after typing must find it in the same place when the finger is up.
        with st.container(key="send-lines", gap="small", height=LINES_PX, border=False):
            _lines(view.findings, started=view.started)
            if view.size:
                st.progress(view.share, text=view.size)
            st.caption(f"Usually ready in {span(*view.usual)}" if view.usual else "Off-peak: within 48 hours")
        _bar(view)
        _request_button(complete=view.may_send)


def _request_button(*, complete: bool) -> None:
    if st.button(
        "Show request",
        icon=":material/code:",
        type="tertiary",
        key="create.show_request",
        disabled=not complete,
        help=None if complete else INCOMPLETE,
    ):
        show_request()


def _lines(findings: Sequence[Finding], *, started: bool) -> None:
    """What is to do and what is well; those that need no button of their own are one element together."""
    shown, left_out = some_of(findings)
    for bare, some in groupby(enumerate(shown), lambda one: one[1].remedy is None):
        if bare:
            st.markdown("\n\n".join(_words(finding, started=started) for _, finding in some))
            continue
        for place, finding in some:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(_words(finding, started=started), width="stretch")
                _remedy(finding, f"create.remedy.{finding.field}.{place}")
    if left_out:
        st.caption(left_out)


def _words(finding: Finding, *, started: bool) -> str:
    # An empty board is a beginning, not a mistake.
    icon = ICONS[finding.level] if started or finding.level is Level.OK else ":gray[:material/radio_button_unchecked:]"
    return f"{icon} {words_of(finding)}"


def _remedy(finding: Finding, key: str) -> None:
    if remedy := finding.remedy:
        st.button(plain(remedy.label), key=key, on_click=board_steps.mend, args=(remedy.field, remedy.value))


def _bar(view: SendView) -> None:
    with st.container(key="send-bar", gap="small"):
        # There also when empty: what follows one that comes or goes is another button to the browser.
        with st.container(key="send-fixes"):
            if view.fixes or view.checks:
                st.markdown(f":small[:red[{view.fixes}]]" if view.fixes else f":small[:orange[{view.checks}]]")
        if view.question:
            _ask(view.question, view)
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _takes_and_generate(view)
        if view.made:
            _made(view.made)


def _takes_and_generate(view: SendView) -> None:
    fields.seed("create.takes", view.takes)
    st.segmented_control(
        "Takes",
        [1, 2, 3, 4],
        key="create.takes",
        required=True,
        on_change=board_steps.changed,
        args=("create.takes",),
        help="Several videos of the same scene, each with another seed. Each is paid for.",
    )
    st.button(
        "Generate" if view.takes == 1 else f"Generate {view.takes}",
        icon=":material/movie:",
        type="primary",
        width="stretch",
        key="generate",
        disabled=not view.may_send,
        help=f"{view.fixes} first" if view.fixes else None,
        on_click=generating.press,
        args=(view.click, ()),
    )


def _ask(question: Question, view: SendView) -> None:
    st.warning(plain(question.text), icon=":material/help:")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Generate it",
            type="primary",
            key="create.yes",
            disabled=not view.may_send,
            on_click=generating.press,
            args=(view.click, question.answers),
        )
        st.button("Cancel", key="create.no", on_click=generating.not_now)


def _made(job_ids: Sequence[str]) -> None:
    """The word after Generate, with the way to the jobs."""
    what = "Your video is" if len(job_ids) == 1 else f"Your {len(job_ids)} videos are"
    with st.container(key="create-made", gap="xsmall"):
        st.success(f"{what} on the way. You can go on here or close the page.", icon=":material/check_circle:")
        st.page_link(
            "pages/jobs.py", label="See the jobs", icon=":material/list_alt:", query_params={"job": job_ids[0]}
        )
