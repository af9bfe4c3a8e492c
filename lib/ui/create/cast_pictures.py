"""Pictures for the whole cast at once: they come here, and are dealt out to subjects once people have chosen how."""

from __future__ import annotations

import streamlit as st

from lib.domain.dealing import Way
from lib.domain.request import ADVISED_IMAGES, MAX_IMAGES_A_SUBJECT
from lib.text.language import _, _n
from lib.ui.create.board_steps import step
from lib.ui.create.deal_view import DealView
from lib.ui.create.dealing_out import deal_out, forget_deal
from lib.ui.create.picture_drop import draw_picture_drop
from lib.ui.media_links import thumb
from lib.ui.parts.picture_intake import not_taken_sentences
from lib.ui.words import plain

_FACE_PX = 72
_deal_out = step(deal_out)
_forget = step(forget_deal)


def draw_deal(view: DealView) -> None:
    """The place for pictures of the whole cast, and the question what becomes of those that came."""
    with st.container(key="cast-pictures"):
        draw_picture_drop(first=view.first)
    if view.waiting:
        _question(view)
    for sentence in not_taken_sentences(view.refused):
        st.error(plain(sentence), icon=":material/broken_image:")


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
        if view.beyond:
            st.caption(
                _(
                    "One video takes up to {most} pictures. *Keep in the cast* on a card saves a subject for others.",
                    most=ADVISED_IMAGES,
                )
            )
