"""Deleted: what can still be brought back, and the videos that no job knows."""

import streamlit as st

from lib.domain.trash import KEPT_FOR
from lib.ui.trash import trash_page as trash
from lib.ui.trash.loose_videos import draw_loose_videos

st.title("Deleted")
st.caption(
    f"What was deleted stays here for {KEPT_FOR.days} days. Then it goes, with the files that nothing else needs."
)
trash.deleted_list(trash.deleted())
draw_loose_videos()
