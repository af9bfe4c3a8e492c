"""What people do on the board with members of the cast: take them, choose a look, follow a change or not, keep one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from uuid import uuid4

import streamlit as st

from lib.domain.cast_member import CastMember, Look, StoredMember, kept_as_it_is, renewed, subject_of
from lib.domain.draft import Draft, DraftSubject
from lib.domain.mending import renamed
from lib.text.language import _n
from lib.ui.create import board as boards
from lib.ui.create.board_members import known_members, look_for, there
from lib.ui.create.board_steps import step
from lib.ui.create.scene_typing import EDITOR
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import noted
from lib.ui.state import studio


def put_on_board(chosen: Sequence[tuple[str, str]]) -> list[str]:
    """Add these members, each in a look ("" for the usual one), with one way back; the names of those that came."""
    found = studio().store.members.of_ids([member_id for member_id, _ in chosen])
    added = [
        subject_of(found[member_id].member, _look(found[member_id].member, look_id), uuid4().hex[:8])
        for member_id, look_id in chosen
        if member_id in found and not (found[member_id].deleted or found[member_id].unreadable)
    ]
    if added:
        board = boards.current_board()
        names = [one.name for one in added]
        undo = UndoStep(Change.ADDED_SUBJECT, names[0] if len(names) == 1 else "")
        _show(board.model_copy(update={"cast": (*board.cast, *added)}), undo)
    return [one.name for one in added]


def gone_text(missing: int) -> str:
    """Of those that were asked for and did not come."""
    return _n("{count} member is no longer in the cast.", "{count} members are no longer in the cast.", missing)


@step
def choose_look(uid: str, look_id: str) -> None:
    """The card in another look of its member, as that is now."""
    subject, member = _of_card(uid)
    if subject and member and member.look(look_id):
        _show(_renewed(boards.current_board(), subject, member, look_id), UndoStep(Change.CHOSE_LOOK, subject.name))


@step
def use_new(uids: tuple[str, ...]) -> None:
    """These cards as their members are now; all of them with one way back."""
    pairs = [(subject, member) for subject, member in map(_of_card, uids) if subject and member]
    if pairs:
        after = reduce(lambda draft, pair: _renewed(draft, *pair), pairs, boards.current_board())
        _show(after, UndoStep(Change.USED_NEW_VERSION, pairs[0][0].name if len(pairs) == 1 else ""))


@step
def keep_as_it_is(uids: tuple[str, ...]) -> None:
    """These cards stay as they are, and nothing is asked until their members change again."""
    board = boards.current_board()
    kept = {
        subject.uid: kept_as_it_is(subject, member) if member.look(subject.look_id) else _let_go(subject)
        for subject, member in map(_of_card, uids)
        if subject and member
    }
    cast = tuple(kept.get(one.uid, one) for one in board.cast)
    if cast != board.cast:
        boards.put(board.model_copy(update={"cast": cast}))


@step
def let_go(uid: str) -> None:
    """A card whose member is gone, as if it had been made on the board."""
    if subject := boards.subject(uid):
        board = boards.current_board()
        cast = tuple(_let_go(one) if one.uid == subject.uid else one for one in board.cast)
        boards.put(board.model_copy(update={"cast": cast}))


@step
def mention_from_library() -> None:
    """The scene's list has put the mention of somebody from the library into the text: that one joins the board."""
    member_id = str(st.session_state[EDITOR].get("member") or "")
    if all(one.member_id != member_id for one in boards.current_board().cast):
        with noted():
            put_on_board([(member_id, "")])


@step
def look_for_typed() -> None:
    """The scene's list asks for members whose names it does not have."""
    look_for(str(st.session_state[EDITOR].get("look") or ""))


def bind(uid: str, member: CastMember, look_id: str) -> None:
    """The card stands for this member from now on, in this look."""
    if subject := boards.subject(uid):
        bound = subject_of(member, _look(member, look_id), uid)
        ties = {"member_id": bound.member_id, "look_id": bound.look_id, "taken": bound.taken}
        board = boards.current_board()
        cast = tuple(subject.model_copy(update=ties) if one.uid == uid else one for one in board.cast)
        boards.put(board.model_copy(update={"cast": cast}))


def _of_card(uid: str) -> tuple[DraftSubject | None, CastMember | None]:
    subject = boards.subject(uid)
    if subject is None:
        return None, None
    stored: StoredMember | None = there(known_members(boards.current_board())).get(subject.member_id)
    return subject, stored.member if stored else None


def _look(member: CastMember, look_id: str) -> Look:
    with_pictures = next((one for one in member.looks if one.pictures), None)
    return member.look(look_id) or with_pictures or next(iter(member.looks), Look(id=""))


def _renewed(draft: Draft, subject: DraftSubject, member: CastMember, look_id: str = "") -> Draft:
    """Its mentions follow a new name."""
    after = draft if subject.name == member.name else renamed(draft, subject.uid, member.name)
    new = renewed(subject, member, look_id)
    return after.model_copy(update={"cast": tuple(new if one.uid == subject.uid else one for one in after.cast)})


def _let_go(subject: DraftSubject) -> DraftSubject:
    return subject.model_copy(update={"member_id": "", "look_id": "", "taken": ""})


def _show(draft: Draft, undo: UndoStep) -> None:
    with noted():
        boards.show(studio().desk.fit(draft), undo)
