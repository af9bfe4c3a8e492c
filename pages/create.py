"""Create: put your cast on the board, write the scene, choose length and look, and generate."""

import streamlit as st

from lib.ui.create.board import open_board
from lib.ui.create.box_memory import bring_back
from lib.ui.create.cast import draw_cast, draw_tools
from lib.ui.create.cast_links import follow_cast
from lib.ui.create.create_head import draw_head, draw_title
from lib.ui.create.field_places import CAST_KEY
from lib.ui.create.guide import draw_note
from lib.ui.create.guide_state import guide_is_on, open_guide
from lib.ui.create.guide_view import GuideStep
from lib.ui.create.limit_watch import watch_limit
from lib.ui.create.look import draw_look
from lib.ui.create.mishap_board import open_mishap
from lib.ui.create.more import draw_more
from lib.ui.create.only_looking import draw_only_looking
from lib.ui.create.presets_head import draw_presets
from lib.ui.create.scene import draw_scene
from lib.ui.create.sections import (
    CAST,
    HEAD,
    LOOK,
    MORE,
    PRESETS,
    SCENE,
    SEND,
    TOOLS,
    note,
    open_sections,
    section,
)
from lib.ui.create.send import draw_send
from lib.ui.streamlit_internals.completion import wait_for_actions

if draw_only_looking():
    st.stop()
# Who left while pictures were checked finds them on the board.
wait_for_actions()
open_board()
bring_back()
open_mishap()
follow_cast()
open_guide()
open_sections()
guided = guide_is_on()
left, right = st.columns([1.75, 1], gap="large")
# The head stands beside Generate, not above it: what comes and goes there moves no button of the right column.
with left, st.container():
    draw_title()
    section(HEAD, draw_head)
with left, st.container(gap="medium"):
    with st.container(key=CAST_KEY):
        section(TOOLS, draw_tools)
        if guided:
            section(note(GuideStep.CAST), draw_note)
        section(CAST, draw_cast)
    if guided:
        section(note(GuideStep.SCENE), draw_note)
    section(SCENE, draw_scene)
    section(PRESETS, draw_presets)
    section(LOOK, draw_look)
    section(MORE, draw_more)
with right:
    section(SEND, draw_send)
watch_limit()
