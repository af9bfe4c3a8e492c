"""What can be done with the looks of a picture on a card: see it in full size, crop it, and have it whole again."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.text.language import _
from lib.ui.create.crop_steps import crop_picture, picture_at, uncrop
from lib.ui.parts.crop_dialog import show_crop
from lib.ui.parts.picture_dialog import show_picture
from lib.ui.words import plain


def draw_look(uid: str, place: int, picture: DraftPicture, which: str) -> None:
    """A press on the picture itself: this lies over it (create.css)."""
    show = _("Show {picture}", picture=plain(which))
    if st.button(f"*{show}*", key=f"create.look.{uid}.{place}", type="tertiary"):
        show_picture(picture, which)


def draw_picture_tools(uid: str, place: int, picture: DraftPicture, which: str) -> None:
    """Below the picture. `which` is read out with each word, and not shown (create.css)."""
    if picture.fitted is None:
        return
    crop, whole = _("Crop"), _("Whole picture again")
    key = f"create.crop.{uid}.{place}"
    if st.button(f"{crop} *{plain(which)}*", key=key, type="tertiary", icon=":material/crop_rotate:"):
        show_crop(
            f"create.crop_frame.{uid}.{place}",
            lambda: picture_at(uid, place),
            lambda part: crop_picture(uid, place, part),
        )
    if picture.whole:
        st.button(
            f"{whole} *{plain(which)}*",
            key=f"create.uncrop.{uid}.{place}",
            type="tertiary",
            icon=":material/crop_free:",
            on_click=uncrop,
            args=(uid, place),
        )
