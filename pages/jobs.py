"""Jobs: what is on its way, what came of the rest, and what can be done about it now."""

import streamlit as st

from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.frame.error_cards import shown
from lib.ui.jobs.jobs_page import empty, is_linked, jobs
from lib.ui.jobs.live import overview, watch
from lib.ui.parts.trash_link import link_to_deleted

st.title(_("Jobs"), anchor=False)

moving, revision = True, shared.revision()
with shown():
    there = overview(revision)
    moving = there.moving
    if there.is_empty and not is_linked():
        empty()
    else:
        jobs()
    link_to_deleted(always=not there.is_empty)
watch(revision, moving=moving)
