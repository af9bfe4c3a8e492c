"""What can be done with a picture of a look: see it in full size, crop it, have it whole again, move it, remove it."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import Look
from lib.domain.draft import DraftPicture
from lib.text.language import _
from lib.ui.cast import look_steps
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.crop_dialog import show_crop
from lib.ui.parts.picture_dialog import show_picture
from lib.ui.parts.picture_parts import has_ground
from lib.ui.words import plain


def draw_picture_tools(member_id: str, look: Look, place: int, which: str) -> None:
    """Below the picture. `which` is read out with each word, and not shown (create.css)."""
    picture, at = look.pictures[place], f"{look.id}.{place}"
    _ground(member_id, look, picture, at, which)
    if picture.fitted:
        _crop_buttons(member_id, look, picture, at, which)
    # With three pictures at most, these two reach every order.
    moves = {1: {0: _("Make first")}, 2: {0: _("Make first"), 1: _("Move left")}}
    icons = ("first_page", "chevron_left")
    for to, label in moves.get(place, {}).items():
        args = (member_id, look.id, place, to)
        _button(label, which, f"member.move.{at}.{to}", icons[to], look_steps.move_picture, args)
    _button(_("Remove"), which, f"member.drop.{at}", "delete", look_steps.drop_picture, (member_id, look.id, place))


def draw_look(look: Look, place: int, which: str) -> None:
    """A press on the picture itself: this lies over it (create.css)."""
    show = _("Show {picture}", picture=plain(which))
    if st.button(f"*{show}*", key=f"member.look.{look.id}.{place}", type="tertiary"):
        show_picture(look.pictures[place], which)


def _ground(member_id: str, look: Look, picture: DraftPicture, at: str, which: str) -> None:
    """What its transparent parts are sent on, where it has some."""
    if picture.fitted is None or not has_ground(picture):
        return
    # With what it shows: after every change it is another widget.
    key = f"member.ground.{at}.{picture.fitted.original.sha256[:8]}.{picture.fitted.ground[1:]}"
    label = _("Background")
    st.color_picker(
        f"{label} *{plain(which)}*",
        picture.fitted.ground,
        key=key,
        on_change=look_steps.choose_ground,
        args=(member_id, look.id, picture, key),
    )


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
