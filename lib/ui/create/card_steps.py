"""What people do on a card of the cast, as its widgets call it. Each takes the uid: the card may be gone meanwhile."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import Draft, DraftPicture
from lib.domain.mending import renamed
from lib.domain.naming import called, can_be_named, folded, known_names
from lib.domain.web_address import picture_address_problem
from lib.ui.create import board as boards
from lib.ui.create import fields
from lib.ui.create.board_steps import step
from lib.ui.create.card_state import change_card, state_of
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import noted
from lib.ui.parts.second_press import QUICK, is_second_press, row_went
from lib.ui.parts.voices import chosen_voice


@step
def add_address(uid: str, key: str) -> None:
    """A picture by its web address, from the widget `key`; one that cannot be used stays there with its reason."""
    url = str(st.session_state[key]).strip()
    problem = picture_address_problem(url) if url else None
    change_card(uid, url_problem=problem)
    subject = boards.subject(uid)
    if url and not problem and subject:
        with noted():
            boards.change_subject(uid, pictures=(*subject.pictures, DraftPicture(url=url)))
            change_card(uid, fresh=state_of(uid).fresh + 1)


@step
def rename(uid: str, key: str) -> None:
    """The name in the widget `key` is the subject's, also where the scene mentions it."""
    before, old = boards.current_board(), boards.subject(uid)
    _take(uid, key, "name", str(st.session_state[key]))
    after, subject = boards.current_board(), boards.subject(uid)
    if subject is None or not can_be_named(subject.name):
        # A name that is being typed anew: what stands in the scene waits for it.
        if old and can_be_named(old.name):
            change_card(uid, mentioned=old.name)
        return
    scene = renamed(_as_mentioned(before, uid), uid, subject.name).scene
    change_card(uid, mentioned="")
    if scene != after.scene:
        fields.tell("scene_plain", after.scene)
        boards.put(after.model_copy(update={"scene": scene}))


def _as_mentioned(draft: Draft, uid: str) -> Draft:
    """The board with this card under the name by which the scene mentions it, while it has none."""
    name, others = state_of(uid).mentioned, [one.name for one in draft.cast if one.uid != uid]
    if not name or folded(called(name)) in known_names(others):
        return draft
    cast = [
        one.model_copy(update={"name": name}) if one.uid == uid and not can_be_named(one.name) else one
        for one in draft.cast
    ]
    return draft.model_copy(update={"cast": tuple(cast)})


@step
def give_voice(uid: str, key: str) -> None:
    """The voice in the widget `key` is the subject's."""
    _take(uid, key, "voice_id", chosen_voice(key))


def _take(uid: str, key: str, field: str, value: str) -> None:
    subject = boards.subject(uid)
    current = getattr(subject, field, value)
    if value == current or not fields.is_by_a_person(key):
        return
    fields.typed_over(key, current)
    with noted():
        boards.change_subject(uid, None, shown=True, **{field: value})


@step
def drop_picture(uid: str, place: int) -> None:
    """One of its pictures less, with a way back."""
    subject = boards.subject(uid)
    if subject is None or place >= len(subject.pictures):
        return
    # With how many there are: one that was added since is another one.
    if is_second_press(f"picture {uid} {place} of {len(subject.pictures)}", QUICK):
        return
    row_went(f"picture {uid} {place} of {len(subject.pictures) - 1}")
    with noted():
        boards.change_subject(
            uid,
            undo=UndoStep(Change.REMOVED_PICTURE, subject.name.strip()),
            pictures=(*subject.pictures[:place], *subject.pictures[place + 1 :]),
        )


@step
def move_picture(uid: str, place: int, to: int) -> None:
    """One of its pictures to another place, with a way back; the first is the face."""
    subject = boards.subject(uid)
    if subject is None or max(place, to) >= len(subject.pictures):
        return
    # The second press of two would move what came to stand there.
    if is_second_press(f"move {uid} {place} {to}", QUICK):
        return
    row_went(f"move {uid} {place} {to}")
    rest = (*subject.pictures[:place], *subject.pictures[place + 1 :])
    with noted():
        boards.change_subject(
            uid,
            undo=UndoStep(Change.MOVED_PICTURE, subject.name.strip()),
            pictures=(*rest[:to], subject.pictures[place], *rest[to:]),
        )


@step
def unfold(uid: str) -> None:
    """The card in place of the row."""
    change_card(uid, opened=True)


@step
def fold(uid: str) -> None:
    """The row in place of the card."""
    change_card(uid, opened=False)
