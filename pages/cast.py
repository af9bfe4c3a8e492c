"""Cast: who and what the team films again and again, or the member that the address names."""

import streamlit as st

from lib.text.language import _
from lib.ui.cast import member_page
from lib.ui.cast import member_shelf as library
from lib.ui.cast.new_member import draw_add
from lib.ui.cast.removal_line import draw_removal

opened = library.opened()

if opened:
    member_page.show(opened)
else:
    st.title(_("Cast"))
    shelf = library.shelf()
    draw_removal()
    if shelf.anybody:
        # At the end of its row stands what can be done with the library as a whole.
        library.controls(shelf, draw_add)
        library.faces(shelf)
    else:
        library.nobody(draw_add)
    library.page_numbers(shelf)
