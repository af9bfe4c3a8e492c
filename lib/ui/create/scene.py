"""The scene on the board: the prompt, the cast as chips to put into it, and phrases that directors use."""

from __future__ import annotations

import streamlit as st

from lib.text.language import N_, _
from lib.ui.create import board_steps, fields
from lib.ui.create.example import EXAMPLE, example_beginning
from lib.ui.create.finding_lines import beside
from lib.ui.create.scene_view import SceneView
from lib.ui.parts.bring_into_view import scroll_to
from lib.ui.words import plain

PHRASES = {
    N_("Camera"): (
        N_("slow push in"),
        N_("slow pull back"),
        N_("pan from left to right"),
        N_("tracking shot at eye level"),
        N_("low angle, looking up"),
        N_("handheld, close to the face"),
        N_("camera circles around them"),
    ),
    N_("Light"): (
        N_("soft evening light"),
        N_("cold morning light"),
        N_("backlit, long shadows"),
        N_("neon at night"),
        N_("candlelight"),
        N_("overcast, even light"),
    ),
    N_("Mood"): (
        N_("calm and tender"),
        N_("mysterious"),
        N_("playful"),
        N_("tense and quiet"),
        N_("dreamlike"),
        N_("epic"),
    ),
}
"""Ready words for the end of a scene, by their menu. A choice is the English phrase; it is shown, and put into the
scene, in the language of whoever looks."""


def draw_scene(view: SceneView) -> None:
    """The prompt with what helps to write it."""
    st.subheader(_("Scene"), anchor=False)
    if view.service_writes:
        st.write(_("The video service writes the scene itself, from the pictures. This may cost extra credits."))
    else:
        _chips(view)
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
        live=fields.PAUSE,
        placeholder=_("From the scene: {name}", name=view.usual_name) if view.usual_name else _("From the scene"),
        on_change=board_steps.changed,
        args=("create.name",),
    )
    beside(view.name_notes)


def _chips(view: SceneView) -> None:
    """A button for each subject, and menus of phrases: each adds to the end of the scene."""
    with st.container(horizontal=True, gap="xsmall", key="create-chips"):
        for uid, mention in view.mentions:
            key = f"create.mention.{uid}"
            st.button(plain(mention), key=key, on_click=board_steps.apply, args=("scene", mention))
        for kind, phrases in PHRASES.items():
            key = f"create.phrase.{kind}"
            st.menu_button(
                _(kind), phrases, key=key, type="tertiary", format_func=_, on_click=board_steps.phrase, args=(key,)
            )


def _prompt(view: SceneView) -> None:
    fields.seed("prompt", view.scene)
    st.text_area(
        _("What happens"),
        key="prompt",
        height=150,
        placeholder=_("For example: {scene}", scene=example_beginning(*(f"@{_(one.name)}" for one in EXAMPLE))),
        on_change=board_steps.changed,
        args=("prompt",),
        help=_("Mention your subjects as @name. Say what they do, how the camera moves, and what the light is like."),
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
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
        st.caption(_("{count} of {most} characters", count=len(view.scene), most=view.limit), width="content")
    if view.cleared:
        scroll_to("prompt", turn=view.cleared)
