"""Deleted: what can still be brought back, and the videos that no job knows."""

import streamlit as st

from lib.ui.trash import trash_page as trash
from lib.ui.trash.loose_videos import draw_loose_videos

st.title("Deleted")
st.caption("What was deleted stays here for 30 days. Then its files go.")
trash.deleted_list(trash.deleted())
draw_loose_videos()
