"""Create: put your cast on the board, write the scene, choose length and look, and generate."""

import streamlit as st

from lib.ui import board as boards
from lib.ui.cast import cast_heading, cast_section
from lib.ui.create_head import CAST_KEY, create_head
from lib.ui.fields import report
from lib.ui.look import look_section, more_section
from lib.ui.scene import scene_section
from lib.ui.sections import CAST, LOOK, MORE, SCENE, SEND, VERSION, open_sections, section
from lib.ui.send import send_panel

boards.open_board()
open_sections()
with st.container():
    create_head()

left, right = st.columns([1.75, 1], gap="large")
with left, st.container(gap="medium"):
    with st.container(key=CAST_KEY):
        cast_heading()
        section(CAST, cast_section)
    section(SCENE, scene_section)
    section(LOOK, look_section)
    section(MORE, more_section)
with right:
    section(SEND, send_panel)
section(VERSION, report)
