"""Cast: who and what the team films again and again, or the member that the address names."""

import streamlit as st

from lib.text.language import _
from lib.ui.cast import member_page
from lib.ui.cast import member_shelf as library
from lib.ui.cast.exchange import draw_all_actions, draw_first_actions
from lib.ui.cast.import_line import draw_imported
from lib.ui.cast.removal_line import draw_removal

opened = library.opened()

if opened:
    member_page.show(opened)
else:
    st.title(_("Cast"), anchor=False)
    draw_removal()
    draw_imported()
    # After these: an import that is taken back here leaves another shelf.
    shelf = library.shelf()
    if shelf.anybody:
        # At the end of its row stands what can be done with the library as a whole.
        library.controls(shelf, draw_all_actions)
        library.faces(shelf)
    else:
        library.nobody(draw_first_actions)
    library.page_numbers(shelf)
    library.link_to_deleted(shelf)
