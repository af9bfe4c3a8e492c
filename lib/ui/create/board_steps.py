"""What people do on the board, as widgets call it: the change, and then only what is stale is drawn again."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from lib.domain.finding import RemedyKind
from lib.domain.finding_groups import merged
from lib.text.language import _, _p
from lib.ui.create import board as boards
from lib.ui.create import guide_state
from lib.ui.create.example_board import put_example
from lib.ui.create.findings import found
from lib.ui.create.mishap_board import take_mishap_out
from lib.ui.create.sections import PAGE, own_section, settle, stale_sections
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.callbacks import Callback

P = ParamSpec("P")


def step(callback: Callable[P, None]) -> Callback[P]:
    """A widget's callback that is followed by drawing again what it made stale.

    Every callback of a widget in a section is one, once: drawing again ends it. Where nothing else is stale, nothing
    is asked for: Streamlit draws the widget's own section anyway, and without beginning anew.
    """

    def stepped(*args: P.args, **kwargs: P.kwargs) -> None:
        callback(*args, **kwargs)
        settle()
        if (stale := stale_sections()) and stale != [own_section()]:
            st.rerun("app" if PAGE in stale else stale)

    return Callback(stepped)


def _mend(field: str, value: object) -> None:
    """A remedy's button; nothing for one that is not offered any more, as for the second press of two."""
    for remedy in [one.remedy for one in merged(found().findings) if one.remedy]:
        if (remedy.control, remedy.value) == (field, value):
            undo = UndoStep(Change.MENTIONED_ALL) if remedy.kind is RemedyKind.MENTION_ALL else None
            boards.apply(field, value, undo)
            return


def _fold() -> None:
    """The fold of the further settings was opened or closed: what it hides is told elsewhere."""


def _phrase(key: str) -> None:
    """A menu of phrases: the one that was chosen, at the end of the scene."""
    chosen = st.session_state[key]
    if not chosen:
        return
    draft, words = boards.current_board(), _(chosen)
    scene = draft.scene.rstrip()
    if not scene or scene[-1] in ".!?。！？":
        sentence = f"{words[0].upper()}{words[1:]}"
        joined = _p("a new sentence", "{scene} {phrase}.", scene=scene, phrase=sentence)
    else:
        joined = _("{scene}, {phrase}.", scene=scene, phrase=words)
    boards.show(draft.model_copy(update={"scene": joined.lstrip()}))


def _voice(key: str) -> None:
    """The list of voices gives None for none, and takes a voice id as it was typed."""
    st.session_state[key] = str(st.session_state[key] or "").strip()
    boards.changed(key)


changed = step(boards.changed)
voice = step(_voice)
mend = step(_mend)
fold = step(_fold)
apply = step(boards.apply)
switch_back = step(boards.switch_back)
phrase = step(_phrase)
add_subject = step(boards.add_subject)
remove_subject = step(boards.remove_subject)
clear_scene = step(boards.clear_scene)
start_over = step(boards.start_over)
take_back = step(boards.take_back)
reopen = Callback(boards.reopen)
example = step(put_example)
no_mishap = step(take_mishap_out)
hide_guide = step(guide_state.hide_guide)
