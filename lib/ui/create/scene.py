"""The scene on the board: the prompt, and the name of its job."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.ui.create import board_steps, fields
from lib.ui.create.finding_lines import beside
from lib.ui.create.scene_editor import HELP, draw_editor, placeholder
from lib.ui.create.scene_view import SceneView
from lib.ui.parts.bring_into_view import scroll_to
from lib.ui.parts.typing_pause import PAUSE


def draw_scene(view: SceneView) -> None:
    """The prompt with what helps to write it."""
    st.subheader(_("Scene"), anchor=False)
    if view.service_writes:
        st.write(_("The video service writes the scene itself, from the pictures. This may cost extra credits."))
    else:
        _prompt(view)
        beside(view.notes)
    fields.seed("create.service_writes", view.service_writes)
    st.toggle(
        _("Let the service write the scene"),
        key="create.service_writes",
        on_change=board_steps.changed,
        args=("create.service_writes",),
    )
    _name(view)


def _name(view: SceneView) -> None:
    """Here, where it is seen: one that is kept from the last scene would name the next one, too."""
    fields.seed("create.name", view.name)
    st.text_input(
        _("Name of the job"),
        key="create.name",
        live=PAUSE,
        placeholder=_("From the scene: {name}", name=view.usual_name) if view.usual_name else _("From the scene"),
        on_change=board_steps.changed,
        args=("create.name",),
    )
    beside(view.name_notes)


def _prompt(view: SceneView) -> None:
    with st.container(key="prompt", gap="small"):
        draw_editor(view)
        # Seen where the editor has not loaded after some seconds (create.css).
        fields.seed("scene_plain", view.scene)
        with st.container(key="scene-stand-in", gap="small"):
            st.caption(_("Part of this page did not load. You can write here; reload the page to get the rest."))
            st.text_area(
                _("What happens"),
                key="scene_plain",
                height=150,
                placeholder=placeholder(),
                on_change=board_steps.plain_scene,
                help=_(HELP),
            )
    st.button(
        _("Clear the scene"),
        icon=":material/ink_eraser:",
        type="tertiary",
        key="create.clear_scene",
        # There also when empty: what follows would move under a press.
        disabled=not (view.scene.strip() or view.name.strip()),
        on_click=board_steps.clear_scene,
        help=_("For the next scene: the cast and the settings stay."),
    )
    if view.cleared:
        scroll_to("prompt", turn=view.cleared)
