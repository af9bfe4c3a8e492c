"""The front door: what every session runs first, and the application the server starts (streamlit.md 1 and 2)."""

import streamlit as st

from lib.text.language import _
from lib.ui.frame.entrance_page import draw_entrance, is_let_in
from lib.ui.frame.page_frame import frame
from lib.ui.session_language import settle_language
from lib.ui.state import settle_visitor
from lib.ui.streamlit_internals.quiet_import import import_quietly

IN_A_SESSION = __name__ == "__main__"

if not IN_A_SESSION:
    import_quietly()

if IN_A_SESSION:
    settle_visitor()
    settle_language()

# At module level, so that it also runs when the server imports this file: it ends Streamlit's legacy mode, in which a
# deep link such as /jobs would run its page without this front door.
in_bar = [
    st.Page("pages/create.py", title=_("Create"), default=True),
    st.Page("pages/cast.py", title=_("Cast"), url_path="cast"),
    st.Page("pages/jobs.py", title=_("Jobs"), url_path="jobs"),
    st.Page("pages/gallery.py", title=_("Gallery"), url_path="gallery"),
]
# Reached from the two before it: what people look for once a month has no place beside them.
aside = [
    st.Page("pages/trash.py", title=_("Deleted"), url_path="deleted", visibility="hidden"),
    st.Page("pages/admin.py", title=_("Admin"), url_path="admin", visibility="hidden"),
]
page = st.navigation([*in_bar, *aside], position="hidden")

if IN_A_SESSION and not is_let_in():
    draw_entrance(page, in_bar)
elif IN_A_SESSION:
    with frame(page, in_bar):
        page.run()
else:
    from lib.server import lifespan, middleware, refuse_open_doors, routes
    from lib.ui.frame.error_cards import uncaught

    refuse_open_doors()
    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=middleware(), on_script_error=uncaught)
