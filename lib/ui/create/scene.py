"""The scene on the board: the prompt, the cast as chips to put into it, and phrases that directors use."""

from __future__ import annotations

import streamlit as st

from lib.ui.create import board_steps, fields
from lib.ui.create.finding_lines import beside
from lib.ui.create.scene_view import SceneView
from lib.ui.words import plain

PHRASES = {
    "Camera": (
        "slow push in",
        "slow pull back",
        "pan from left to right",
        "tracking shot at eye level",
        "low angle, looking up",
        "handheld, close to the face",
        "camera circles around them",
    ),
    "Light": (
        "soft evening light",
        "cold morning light",
        "backlit, long shadows",
        "neon at night",
        "candlelight",
        "overcast, even light",
    ),
    "Mood": ("calm and tender", "mysterious", "playful", "tense and quiet", "dreamlike", "epic"),
}
"""Ready words for the end of a scene."""


def draw_scene(view: SceneView) -> None:
    """The prompt with what helps to write it."""
    st.subheader("Scene", anchor=False)
    if view.service_writes:
        st.write("The video service writes the scene itself, from the pictures. This may cost extra credits.")
    else:
        _chips(view)
        _prompt(view)
        beside(view.notes)
    fields.seed("create.service_writes", view.service_writes)
    st.toggle(
        "Let the service write the scene",
        key="create.service_writes",
        on_change=board_steps.changed,
        args=("create.service_writes",),
    )


def _chips(view: SceneView) -> None:
    """A button for each subject, and menus of phrases: each adds to the end of the scene."""
    with st.container(horizontal=True, gap="xsmall", key="create-chips"):
        for uid, mention in view.mentions:
            key = f"create.mention.{uid}"
            st.button(plain(mention), key=key, on_click=board_steps.apply, args=("scene", mention))
        for kind, phrases in PHRASES.items():
            key = f"create.phrase.{kind}"
            st.menu_button(kind, phrases, key=key, type="tertiary", on_click=board_steps.phrase, args=(key,))


def _prompt(view: SceneView) -> None:
    fields.seed("prompt", view.scene)
    st.text_area(
        "What happens",
        key="prompt",
        height=150,
        placeholder="@Mia lifts her lantern and walks through the fog. @Bear steps out between the trees.",
        on_change=board_steps.changed,
        args=("prompt",),
        help="Mention your subjects as @name. Say what they do, how the camera moves, and what the light is like.",
    )
    st.caption(f"{len(view.scene):,} of {view.limit:,} characters", text_alignment="right")
