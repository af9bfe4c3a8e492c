"""The draft of this tab: read from the store, changed by callbacks, saved at every change, with one step back.

The draft's id stands in the session and in the address (`?draft=`): going to another page, reloading, or opening
the link tomorrow brings the same board; someone else's link opens a copy. Widgets are seeded from the draft and write
into it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from lib.domain.catalog import model_named
from lib.domain.draft import Draft, DraftSubject
from lib.domain.errors import RecordUnreadable
from lib.domain.failure import Refusal, refusal_of
from lib.domain.lists import StoredDraft
from lib.domain.model_switch import ModelSwitch, switched
from lib.domain.request import MAX_BODY_BYTES
from lib.text.language import _
from lib.ui.create import fields
from lib.ui.create.card_state import change_card
from lib.ui.create.fields import FIELDS
from lib.ui.create.presets_state import USED, new_board
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import ErrorText, noted
from lib.ui.frame.error_cards import show as show_error
from lib.ui.frame.toasts import say
from lib.ui.parts.page_buttons import AGAIN, REFUSED
from lib.ui.parts.second_press import QUICK, is_second_press, row_went
from lib.ui.state import actor, current_person, studio, utc_now

ID, BOARD, UNDO, FOCUS = "create.draft_id", "create.board", "create.undo", "create.focus"
"""FOCUS: what the service did not take (`Refusal`), until the board changes."""
MADE, PLAYING = "create.made", "create.playing"
"""Ids of the jobs in the box after Generate, newest first, until they are put away; that of the one being watched."""
SENT = "create.sent"
"""There after Generate, until the board changes."""
MENDED = "create.mended"
"""Ids of the jobs whose trouble was taken to its field: the box after Generate says it no more."""
ASK = "create.ask"
"""What is asked before a click on Generate counts, until the board changes."""
SWITCHED = "create.switched"
"""What the last other model changed (`ModelSwitch`)."""
CLICK = "create.click"
"""The token of the next click on Generate."""
CLEARED = "create.cleared"
"""How often the scene was cleared in this tab."""
OPENED = "create.opened"
"""Of the board as it was opened; another for each."""
SAVED_AT, UNSAVED, COPIED, NOT_NOW = "create.saved_at", "create.unsaved", "create.copied", "create.put_off"


def current_board() -> Draft:
    """The draft as it stands now."""
    return st.session_state[BOARD]  # type: ignore[no-any-return]


def open_board() -> None:
    """Find this tab's draft: of the job that the address names, this session's, the address's, or a new one."""
    again = st.query_params.get(AGAIN, "")
    if BOARD not in st.session_state and not again:
        _from_address(st.query_params.get("draft", ""))
    elif UNSAVED in st.session_state:
        _save(current_board())
    if again:
        _from_job(again, refused=REFUSED in st.query_params)
    st.session_state.setdefault(CLICK, uuid4().hex)
    if not current_board().is_empty or st.query_params.get("draft"):
        st.query_params["draft"] = st.session_state[ID]


def _from_job(job_id: str, *, refused: bool) -> None:
    """The board that made this job, and what the service did not take of it. Otherwise the board stays as it is."""
    if BOARD not in st.session_state:
        _place(uuid4().hex, new_board(), None)
    try:
        mend(job_id, refused=refused)
    except RecordUnreadable as error:
        show_error(ErrorText.of(error), "board")
    # Last: a second press may break this run off anywhere, and then its own run does all this once more.
    st.query_params.clear()


def mend(job_id: str, *, refused: bool = True) -> None:
    """The board that made this job. `refused`: with what the service did not take of it. Raises RecordUnreadable."""
    job = studio().store.jobs.get(job_id)
    if job is None:
        st.toast(_("That job is not here any more. Its link may be old."), icon=":material/info:")
        return
    handed = studio().desk.same_again(job)
    _hand_over(handed, refusal_of(job, [subject.name for subject in handed.cast]) if refused else None)
    if refused:
        st.session_state[MENDED] = {*st.session_state.get(MENDED, ()), job_id}


