"""Deleted: what can still be brought back, and the videos that no job knows."""

import streamlit as st

from lib.domain.trash import KEPT_FOR
from lib.text.language import _, _n
from lib.ui.trash import trash_page as trash
from lib.ui.trash.deleted_cast import link_to_deleted_cast
from lib.ui.trash.loose_videos import draw_loose_videos
from lib.ui.trash.trash_news import say_news

st.title(_("Deleted"), anchor=False)
st.caption(
    _n(
        "What was deleted stays here for {count} day. Then it is removed, with the files that nothing else needs.",
        "What was deleted stays here for {count} days. Then it is removed, with the files that nothing else needs.",
        KEPT_FOR.days,
    )
)
also_members = link_to_deleted_cast()
trash.deleted_list(trash.deleted(), also_members=also_members)
draw_loose_videos()
say_news()
