"""What can be done with a picture of a look: crop it, have it whole again, move it, remove it."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import Look
from lib.domain.draft import DraftPicture
from lib.text.language import _
from lib.ui.cast import look_steps
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.crop_dialog import show_crop
from lib.ui.words import plain


def draw_picture_tools(member_id: str, look: Look, place: int, which: str) -> None:
    """Below the picture. `which` is read out with each word, and not shown (create.css)."""
    picture, at = look.pictures[place], f"{look.id}.{place}"
    if picture.fitted:
        _crop_buttons(member_id, look, picture, at, which)
    # With three pictures at most, these two reach every order.
    moves = {1: {0: _("Make first")}, 2: {0: _("Make first"), 1: _("Move left")}}
    icons = ("first_page", "chevron_left")
    for to, label in moves.get(place, {}).items():
        args = (member_id, look.id, place, to)
        _button(label, which, f"member.move.{at}.{to}", icons[to], look_steps.move_picture, args)
    _button(_("Remove"), which, f"member.drop.{at}", "delete", look_steps.drop_picture, (member_id, look.id, place))


def _crop_buttons(member_id: str, look: Look, picture: DraftPicture, at: str, which: str) -> None:
    crop = _("Crop")
    label = f"{crop} *{plain(which)}*"
    if st.button(label, key=f"member.crop.{at}", type="tertiary", icon=":material/crop_rotate:"):
        show_crop(
            f"member.crop_frame.{at}",
            lambda: picture,
            lambda part: look_steps.crop_picture(member_id, look.id, picture, part),
        )
    if picture.whole:
        args = (member_id, look.id, picture)
        _button(_("Whole picture again"), which, f"member.uncrop.{at}", "crop_free", look_steps.uncrop, args)


def _button(label: str, which: str, key: str, icon: str, on_click: Callback[...], args: tuple[object, ...]) -> None:
    st.button(
        f"{label} *{plain(which)}*", key=key, type="tertiary", icon=f":material/{icon}:", on_click=on_click, args=args
    )
