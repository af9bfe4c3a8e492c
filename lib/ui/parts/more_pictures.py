"""The ways to give somebody pictures: files, up to how many there is room for, and a picture by its web address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.picture_remark import PictureRemark
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.language import _, _n
from lib.text.picture_sentences import remark_text
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.picture_intake import take_new
from lib.ui.words import plain

_MOST_OF_A_URL = 60


def draw_upload(has: int, key: str, take: Callable[[Sequence[UploadedFile]], None]) -> None:
    """For whoever has `has` pictures. `take` gets the files, and lets another key empty the uploader."""
    left = MAX_IMAGES_A_SUBJECT - has
    files = st.file_uploader(
        _n("Pictures, {count} more", "Pictures, {count} more", left)
        if has
        else _("One to three pictures, up to 50 MB each"),
        # Any name: the content decides, and what is not taken is named with its reason.
        type=None,
        accept_multiple_files=True,
        key=key,
        help=_(
            "png, jpeg, webp, HEIC, AVIF, GIF, TIFF or BMP, at least 128 pixels a side, at most 50 MB a file. Larger "
            "pictures are scaled to fit."
        ),
    )
    if files:
        # Not in a callback: large pictures take a moment, and people should see that something happens.
        with st.spinner(_("Checking the pictures…")):
            take_new(files, take)
        st.rerun()


def draw_address(
    key: str, add: Callback[...], args: tuple[Any, ...], problem: PictureRemark | None, menu_key: str | None = None
) -> None:
    """The field has the key `key`; `problem`: why the address that was entered last was not taken."""
    with st.popover(_("Use a web address"), icon=":material/link:", type="tertiary", key=menu_key):
        st.text_input(_("Web address of a picture"), key=key, placeholder="https://", on_change=add, args=args)
        if problem:
            st.error(plain(remark_text(problem)))
        st.caption(_("The video service fetches it, so it must be reachable from the internet."))


def draw_url(url: str) -> None:
    """A web address under its picture, without its middle if it is long."""
    short = url if len(url) <= _MOST_OF_A_URL else f"{url[:36]}…{url[-20:]}"
    st.caption(plain(short), help=_("The video service fetches this picture itself."))
