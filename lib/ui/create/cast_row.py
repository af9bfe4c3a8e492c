"""A member of the cast as a row, once it has what it needs: its pictures, its name, and the way back into its card."""

from __future__ import annotations

import streamlit as st

from lib.ui.create import board_steps, card_steps
from lib.ui.create.cast_view import CardView
from lib.ui.frame.callbacks import Callback
from lib.ui.media_links import thumb
from lib.ui.words import plain

FACE_PX = 56


def draw_row(view: CardView) -> None:
    """Pictures, name, what else is known, Edit and Remove."""
    subject = view.subject
    faces = [thumb(picture.fitted.original.sha256) for picture in subject.pictures if picture.fitted]
    name = subject.name.strip()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{subject.uid}"):
        if faces:
            st.image(faces, width=FACE_PX, alt=[f"Picture {place} of {name}" for place, _ in enumerate(faces, start=1)])
        st.markdown(f"**{plain(name)}**  \n:gray[{plain(_facts(view))}]", width="stretch")
        fold_button("Edit", ":material/edit:", subject.uid, card_steps.unfold)
        remove_button(subject.uid)


def fold_button(label: str, icon: str, uid: str, on_click: Callback[[str]]) -> None:
    """Edit or Done; `on_click` gets the uid."""
    st.button(label, icon=icon, key=f"create.{label.lower()}.{uid}", type="tertiary", on_click=on_click, args=(uid,))


def remove_button(uid: str) -> None:
    """Takes the subject off the board, from its row and from its card."""
    st.button(
        "Remove",
        icon=":material/close:",
        key=f"create.remove.{uid}",
        type="tertiary",
        on_click=board_steps.remove_subject,
        args=(uid,),
    )


def _facts(view: CardView) -> str:
    number, voice_id = len(view.subject.pictures), view.subject.voice_id
    pictures = "1 picture" if number == 1 else f"{number} pictures"
    return f"{pictures} · voice {dict(view.voices).get(voice_id, voice_id) if voice_id else 'automatic'}"
