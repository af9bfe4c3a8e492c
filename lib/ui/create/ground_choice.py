"""What transparent parts of a picture are sent on: a colour that people choose on its card."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import ground_of
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.create.crop_steps import picture_at, put_picture
from lib.ui.create.undo_step import Change
from lib.ui.frame.error_cards import noted
from lib.ui.parts.picture_parts import whole_of
from lib.ui.state import studio
from lib.ui.words import plain

_OF_TRANSPARENCY = (RemarkKind.ON_WHITE, RemarkKind.ON_COLOUR)


def draw_ground(uid: str, place: int, picture: DraftPicture, which: str) -> None:
    """For a picture with transparent parts. `which` is read out with its label, and not shown (create.css)."""
    fitted = picture.fitted
    if fitted is None or not any(note.kind in _OF_TRANSPARENCY for note in fitted.notes):
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
    whole, ground = whole_of(picture) if picture else None, ground_of(st.session_state[key])
    if subject is None or picture is None or whole is None or ground == whole.ground:
        return
    with noted():
        found = studio().pictures.find(whole.original.sha256, ground)
        if picture.crop:
            part = studio().pictures.cropped(whole.original.sha256, picture.crop, ground)
            changed = picture.model_copy(update={"fitted": part, "whole": found})
        else:
            changed = picture.model_copy(update={"fitted": found})
        put_picture(subject, place, changed, Change.CHOSE_GROUND)
