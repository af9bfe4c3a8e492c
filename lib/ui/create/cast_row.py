"""A member of the cast as a row, once it has what it needs: its pictures, its name, and the way back into its card."""

from __future__ import annotations

import streamlit as st

from lib.domain.check import Level
from lib.domain.draft import DraftSubject
from lib.ui.create import board_steps as steps
from lib.ui.create.board_steps import step
from lib.ui.create.findings import Found, found
from lib.ui.create.sections import CARD_FIELDS, UNFOLDED
from lib.ui.frame.callbacks import Callback
from lib.ui.media_links import thumb
from lib.ui.state import studio
from lib.ui.words import plain

FACE_PX = 56


def is_open(subject: DraftSubject) -> bool:
    """Whether the card is drawn and not the row.

    What is complete begins as a row. From then on people decide: nothing folds under the hands of whoever fills it in.
    """
    key = UNFOLDED + subject.uid
    complete = is_complete(subject, found())
    if key not in st.session_state or not complete:
        st.session_state[key] = not complete
    return bool(st.session_state[key])


def is_complete(subject: DraftSubject, found: Found) -> bool:
    """Whether it has what it needs, and the service did not refuse it just now."""
    place = found.refused.place if found.refused else None
    refused = place is not None and place.subject is not None and found.draft.cast[place.subject :][:1] == (subject,)
    wrong = any(one.level is Level.FIX for one in found.about(*CARD_FIELDS, subject=subject.uid))
    return bool(subject.name.strip() and subject.pictures) and not wrong and not refused


def row(subject: DraftSubject) -> None:
    """Pictures, name, what else is known, Edit and Remove."""
    faces = [thumb(picture.fitted.original.sha256) for picture in subject.pictures if picture.fitted]
    name = subject.name.strip()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{subject.uid}"):
        if faces:
            st.image(faces, width=FACE_PX, alt=[f"Picture {place} of {name}" for place, _ in enumerate(faces, start=1)])
        st.markdown(f"**{plain(name)}**  \n:gray[{plain(_facts(subject))}]", width="stretch")
        fold_button("Edit", ":material/edit:", subject, unfold)
        remove_button(subject)


def fold_button(label: str, icon: str, subject: DraftSubject, on_click: Callback[[str]]) -> None:
    """Edit or Done; `on_click` gets the uid."""
    key = f"create.{label.lower()}.{subject.uid}"
    st.button(label, icon=icon, key=key, type="tertiary", on_click=on_click, args=(subject.uid,))


def remove_button(subject: DraftSubject) -> None:
    """Takes the subject off the board, from its row and from its card."""
    st.button(
        "Remove",
        icon=":material/close:",
        key=f"create.remove.{subject.uid}",
        type="tertiary",
        on_click=steps.remove_subject,
        args=(subject.uid,),
    )


def _facts(subject: DraftSubject) -> str:
    number = len(subject.pictures)
    pictures = "1 picture" if number == 1 else f"{number} pictures"
    return f"{pictures} · voice {_voice(subject.voice_id) if subject.voice_id else 'automatic'}"


def _voice(voice_id: str) -> str:
    return next((voice.name for voice in studio().store.voices.all() if voice.voice_id == voice_id), voice_id)


@step
def unfold(uid: str) -> None:
    """The card in place of the row."""
    st.session_state[UNFOLDED + uid] = True


@step
def fold(uid: str) -> None:
    """The row in place of the card."""
    st.session_state[UNFOLDED + uid] = False
