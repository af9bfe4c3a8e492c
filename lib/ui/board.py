"""The draft of this tab: read from the store, changed by callbacks, saved at every change, with one step back.

The draft's id stands in the session and in the address (`?draft=`): going to another page, reloading, or opening
the link tomorrow brings the same board; someone else's link opens a copy. Widgets are seeded from the draft and write
into it.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import streamlit as st

from lib.domain.catalog import model_named
from lib.domain.draft import Draft, DraftSubject, with_model
from lib.ui.state import current_person, studio, utc_now

ID, BOARD, UNDO, OPEN, FOCUS = "create.draft_id", "create.board", "create.undo", "create.open", "create.focus"
MADE = "create.made"
"""Ids of the jobs of the last Generate, until the board changes."""
FIELDS = {
    "prompt": "scene",
    "create.service_writes": "service_writes",
    "create.model": "model",
    "create.duration": "duration",
    "create.resolution": "resolution",
    "create.audio": "audio",
    "create.bgm": "bgm",
    "create.voice": "voice_id",
    "create.seed": "seed",
    "create.off_peak": "off_peak",
    "create.watermark": "watermark",
    "create.wm_position": "wm_position",
    "create.wm_url": "wm_url",
    "create.payload": "payload",
    "create.meta_data": "meta_data",
    "create.takes": "takes",
    "create.name": "name",
}
"""The key of each widget and the field of the draft that it shows."""


def board() -> Draft:
    """The draft as it stands now."""
    return st.session_state[BOARD]  # type: ignore[no-any-return]


def open_board() -> None:
    """Find this tab's draft: one that another page handed over, this session's, the address's, or a new one."""
    if (handed := st.session_state.pop(OPEN, None)) is not None:
        old = st.session_state.get(BOARD, Draft())
        _begin(uuid4().hex, handed)
        if not old.is_empty:
            st.session_state[UNDO] = ("Opened another board", old)
    elif BOARD not in st.session_state:
        asked = st.query_params.get("draft", "")
        stored = studio().store.draft(asked) if asked else None
        if stored is None:
            _begin(uuid4().hex, Draft())
        elif stored.person_id == current_person():
            _begin(asked, stored.draft)
        else:
            _begin(uuid4().hex, stored.draft)
            put(stored.draft)
    if not board().is_empty or st.query_params.get("draft"):
        st.query_params["draft"] = st.session_state[ID]


def _begin(draft_id: str, draft: Draft) -> None:
    st.session_state[ID], st.session_state[BOARD] = draft_id, draft
    st.session_state.pop(UNDO, None)
    _reseed(draft)
    if not draft.is_empty:
        _save(draft)


def reopen(draft_id: str, draft: Draft) -> None:
    """Go on with an earlier draft of this person."""
    _begin(draft_id, draft)


def start_over() -> None:
    """A fresh board; the old one is one step back."""
    old = board()
    _begin(uuid4().hex, Draft())
    st.session_state[UNDO] = ("Started over", old)


def put(draft: Draft, undo: str = "") -> None:
    """Make this the board and save it. `undo`: what was done, if it can be taken back."""
    if undo:
        st.session_state[UNDO] = (undo, board())
    st.session_state[BOARD] = draft
    for told in (MADE, FOCUS):
        st.session_state.pop(told, None)
    _save(draft)


def show(draft: Draft, undo: str = "") -> None:
    """Like `put`, for a change that did not come from a widget: the widgets follow. Only in callbacks."""
    put(draft, undo)
    _reseed(draft)


def take_back() -> None:
    """One step back."""
    _, draft = st.session_state.pop(UNDO)
    show(draft)


def undoable() -> str:
    """What can be taken back, in words; empty: nothing."""
    return st.session_state[UNDO][0] if UNDO in st.session_state else ""


def seed(key: str) -> None:
    """Give a widget its value before it is drawn: after a page switch Streamlit has forgotten it."""
    if key not in st.session_state:
        st.session_state[key] = getattr(board(), FIELDS[key])


def changed(key: str) -> None:
    """on_change of a widget in FIELDS: its value goes into the draft."""
    value = st.session_state[key]
    field = FIELDS[key]
    if field == "model":
        if value is not None:
            show(with_model(board(), value))
        return
    if value is None:
        value = _cleared(field)
    put(board().model_copy(update={field: value}))


def apply(field: str, value: Any) -> None:
    """A remedy's button: the draft's field becomes `value`; a mention is added to the end of the scene."""
    draft = board()
    if field == "scene":
        scene = draft.scene.rstrip()
        value = f"{scene} {value} " if scene else f"{value} "
    show(draft.model_copy(update={field: value}))


def change_subject(uid: str, **changes: Any) -> None:
    """Change one member of the cast and make all pictures fit again."""
    cast = tuple(one.model_copy(update=changes) if one.uid == uid else one for one in board().cast)
    put(studio().desk.fit(board().model_copy(update={"cast": cast})))


def add_subject() -> None:
    """An empty card at the end."""
    put(board().model_copy(update={"cast": (*board().cast, DraftSubject(uid=uuid4().hex[:8]))}))


def remove_subject(uid: str) -> None:
    draft = board()
    gone = next(one for one in draft.cast if one.uid == uid)
    cast = tuple(one for one in draft.cast if one.uid != uid)
    fitted = studio().desk.fit(draft.model_copy(update={"cast": cast}))
    put(fitted, undo=f"Removed {gone.name.strip() or 'a subject'}")


def _cleared(field: str) -> Any:
    """What a control without a choice means: the model's own default."""
    model = model_named(board().model)
    defaults = {"duration": model.default_duration, "resolution": model.default_resolution}
    return defaults.get(field, Draft.model_fields[field].default)


def _reseed(draft: Draft) -> None:
    for key, field in FIELDS.items():
        st.session_state[key] = getattr(draft, field)
    for subject in draft.cast:
        for key, value in (
            (f"create.name.{subject.uid}", subject.name),
            (f"create.voice.{subject.uid}", subject.voice_id),
        ):
            st.session_state[key] = value


def _save(draft: Draft) -> None:
    studio().store.save_draft(st.session_state[ID], current_person(), draft, utc_now())
