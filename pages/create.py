"""Create: put your cast on the board, write the scene, choose length and look, and generate."""

import streamlit as st

from lib.domain.check import check
from lib.ui import board as boards
from lib.ui.cast import cast_section
from lib.ui.create_head import create_head
from lib.ui.keep_typing import keep_typing
from lib.ui.look import look_section, more_section
from lib.ui.scene import scene_section
from lib.ui.send import send_panel
from lib.ui.state import studio

boards.open_board()
create_head()

draft = boards.board()
body_bytes = studio().desk.body_bytes(draft)
findings = check(draft, body_bytes)

left, right = st.columns([1.75, 1], gap="large")
with left, st.container(gap="medium"):
    with st.container():
        cast_section(findings)
    with st.container():
        scene_section(findings)
    with st.container():
        look_section(findings)
    more_section(findings)
with right:
    send_panel(findings, body_bytes)
keep_typing()
