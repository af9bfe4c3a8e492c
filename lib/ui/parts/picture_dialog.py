"""A picture in full size, in a dialog: what is sent, and what it was made from."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.text.language import _
from lib.text.picture_sentences import facts_text, remark_text, sent_text
from lib.ui.frame import pulse
from lib.ui.frame.error_cards import shown
from lib.ui.media_links import picture as picture_link
from lib.ui.parts.web_picture import draw_web_picture
from lib.ui.words import plain


def show_picture(picture: DraftPicture, which: str) -> None:
    """`which`: how it is called."""
    pulse.rest()
    st.dialog(plain(which), width="large", on_dismiss="rerun")(draw_full)(picture, which)


@shown("picture")
def draw_full(picture: DraftPicture, which: str) -> None:
    """What stands in the dialog."""
    if sent := picture.as_sent:
        with st.container(key="full-picture"):
            st.image(picture_link(sent.sending), alt=which)
        st.caption(sent_text(sent) or facts_text(sent.sending))
        for note in sent.notes:
            st.caption(remark_text(note))
    else:
        draw_web_picture(picture.url, "create.full_web_picture", which, whole=True)
        st.caption(plain(picture.url))
        st.caption(_("The video service fetches this picture itself."))