def _hand_over(handed: Draft, refusal: Refusal | None) -> None:
    old = current_board()
    if old != handed:  # It is the same at a second press.
        _begin(uuid4().hex, handed)
        if not old.is_empty:
            st.session_state[UNDO] = (UndoStep(Change.OPENED_ANOTHER), old)
    if refusal:
        st.session_state[FOCUS] = refusal


def _from_address(draft_id: str) -> None:
    """A link of one's own goes on with that draft; someone else's opens a copy."""
    stored = studio().store.drafts.get(draft_id) if draft_id else None
    if stored is None:
        _begin(uuid4().hex, new_board())
    elif stored.unreadable:
        # Not under the same id: what is left of it stays as it is, for whoever looks into it.
        _begin(uuid4().hex, new_board())
        show_error(ErrorText.of(RecordUnreadable(detail=stored.unreadable)), "board")
    elif stored.person_id == current_person():
        _go_on(stored)
    else:
        _begin(uuid4().hex, stored.draft)


def _begin(draft_id: str, draft: Draft) -> None:
    _place(draft_id, draft, None)
    if not draft.is_empty:
        _save(draft)


def _go_on(stored: StoredDraft) -> None:
    _place(stored.id, stored.draft, stored.updated_at)


def _place(draft_id: str, draft: Draft, saved_at: datetime | None) -> None:
    old = fields.values(current_board()) if BOARD in st.session_state else {}
    st.session_state[ID], st.session_state[BOARD], st.session_state[SAVED_AT] = draft_id, draft, saved_at
    st.session_state[OPENED] = uuid4().hex
    for of_the_old_one in (UNDO, SENT, ASK, FOCUS, COPIED, SWITCHED, USED):
        st.session_state.pop(of_the_old_one, None)
    fields.follow(draft, old)


def reopen(draft_id: str) -> None:
    """Go on with an earlier draft of this person, as it is now."""
    with noted():
        if (stored := studio().store.drafts.get(draft_id)) and not stored.unreadable:
            _go_on(stored)
        else:
            say(_("That draft is no longer there."))


def start_over() -> None:
    """A fresh board; the old one is one step back."""
    old = current_board()
    _begin(uuid4().hex, new_board())
    st.session_state[UNDO] = (UndoStep(Change.STARTED_OVER), old)


def put(draft: Draft, undo: UndoStep | None = None, *, shown: bool = False) -> None:
    """Make this the board and save it. `undo`: what was done, if it can be taken back. `shown`: by its own field.

    What makes the request too large, such as a very long text, makes the pictures smaller.
    """
    if undo:
        st.session_state[UNDO] = (undo, current_board())
    if studio().desk.body_bytes(draft) > MAX_BODY_BYTES:
        with noted():
            draft = studio().desk.fit(draft)
    if not shown:
        fields.move_on()
    st.session_state[BOARD] = draft
    for of_the_old_one in (SENT, ASK, FOCUS):
        st.session_state.pop(of_the_old_one, None)
    _save(draft)


def show(draft: Draft, undo: UndoStep | None = None) -> None:
    """Like `put`, for a change that did not come from a widget: the widgets follow. Only in callbacks."""
    old = fields.values(current_board())
    put(draft, undo)
    fields.follow(current_board(), old)


def clear_scene() -> None:
    """An empty scene for the same cast and settings, with a way back. Its name goes with it: the next is another."""
    if current_board().scene.strip() or current_board().name.strip():
        st.session_state[CLEARED] = st.session_state.get(CLEARED, 0) + 1
        show(current_board().model_copy(update={"scene": "", "name": ""}), UndoStep(Change.CLEARED_SCENE))


def take_back() -> None:
    """One step back; the board as it was until now is then a step back itself."""
    if taken := st.session_state.pop(UNDO, None):
        st.session_state[UNDO] = (UndoStep(Change.WENT_BACK), current_board())
        show(taken[1])


