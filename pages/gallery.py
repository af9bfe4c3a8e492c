"""Gallery: the finished videos, or the one that the address names."""

import streamlit as st

from lib.text.language import _
from lib.ui.gallery import gallery_page as gallery
from lib.ui.gallery import player
from lib.ui.parts.trash_link import link_to_deleted

opened = gallery.opened()

if opened:
    player.show(opened)
else:
    st.title(_("Gallery"), anchor=False)
    shelf = gallery.shelf()
    gallery.undo()
    if shelf.anything:
        gallery.controls(shelf)
    gallery.videos(shelf)
    gallery.page_numbers(shelf)
    link_to_deleted(always=shelf.anything)
