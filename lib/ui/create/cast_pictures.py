"""Pictures for the whole cast at once: chosen or dropped here, and dealt out to subjects once people said how."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.dealing import Way
from lib.domain.draft import DraftPicture
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.language import _, _n
from lib.ui.create.board_steps import step
from lib.ui.create.deal_view import DealView
from lib.ui.create.dealing_out import deal_out, empty_uploader, forget_deal, offer
from lib.ui.create.paste_pictures import take_pasted
from lib.ui.media_links import thumb
from lib.ui.parts.picture_intake import NotTaken, not_taken_sentence, take_one
from lib.ui.streamlit_internals.upload_memory import free
from lib.ui.words import plain

_FACE_PX = 72
_deal_out = step(deal_out)
_forget = step(forget_deal)


def draw_deal(view: DealView) -> None:
    """One choice of files for the whole cast, or the question what becomes of them."""
    if view.waiting:
        _question(view)
    else:
        _choice(view)
    take_pasted()
    for one in view.refused:
        st.error(plain(not_taken_sentence(one)), icon=":material/broken_image:")


def _choice(view: DealView) -> None:
    with st.container(key="upload-whole-cast", gap="small"):
        files = st.file_uploader(
            _("Pictures of your cast, several at once")
            if view.first
            else _("Pictures of more subjects, several at once"),
            # Any name: the content decides, and what is not taken is named with its reason.
            type=None,
            accept_multiple_files=True,
            key=f"create.upload.whole-cast.{view.fresh}",
        )
        if files:
            # Not in a callback: large pictures take a moment, and people should see that something happens.
            with st.spinner(_("Checking the pictures…")):
                _take(files)
            st.rerun()


def _question(view: DealView) -> None:
    number = len(view.waiting)
    with st.container(border=True, key="deal"):
        question = _n("Who is in this picture?", "Who is in these {count} pictures?", number)
        st.markdown(f"**{question}**")
        alts = [_("Picture {number}", number=place) for place in range(1, number + 1)]
        with st.container(key="deal-faces"):
            st.image([thumb(sha256) for sha256 in view.waiting], width=_FACE_PX, alt=alts)
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("One subject each"),
                icon=":material/group:",
                key="create.deal.each",
                on_click=_deal_out,
                args=(Way.EACH,),
            )
            st.button(
                _("All to one subject"),
                icon=":material/person:",
                key="create.deal.one",
                on_click=_deal_out,
                args=(Way.ONE,),
            )
            st.button(_("Cancel"), key="create.deal.none", type="tertiary", on_click=_forget)
        if view.shared:
            st.caption(_("One subject each: pictures whose files name the same subject stay together."))
        if view.too_many:
            most = MAX_IMAGES_A_SUBJECT
            st.caption(_("All to one subject: the first {most} are used, a subject can have no more.", most=most))


def _take(files: Sequence[UploadedFile]) -> None:
    """What can be used waits for an answer; the rest says why not."""
    taken: list[DraftPicture] = []
    refused: list[NotTaken] = []
    for file in files:
        if unused := take_one(file, taken):
            refused.append(unused)
        free(file)
    empty_uploader()
    offer(taken, refused)
