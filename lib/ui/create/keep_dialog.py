"""Keep a subject of the board in the team's cast: as a member of its own, or as another look of one that is there."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import MOST_LOOKS, CastMember, MemberKind, MemberQuery
from lib.domain.draft import DraftSubject
from lib.domain.naming import called, folded
from lib.text.cast_words import kind_name
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create import board_steps
from lib.ui.create.board_members import forget_members
from lib.ui.create.member_steps import bind
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import noted, shown
from lib.ui.frame.toasts import say
from lib.ui.state import actor, studio, utc_now
from lib.ui.words import plain

_KIND, _AS, _LOOK = "create.keep.kind", "create.keep.as", "create.keep.look"
_MOST_TWINS = 200
"""Members in which the name is found at all, notes included."""
_NEW = ""


def show_keep(uid: str) -> None:
    """Asks what it is; where somebody of that name is in the cast, whether it is another look of theirs."""
    if subject := boards.subject(uid):
        for key in (_KIND, _AS, _LOOK):
            st.session_state.pop(key, None)
        title = _("Keep {name} in the cast", name=plain(called(subject.name)))
        st.dialog(title, on_dismiss=board_steps.closed)(draw_keep)(uid)


@shown("keep")
def draw_keep(uid: str) -> None:
    """What stands in the dialog."""
    subject = boards.subject(uid)
    if subject is None:
        return
    st.caption(_("Its name, pictures and voice are saved for the whole team, to be used on any board."))
    twins = _twins(subject)
    as_look = _NEW
    if twins:
        as_look = st.radio(
            _("Keep it as"),
            [*twins, _NEW],
            format_func=lambda one: (
                _("Another look of {name}", name=plain(twins[one].name)) if one else _("A new member of the cast")
            ),
            key=_AS,
        )
    if as_look:
        st.text_input(_("Name of the look"), key=_LOOK, placeholder=_("for example Red coat"))
    else:
        st.pills(
            _("Kind"),
            list(MemberKind),
            default=MemberKind.PERSON,
            format_func=kind_name,
            key=_KIND,
            required=True,
        )
    if st.button(_("Keep in the cast"), type="primary", key="create.keep.now", on_click=_keep, args=(uid, as_look)):
        st.rerun()


def _twins(subject: DraftSubject) -> dict[str, CastMember]:
    """Whom the subject was taken from, and others of its name: by id."""
    name = called(subject.name)
    same_name = studio().store.members.lines(MemberQuery(text=name, limit=_MOST_TWINS))
    ids = [line.id for line in same_name if folded(line.name) == folded(name)]
    found = studio().store.members.of_ids([*ids, subject.member_id] if subject.member_id else ids)
    order = dict.fromkeys([subject.member_id, *ids])
    return {id_: found[id_].member for id_ in order if id_ in found and not found[id_].deleted}


def _is_full(member_id: str) -> bool:
    stored = studio().store.members.get(member_id)
    return stored is not None and len(stored.member.looks) >= MOST_LOOKS


@Callback
def _keep(uid: str, as_look: str) -> None:
    subject = boards.subject(uid)
    if subject is None:
        return
    with noted():
        if as_look:
            if _is_full(as_look):
                say(_("Not saved: this member already has {most} looks, the most it can have.", most=MOST_LOOKS))
                return
            name = str(st.session_state.get(_LOOK, ""))
            member = studio().cast.keep_look(
                actor(), subject.model_copy(update={"member_id": as_look}), name, utc_now()
            )
        else:
            kind = MemberKind(st.session_state.get(_KIND) or MemberKind.PERSON)
            member = studio().cast.keep_subject(actor(), subject, kind, utc_now())
        if member is None:
            say(_("That member is no longer in the cast."))
            return
        forget_members()
        bind(uid, member, member.looks[-1].id)
        say(_("{name} is in the cast.", name=plain(member.name)), ":material/groups:")
