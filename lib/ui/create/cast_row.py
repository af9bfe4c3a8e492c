"""A member of the cast as a row, once it has what it needs: its pictures, its name, and the way back into its card."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from lib.text.language import _, _n
from lib.ui.create import board_steps, card_steps
from lib.ui.create.bond_line import draw_looks
from lib.ui.create.cast_view import CardView
from lib.ui.create.keep_dialog import show_keep
from lib.ui.frame.callbacks import Callback
from lib.ui.media_links import thumb
from lib.ui.parts.web_picture import draw_web_picture
from lib.ui.words import plain

FACE_PX = 56


def draw_row(view: CardView) -> None:
    """Pictures, name, what else is known, Edit and Remove."""
    subject = view.subject
    faces = [thumb(picture.fitted.shown) for picture in subject.pictures if picture.fitted]
    name = subject.name.strip()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{subject.uid}"):
        if faces:
            alts = [_("Picture {number} of {name}", number=place, name=name) for place in range(1, len(faces) + 1)]
            st.image(faces, width=FACE_PX, alt=alts)
        for place, picture in enumerate(subject.pictures):
            if not picture.fitted:
                which = _("Picture {number} of {name}", number=place + 1, name=name)
                draw_web_picture(picture.url, f"create.web.{subject.uid}.{place}", which, width=f"{FACE_PX}px")
        st.markdown(f"**{plain(name)}**  \n:gray[{plain(_facts(view))}]", width="stretch")
        if view.bond:
            draw_looks(subject.uid, view.bond)
        keep_button(view)
        fold_button("edit", _("Edit"), ":material/edit:", subject.uid, card_steps.unfold)
        remove_button(subject.uid)


def fold_button(key: Literal["edit", "done"], label: str, icon: str, uid: str, on_click: Callback[[str]]) -> None:
    """Edit or Done; `on_click` gets the uid."""
    st.button(label, icon=icon, key=f"create.{key}.{uid}", type="tertiary", on_click=on_click, args=(uid,))


def keep_button(view: CardView) -> None:
    """Asks what of it the team's cast keeps; nothing where it has it already."""
    if view.can_be_kept:
        pressed = st.button(
            _("Keep in the cast"), icon=":material/group_add:", key=f"create.keep.{view.subject.uid}", type="tertiary"
        )
        if pressed:
            show_keep(view.subject.uid)


def remove_button(uid: str) -> None:
    """Takes the subject off the board, from its row and from its card."""
    st.button(
        _("Remove"),
        icon=":material/close:",
        key=f"create.remove.{uid}",
        type="tertiary",
        on_click=board_steps.remove_subject,
        args=(uid,),
    )


def _facts(view: CardView) -> str:
    voice_id = view.subject.voice_id
    pictures = _n("{count} picture", "{count} pictures", len(view.subject.pictures))
    names = {voice.voice_id: voice.name for voice in view.voices}
    voice = _("voice {name}", name=names.get(voice_id, voice_id)) if voice_id else _("voice automatic")
    return f"{pictures} · {voice}"