def undoable() -> UndoStep | None:
    """What can be taken back; None: nothing."""
    return st.session_state[UNDO][0] if UNDO in st.session_state else None


def changed(key: str) -> None:
    """on_change of a widget in FIELDS: its value goes into the draft."""
    value, field = st.session_state[key], FIELDS[key]
    current = getattr(current_board(), field)
    if value == current or not fields.is_by_a_person(key):
        return
    if field == "model":
        if value is not None:
            switch_model(value)
        return
    fields.typed_over(key, current)
    put(current_board().having(field, _cleared(field) if value is None else value), shown=True)


def apply(field: str, value: Any, undo: UndoStep | None = None) -> None:
    """A remedy's button: the draft's field becomes `value`; a mention is added to the end of the scene."""
    draft = current_board()
    if field == "scene":
        scene = draft.scene.rstrip()
        value = f"{scene} {value} " if scene else f"{value} "
    if field == "model":
        switch_model(value)
    else:
        show(draft.having(field, value), undo)


def switch_model(model_id: str) -> None:
    """Another model, and what goes with it; remembered, so that it can be shown and undone."""
    after, st.session_state[SWITCHED] = switched(current_board(), model_id)
    show(after)


def switch_back() -> None:
    """The model before, and what it went with; nothing at a second press."""
    switch: ModelSwitch | None = st.session_state.pop(SWITCHED, None)
    if switch and switch.stands(current_board()):
        show(switch.taken_back(current_board()))


def subject(uid: str) -> DraftSubject | None:
    """A member of the cast; None if it was removed meanwhile, as by the first click of two."""
    return next((one for one in current_board().cast if one.uid == uid), None)


def change_subject(uid: str, undo: UndoStep | None = None, *, shown: bool = False, **changes: Any) -> None:
    """Change one member of the cast and make all pictures fit again. Raises PictureUnusable, DiskTrouble."""
    change_card(uid, refused=())
    cast = tuple(one.model_copy(update=changes) if one.uid == uid else one for one in current_board().cast)
    put(studio().desk.fit(current_board().model_copy(update={"cast": cast})), undo, shown=shown)


def add_subject(name: str = "") -> None:
    """A card at the end, empty but for its name."""
    added = DraftSubject(uid=uuid4().hex[:8], name=name)
    change_card(added.uid, added=True)
    put(current_board().model_copy(update={"cast": (*current_board().cast, added)}))


def remove_subject(uid: str) -> None:
    """Take a card off the board, with a way back."""
    gone = subject(uid)
    if gone is None:
        return
    place, number = current_board().cast.index(gone), len(current_board().cast)
    if is_second_press(f"subject {place} of {number}", QUICK):
        return
    row_went(f"subject {place} of {number - 1}")
    cast = tuple(one for one in current_board().cast if one.uid != uid)
    with noted():
        fitted = studio().desk.fit(current_board().model_copy(update={"cast": cast}))
        put(fitted, undo=UndoStep(Change.REMOVED_SUBJECT, gone.name.strip()))


def _cleared(field: str) -> Any:
    """What a control without a choice means: the model's own default."""
    model = model_named(current_board().model)
    defaults = {"duration": model.default_duration, "resolution": model.default_resolution}
    return defaults.get(field, Draft.model_fields[field].default)


def _save(draft: Draft) -> None:
    """Keep the draft. One that cannot be kept now stays on the board and is kept with the next run."""
    st.session_state[UNSAVED] = True
    with noted():
        _keep(draft)
        del st.session_state[UNSAVED]


def _keep(draft: Draft) -> None:
    """Two tabs are two drafts: where another tab or person changed this one since, we go on with a copy."""
    store, mine, now = studio().store, current_person(), utc_now()
    stored = store.drafts.get(st.session_state[ID])
    if stored and (stored.person_id != mine or stored.updated_at != st.session_state[SAVED_AT]):
        st.session_state[ID] = uuid4().hex
        st.session_state[COPIED] = True
    studio().desk.save_draft(actor(), st.session_state[ID], draft, now)
    st.session_state[SAVED_AT] = now
