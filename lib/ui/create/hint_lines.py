"""Hints about the pictures of a card, each with the way to hide it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.picture_hints import Hint, HintKind, without_hint
from lib.text.hint_sentences import hint_text
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.frame.error_cards import noted
from lib.ui.words import plain

_IN_VIEW = 2
"""Hints of one card that stand there without a fold, which takes as much room as a line."""


def draw_hints(uid: str, hints: Sequence[Hint]) -> None:
    """Below the pictures, quietly: of many the first, and the rest in a fold."""
    shown = len(hints) if len(hints) <= _IN_VIEW else 1
    for hint in hints[:shown]:
        _line(uid, hint)
    if rest := hints[shown:]:
        with st.expander(_("More hints about these pictures"), type="compact", key=f"create.hints.{uid}"):
            for hint in rest:
                _line(uid, hint)


def _line(uid: str, hint: Hint) -> None:
    key = f"{uid}.{hint.place}.{hint.kind}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"hint-{key}"):
        st.caption(f":material/lightbulb: {plain(hint_text(hint))}", width="content")
        st.button(
            _("Hide"),
            key=f"create.hint.{key}",
            type="tertiary",
            on_click=_hide,
            args=(uid, hint.place, hint.kind),
        )


@step
def _hide(uid: str, place: int, kind: HintKind) -> None:
    """From now on, on this board and its copies."""
    subject = boards.subject(uid)
    if subject is None or place >= len(subject.pictures):
        return
    picture = without_hint(subject.pictures[place], kind)
    with noted():
        boards.change_subject(uid, pictures=(*subject.pictures[:place], picture, *subject.pictures[place + 1 :]))
