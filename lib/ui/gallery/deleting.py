"""Deleting videos of the gallery, with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.job import Job
from lib.domain.job_status import others_of
from lib.domain.lists import JobLine
from lib.text.language import _, _n
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.people_names import person_name
from lib.ui.parts.undo_line import has_just_deleted, remember
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import plain

SCREEN = "gallery"


def delete_button(
    label: str,
    videos: Sequence[Job | JobLine],
    *,
    key: str,
    on_click: Callback[[Any]],
    arg: object,
    kind: Literal["secondary", "tertiary"] = "secondary",
    disabled: bool = False,
) -> None:
    """Deletes at once, with a way back; what somebody else made asks first. `on_click` gets `arg`.

    Who may not delete all of them reads who may.
    """
    others, icon = others_of(videos, current_person()), ":material/delete:"
    why = refusal(Operation.DELETE, *videos)
    if why or not others:
        disabled = disabled or why is not None
        st.button(label, key=key, type=kind, icon=icon, disabled=disabled, help=why, on_click=on_click, args=(arg,))
        return
    with st.popover(label, key=f"{key}.asks", type=kind, icon=icon):
        st.write(_question(others, len(videos)))
        sure = _("Delete it") if len(videos) == 1 else _("Delete them")
        st.button(sure, key=key, type="primary", on_click=on_click, args=(arg,))


def _question(others: Sequence[Job | JobLine], of: int) -> str:
    if of > 1:
        return _n(
            "{count} of these {all} was made by someone else. Delete all of them, for everyone?",
            "{count} of these {all} were made by someone else. Delete all of them, for everyone?",
            len(others),
            all=of,
        )
    maker = studio().store.people.get(others[0].person_id)
    name = plain(person_name(maker, others[0].person_id, current_person()))
    return _("{name} made this. Delete it, with its video, for everyone?", name=name)


def delete_videos(ids: Sequence[str], words: Callable[[int], str]) -> None:
    """Delete these and offer the way back; `words` say what was done, given how many it were, as text."""
    gone = studio().desk.delete(actor(), ids, utc_now())
    if gone:
        remember(SCREEN, gone, lambda: words(len(gone)))
    elif not has_just_deleted(SCREEN, ids):
        st.toast(_("There is nothing left to delete: someone else has deleted it."), icon=":material/info:")
