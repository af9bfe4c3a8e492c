"""The scene on the board: the prompt, the cast as chips to put into it, and phrases that directors use."""

from __future__ import annotations

import streamlit as st

from lib.domain.catalog import model_named
from lib.domain.naming import mentions_of
from lib.ui.create import board as boards
from lib.ui.create import board_steps as steps
from lib.ui.create.board_steps import step
from lib.ui.create.finding_lines import beside
from lib.ui.create.findings import found
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


def scene_section() -> None:
    """The prompt with what helps to write it."""
    draft = boards.board()
    st.subheader("Scene", anchor=False)
    if draft.service_writes:
        st.write("The video service writes the scene itself, from the pictures. This may cost extra credits.")
    else:
        _chips()
        _prompt()
        if draft.scene.strip():
            beside([finding for finding in found().about("scene") if finding.remedy is None])
    boards.seed("create.service_writes")
    st.toggle(
        "Let the service write the scene",
        key="create.service_writes",
        on_change=steps.changed,
        args=("create.service_writes",),
    )


def _chips() -> None:
    """A button for each subject, and menus of phrases: each adds to the end of the scene."""
    cast = boards.board().cast
    with st.container(horizontal=True, gap="xsmall", key="create-chips"):
        for subject, mention in zip(cast, mentions_of([one.name for one in cast]), strict=True):
            if mention:
                key = f"create.mention.{subject.uid}"
                st.button(plain(mention), key=key, on_click=steps.apply, args=("scene", mention))
        for kind, phrases in PHRASES.items():
            key = f"create.phrase.{kind}"
            st.menu_button(kind, phrases, key=key, type="tertiary", on_click=_phrase, args=(key,))


@step
def _phrase(key: str) -> None:
    phrase = st.session_state[key]
    if not phrase:
        return
    draft = boards.board()
    scene = draft.scene.rstrip()
    joined = (
        f"{scene} {phrase[0].upper()}{phrase[1:]}." if not scene or scene[-1] in ".!?。！？" else f"{scene}, {phrase}."
    )
    boards.show(draft.model_copy(update={"scene": joined.lstrip()}))


def _prompt() -> None:
    draft = boards.board()
    limit = model_named(draft.model).prompt_limit
    boards.seed("prompt")
    st.text_area(
        "What happens",
        key="prompt",
        height=150,
        placeholder="@Mia lifts her lantern and walks through the fog. @Bear steps out between the trees.",
        on_change=steps.changed,
        args=("prompt",),
        help="Mention your subjects as @name. Say what they do, how the camera moves, and what the light is like.",
    )
    st.caption(f"{len(draft.scene):,} of {limit:,} characters", text_alignment="right")
