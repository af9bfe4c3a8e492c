"""Cropping and turning a picture, in a dialog: a component of ours, since Streamlit has no frame to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from lib.domain.crop import Crop, crop_in, crop_problem
from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.picture_rules import MAX_RATIO, MIN_SIDE, Picture
from lib.text.language import N_, _
from lib.text.picture_sentences import remark_text
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.media_links import based, thumb
from lib.ui.parts.picture_intake import not_taken, not_taken_sentence
from lib.ui.parts.picture_parts import whole_of
from lib.ui.streamlit_internals.completion import undisturbed
from lib.ui.words import plain

HERE = Path(__file__).parent
TITLE = N_("Crop or turn")
Find = Callable[[], DraftPicture | None]
CropIt = Callable[[Crop], None]
"""Raises PictureUnusable, DiskTrouble."""
_EDGE_PX = 640
_SCRIPTS = ("frame_rules.js", "crop_frame.js")

_frame = st.components.v2.component(
    "castboard_crop_frame",
    css=(HERE / "crop_frame.css").read_text("utf-8"),
    # One module: Streamlit takes the text of one, and what it would import has no address.
    js="\n".join((HERE / name).read_text("utf-8") for name in _SCRIPTS),
)


def show_crop(key: str, find: Find, crop_it: CropIt) -> None:
    """`key` of the frame; `find` gives the picture as it is by then, `crop_it` lets a part of it take its place."""
    pulse.rest()
    st.dialog(_(TITLE), width="large", on_dismiss="rerun")(draw_crop)(key, find, crop_it)


@shown("crop")
def draw_crop(key: str, find: Find, crop_it: CropIt) -> None:
    """What stands in the dialog."""
    picture = find()
    whole = whole_of(picture) if picture else None
    if picture is None or whole is None:
        st.caption(_("This picture is no longer there."))
        return
    reported = _frame(
        key=key,
        data=_data(whole.original, picture.crop or Crop()),
        on_cropped_change=_cropped,
    ).cropped
    if crop := crop_in(reported):
        _take(crop_it, crop, whole.original)


def _take(crop_it: CropIt, crop: Crop, original: Picture) -> None:
    if problem := crop_problem(crop, original.width, original.height):
        st.error(plain(remark_text(problem)))
        return
    try:
        # Not in a callback: a large picture takes a moment.
        with st.spinner(_("Cropping…")), undisturbed():
            crop_it(crop)
    except (PictureUnusable, DiskTrouble) as error:
        st.error(plain(not_taken_sentence(not_taken("", error))))
        return
    st.rerun()


def _data(original: Picture, crop: Crop) -> dict[str, object]:
    return {
        "picture": based(thumb(original.sha256, _EDGE_PX)),
        "width": original.width,
        "height": original.height,
        "least": MIN_SIDE,
        "most": MAX_RATIO,
        "crop": asdict(crop),
        "words": {
            "picture": _("The picture"),
            "shape": _("Shape of the frame"),
            "free": _("Free"),
            "square": _("Square"),
            "frame": _("Frame"),
            "help": _("Drag the frame or its corners. With the keyboard: arrows move it, Shift and arrows resize it."),
            "turn_left": _("Turn left"),
            "turn_right": _("Turn right"),
            "whole": _("Whole picture"),
            "use": _("Use this part"),
        },
    }


@Callback
def _cropped() -> None:
    """The frame reports; the dialog takes it."""
