"""Admin: people, usage, storage and the service, for those who look after the team."""

import streamlit as st

from lib.text.language import _
from lib.ui.admin.admin_page import draw_admin

st.title(_("Admin"))
draw_admin()
