"""What people do to the looks of a member, as its widgets call it; what is gone meanwhile is nothing to do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.cast_member import CastMember, Look
from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture
from lib.domain.member_edits import (
    TakenAway,
    with_look_renamed,
    with_picture_changed,
    with_picture_moved,
    with_pictures,
    with_usual_look,
    without_look,
    without_picture,
)
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import ground_of
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.domain.web_address import picture_address_problem
from lib.text.language import _
from lib.ui.cast.member_values import GONE, change_member, note_kept
from lib.ui.cast.removal_line import remember_removal
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import noted
from lib.ui.frame.toasts import say
from lib.ui.parts.picture_intake import NotTaken, take_one
from lib.ui.parts.picture_parts import on_ground, part_of, whole_again
from lib.ui.parts.second_press import QUICK, is_second_press, row_went
from lib.ui.state import actor, studio, utc_now
from lib.ui.streamlit_internals.upload_memory import free

_FRESH, _REFUSED, _PROBLEM = "member.fresh", "member.refused", "member.url_problem"
"""By look: part of the keys of its uploader (another number empties it); what was not taken of the last upload; why the
web address was not taken."""


def fresh(look_id: str) -> int:
    return int(st.session_state.get(_FRESH, {}).get(look_id, 0))


def refused(look_id: str) -> tuple[NotTaken, ...]:
    found: tuple[NotTaken, ...] = st.session_state.get(_REFUSED, {}).get(look_id, ())
    return found


def address_problem(look_id: str) -> PictureRemark | None:
    found: PictureRemark | None = st.session_state.get(_PROBLEM, {}).get(look_id)
    return found


def take_pictures(member_id: str, look_id: str, room: int, files: Sequence[UploadedFile]) -> None:
    """Take what an uploader holds: what can be used goes into the look, the rest says why not."""
    taken: list[DraftPicture] = []
    left_out: list[NotTaken] = []
    for file in files:
        if len(taken) >= room:
            left_out.append(_one_too_many(file.name))
        elif unused := take_one(file, taken):
            left_out.append(unused)
        free(file)
    _empty(look_id)
    if taken:
        with noted():
            left_out += [_one_too_many(one.name) for one in _put(member_id, look_id, taken)]
    st.session_state.setdefault(_REFUSED, {})[look_id] = tuple(left_out)


def _put(member_id: str, look_id: str, pictures: Sequence[DraftPicture]) -> Sequence[DraftPicture]:
    """Those for which there was no room, as where somebody else filled it in this moment."""
    looks: list[Look | None] = []

    def changed(member: CastMember) -> CastMember:
        looks[:] = [member.look(look_id)]
        return with_pictures(member, look_id, pictures)

    if change_member(member_id, changed) and (look := looks[0]):
        return pictures[max(0, MAX_IMAGES_A_SUBJECT - len(look.pictures)) :]
    if looks:
        say(_(GONE))
    return ()


def _one_too_many(name: str) -> NotTaken:
    return NotTaken(name, PictureRemark(RemarkKind.ONE_TOO_MANY, {"most": MAX_IMAGES_A_SUBJECT}))


def _empty(look_id: str) -> None:
    st.session_state.setdefault(_FRESH, {})[look_id] = fresh(look_id) + 1


@Callback
def add_address(member_id: str, look_id: str, key: str) -> None:
    """A picture by its web address; one that cannot be used stays there with its reason."""
    url = str(st.session_state[key] or "").strip()
    problem = picture_address_problem(url) if url else None
    st.session_state.setdefault(_PROBLEM, {})[look_id] = problem
    if url and not problem:
        left = _put(member_id, look_id, [DraftPicture(url=url)])
        st.session_state.setdefault(_REFUSED, {})[look_id] = tuple(_one_too_many(one.url) for one in left)
        _empty(look_id)


@Callback
def rename_look(member_id: str, look_id: str, key: str) -> None:
    name = str(st.session_state[key] or "")
    if change_member(member_id, lambda member: with_look_renamed(member, look_id, name)):
        note_kept(key, name.strip())


@Callback
def add_look(member_id: str, number: int) -> None:
    """`number`: how many the page showed. The second press of two would add another one."""
    if not is_second_press(f"look {member_id}", QUICK):
        row_went(f"look {member_id}")
        studio().cast.add_look(actor(), member_id, utc_now())


@Callback
def duplicate_look(member_id: str, look_id: str, name: str) -> None:
    if not is_second_press(f"look {look_id}", QUICK):
        row_went(f"look {look_id}")
        studio().cast.duplicate_look(actor(), member_id, look_id, name, utc_now())


@Callback
def make_usual(member_id: str, look_id: str) -> None:
    change_member(member_id, lambda member: with_usual_look(member, look_id))


@Callback
def delete_look(member_id: str, look_id: str, title: str) -> None:
    """With a way back. The last one stays."""
    before: list[CastMember] = []

    def without(member: CastMember) -> CastMember:
        before[:] = [member]
        return without_look(member, look_id)

    if change_member(member_id, without) and (look := before[0].look(look_id)):
        taken = TakenAway(look, before[0].looks.index(look))
        remember_removal(member_id, taken, lambda: _("Look deleted: {name}", name=title))


@Callback
def move_picture(member_id: str, look_id: str, place: int, to: int) -> None:
    """To another place in its look; the first is the face."""
    # The second press of two would move what came to stand there.
    if is_second_press(f"move {look_id} {place} {to}", QUICK):
        return
    row_went(f"move {look_id} {place} {to}")
    change_member(member_id, lambda member: with_picture_moved(member, look_id, place, to))


def crop_picture(member_id: str, look_id: str, picture: DraftPicture, crop: Crop) -> None:
    """A board takes this part of it from now on. Raises PictureUnusable, DiskTrouble."""
    part = part_of(picture, crop)
    change_member(member_id, lambda member: with_picture_changed(member, look_id, picture, part))


@Callback
def uncrop(member_id: str, look_id: str, picture: DraftPicture) -> None:
    """The whole picture again; nothing at a second press."""
    whole = whole_again(picture)
    change_member(member_id, lambda member: with_picture_changed(member, look_id, picture, whole))


@Callback
def choose_ground(member_id: str, look_id: str, picture: DraftPicture, key: str) -> None:
    """The colour in the widget `key` is behind its transparent parts from now on."""
    with noted():
        after = on_ground(picture, ground_of(st.session_state[key]))
        change_member(member_id, lambda member: with_picture_changed(member, look_id, picture, after))


@Callback
def drop_picture(member_id: str, look_id: str, place: int) -> None:
    """One picture less, with a way back."""
    if is_second_press(f"picture {look_id} {place}", QUICK):
        return
    before: list[CastMember] = []

    def without(member: CastMember) -> CastMember:
        before[:] = [member]
        return without_picture(member, look_id, place)

    if change_member(member_id, without) and (look := before[0].look(look_id)) and place < len(look.pictures):
        row_went(f"picture {look_id} {place}")
        remember_removal(member_id, TakenAway(look, place, look.pictures[place]), lambda: _("Picture removed."))
