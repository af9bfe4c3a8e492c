"""What transparent parts of a picture are sent on: a colour that people choose on its card."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.domain.picture_rules import ground_of
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.create.crop_steps import picture_at, put_picture
from lib.ui.create.undo_step import Change
from lib.ui.frame.error_cards import noted
from lib.ui.parts.picture_parts import has_ground, on_ground
from lib.ui.words import plain


def draw_ground(uid: str, place: int, picture: DraftPicture, which: str) -> None:
    """For a picture with transparent parts. `which` is read out with its label, and not shown (create.css)."""
    fitted = picture.fitted
    if fitted is None or not has_ground(picture):
        return
    # With what it shows: after every change, also one that was taken back, it is another widget.
    key = f"create.ground.{uid}.{place}.{fitted.original.sha256[:8]}.{fitted.ground[1:]}"
    label = _("Background")
    st.color_picker(
        f"{label} *{plain(which)}*", fitted.ground, key=key, on_change=choose_ground, args=(uid, place, key)
    )


@step
def choose_ground(uid: str, place: int, key: str) -> None:
    """The colour in the widget `key` is behind its transparent parts from now on, with a way back."""
    subject, picture = boards.subject(uid), picture_at(uid, place)
    if subject is None or picture is None:
        return
    with noted():
        changed = on_ground(picture, ground_of(st.session_state[key]))
        if changed != picture:
            put_picture(subject, place, changed, Change.CHOSE_GROUND)
