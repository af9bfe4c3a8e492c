"""Create: put your cast on the board, write the scene, choose length and look, and generate."""

import streamlit as st

from lib.ui.create import board as boards
from lib.ui.create.cast import cast_heading, cast_section
from lib.ui.create.create_head import CAST_KEY, create_head
from lib.ui.create.fields import report
from lib.ui.create.look import look_section, more_section
from lib.ui.create.scene import draw_scene
from lib.ui.create.sections import CAST, LOOK, MORE, SCENE, SEND, VERSION, open_sections, section, section_of_view
from lib.ui.create.send import send_panel

boards.open_board()
open_sections()
with st.container():
    create_head()

left, right = st.columns([1.75, 1], gap="large")
with left, st.container(gap="medium"):
    with st.container(key=CAST_KEY):
        cast_heading()
        section(CAST, cast_section)
    section_of_view(SCENE, draw_scene)
    section(LOOK, look_section)
    section(MORE, more_section)
with right:
    section(SEND, send_panel)
section(VERSION, report)
