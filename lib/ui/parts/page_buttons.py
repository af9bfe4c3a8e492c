"""Links to another page that look like buttons.

They are no buttons that call `st.switch_page`: by a link the browser goes itself, and ends its timers first. A tick or
a second press that is on its way while the server changes the page names the page before. Streamlit 1.67 answers it
after the new page, and the browser takes that answer for one more change and clears what the new page has drawn.
"""

from __future__ import annotations

import streamlit as st

from lib.domain.job import Job

CREATE, GALLERY = "pages/create.py", "pages/gallery.py"
AGAIN, REFUSED = "again", "refused"
"""In the address of Create: the job whose board it opens, and that it says there what the service did not take."""
VIDEO = "video"
"""In the address of the gallery: the video that it shows."""


def page_button(
    page: str, label: str, *, key: str, icon: str, primary: bool = False, query: dict[str, str] | None = None
) -> None:
    """A link to one of our pages that looks like a button. `key` is unique on the page."""
    with st.container(key=f"{'go.primary' if primary else 'go'}.{key}", width="content"):
        st.page_link(page, label=label, icon=icon, query_params=query)


def again_button(job: Job, label: str, *, key: str, icon: str, primary: bool = False, refused: bool = False) -> None:
    """To the board that made this job. `refused`: what the service did not take is shown there, at its field."""
    query = {AGAIN: job.id} | ({REFUSED: "1"} if refused else {})
    page_button(CREATE, label, key=key, icon=icon, primary=primary, query=query)
