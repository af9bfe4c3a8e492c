"""What people do on the board, as widgets call it: the change, and then only what is stale is drawn again."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from lib.domain.draft import Draft
from lib.domain.finding import Remedy, RemedyKind
from lib.domain.finding_groups import merged
from lib.domain.mending import all_mended, mended
from lib.ui.create import board as boards
from lib.ui.create import guide_state, scene_typing
from lib.ui.create.card_state import change_card
from lib.ui.create.example_board import put_example
from lib.ui.create.field_places import FIELD_LINKS, IN_MORE
from lib.ui.create.findings import found
from lib.ui.create.mishap_board import take_mishap_out
from lib.ui.create.sections import FOLD, PAGE, own_section, settle, stale_sections
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import noted
from lib.ui.parts.voices import chosen_voice
from lib.ui.state import studio

P = ParamSpec("P")


def step(callback: Callable[P, None]) -> Callback[P]:
    """A widget's callback that is followed by drawing again what it made stale.

    Every callback of a widget in a section is one, once: drawing again ends it. Where nothing else is stale, nothing
    is asked for: Streamlit draws the widget's own section anyway, and without beginning anew.
    """

    def stepped(*args: P.args, **kwargs: P.kwargs) -> None:
        # What was typed until this press counts, whichever of the two reports comes first.
        scene_typing.take_in()
        callback(*args, **kwargs)
        guide_state.keep_guide()
        settle()
        if (stale := stale_sections()) and stale != [own_section()]:
            st.rerun("app" if PAGE in stale else stale)

    return Callback(stepped)


_UNDOABLE = {
    RemedyKind.CORRECT: Change.CHANGED_SCENE,
    RemedyKind.SPACE: Change.CHANGED_SCENE,
    RemedyKind.RENAME: Change.RENAMED,
    RemedyKind.NAME: Change.NAMED_BY_FILE,
    RemedyKind.CAST: Change.ADDED_SUBJECT,
    RemedyKind.DROP_PICTURE: Change.REMOVED_PICTURE,
    RemedyKind.DROP_SUBJECT: Change.REMOVED_SUBJECT,
    RemedyKind.DROP: Change.REMOVED_SETTING,
}
"""What changes more than one value, or takes something away."""


def _mend(remedy: Remedy) -> None:
    """A remedy's button; nothing for one that is not offered any more, as for the second press of two."""
    if remedy not in [offered for one in merged(found().findings) for offered in one.remedies]:
        return
    if remedy.kind is RemedyKind.USE and remedy.control == "model":
        boards.switch_model(str(remedy.value))
    else:
        _remake(mended(found().draft, remedy), _undo_of(remedy))


def _remake(draft: Draft, undo: UndoStep | None) -> None:
    """The mended board. Where the cast is another, its pictures get the room that there is now."""
    with noted():
        same = draft.cast == boards.current_board().cast
        boards.show(draft if same else studio().desk.fit(draft), undo)


def _undo_of(remedy: Remedy) -> UndoStep | None:
    if remedy.kind is RemedyKind.MENTION:
        return UndoStep(Change.MENTIONED_ALL) if remedy.each else None
    if remedy.kind not in _UNDOABLE:
        return None
    name = str(remedy.params.get("who") or remedy.params.get("name") or "")
    return UndoStep(_UNDOABLE[remedy.kind], name)


def _mend_all() -> None:
    """Whatever has a remedy that cannot be wrong; nothing where there is none any more."""
    before = found()
    after = all_mended(before.draft, before.body_bytes)
    if after != before.draft:
        _remake(after, UndoStep(Change.FIXED_ALL))


def _fold() -> None:
    """The fold of the further settings was opened or closed: what it hides is shown elsewhere."""


def _open_field() -> None:
    """What holds a field that people are led to."""
    within = str(st.session_state[FIELD_LINKS].closed or "")
    if within == IN_MORE:
        st.session_state[FOLD] = True
    elif boards.subject(within):
        change_card(within, opened=True)


def _not_now(draft_id: str) -> None:
    """This draft is not offered any more in this tab; the list of drafts has it."""
    st.session_state[boards.NOT_NOW] = draft_id


def _closed() -> None:
    """A dialog was closed: what was done in it may show on the page."""


def _typed() -> None:
    """The editor of the scene reports: every step takes that in."""


def _plain_scene() -> None:
    """The plain text area, where the editor has not loaded. Where it has, an old text is reported from there."""
    if scene_typing.plain_is_in_use():
        boards.changed("scene_plain")


def _add_mentioned() -> None:
    """Somebody who is mentioned in the scene and not in the cast becomes a card."""
    boards.add_subject(scene_typing.to_add())


def _voice(key: str) -> None:
    """The voice for the whole video, as it was chosen or typed."""
    st.session_state[key] = chosen_voice(key)
    boards.changed(key)


changed = step(boards.changed)
voice = step(_voice)
mend = step(_mend)
mend_all = step(_mend_all)
fold = step(_fold)
apply = step(boards.apply)
switch_back = step(boards.switch_back)
open_field = step(_open_field)
closed = step(_closed)
typed = step(_typed)
plain_scene = step(_plain_scene)
add_mentioned = step(_add_mentioned)
add_subject = step(boards.add_subject)
remove_subject = step(boards.remove_subject)
clear_scene = step(boards.clear_scene)
start_over = step(boards.start_over)
take_back = step(boards.take_back)
reopen = step(boards.reopen)
not_now = step(_not_now)
example = step(put_example)
no_mishap = step(take_mishap_out)
hide_guide = step(guide_state.hide_guide)
