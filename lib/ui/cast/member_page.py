"""One member of the cast: what is known of it, its looks, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Actor, Operation
from lib.domain.cast_member import CastMember, StoredMember
from lib.domain.permission import Permission, Validity, validity_of
from lib.text.language import _, _n
from lib.text.member_words import looked_after_text, member_title, permission_text, used_text
from lib.ui import revisions as shared
from lib.ui.cast import member_shelf as library
from lib.ui.cast.deleted_member import show_deleted
from lib.ui.cast.look_cards import draw_looks
from lib.ui.cast.member_fields import draw_fields, draw_permission
from lib.ui.cast.member_values import GONE
from lib.ui.cast.removal_line import draw_removal, remember_removal
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.parts import changed_drafts
from lib.ui.parts.page_buttons import CREATE, GALLERY, page_button
from lib.ui.parts.second_press import QUICK, is_second_press, row_went
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import in_one_line, plain, today

_DECLINED = "member.declined"
"""The member, with its name, for which this tab does not want to be asked about its drafts."""


def show(member_id: str) -> None:
    """The page of one member, or a sentence why there is none."""
    drawn = shared.revision()
    stored = studio().store.members.get(member_id)
    pulse.watch(_differs(member_id, drawn, stored))
    st.button(
        _("Back to the cast"), key="cast.back", type="tertiary", icon=":material/arrow_back:", on_click=library.back
    )
    if stored is None:
        st.title(_("This member is no longer here."), anchor=False)
        st.caption(_("Someone deleted it for good, or the link is not complete."))
    elif stored.deleted:
        show_deleted(stored)
    elif stored.unreadable:
        st.title(plain(member_title(stored.member.name)), anchor=False)
        st.error(_("This member is damaged and cannot be shown."), icon=":material/broken_image:")
        st.caption(_("Boards and videos keep what they took from it."))
        _delete_button(stored)
    else:
        _whole(stored)


def _differs(member_id: str, drawn: int, seen: StoredMember | None) -> pulse.Differs:
    """Whether somebody else changed it; asked of the store only at another revision than the last one."""
    asked = drawn

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision == asked:
            return False
        asked = revision
        return studio().store.members.get(member_id) != seen

    return differs


def _whole(stored: StoredMember) -> None:
    member = stored.member
    title = member_title(member.name)
    st.set_page_config(page_title=f"{in_one_line(title)} · Castboard")
    with st.container(key="member.head"):
        st.title(plain(title), anchor=False)
        _facts(stored)
    why = refusal(Operation.CHANGE_CAST)
    if why:
        st.caption(f":material/lock: {why}")
    else:
        _actions(stored)
    draw_removal(member.id)
    with shown("member.drafts"):
        _drafts(member)
    left, right = st.columns([5, 3], gap="large")
    with left:
        draw_looks(member, locked=why is not None)
    with right, shown("member.fields"):
        draw_fields(member, locked=why is not None)
        draw_permission(member, _keeper(stored), yours=_is_ours(stored), locked=why is not None)


def _facts(stored: StoredMember) -> None:
    videos = studio().store.members.videos(stored.member.id)
    with st.container(key="member.facts", horizontal=True, vertical_alignment="center", gap="small"):
        if stored.archived:
            st.badge(_("Archived"), icon=":material/archive:", color="gray")
        _ending(stored.member.permission)
        if videos:
            st.page_link(
                GALLERY, label=used_text(videos), icon=":material/movie:", query_params={"member": stored.member.id}
            )
        else:
            st.caption(used_text(0), width="content")
        st.caption(looked_after_text(plain(_keeper(stored)), yours=_is_ours(stored)), width="content")


def _ending(permission: Permission) -> None:
    """What is the matter with it, at the top: on a phone its fields are far below."""
    day = today()
    match validity_of(permission, day):
        case Validity.EXPIRED:
            st.badge(permission_text(permission, day), icon=":material/event_busy:", color="red")
        case Validity.ENDS_SOON:
            st.badge(permission_text(permission, day), icon=":material/event_upcoming:", color="orange")


def _is_ours(stored: StoredMember) -> bool:
    return stored.made_by == current_person()


def _keeper(stored: StoredMember) -> str:
    """Their name, "" where they gave none."""
    person = studio().store.people.get(stored.made_by)
    return person.name if person else ""


def _actions(stored: StoredMember) -> None:
    member_id = stored.member.id
    with st.container(key="member.actions", horizontal=True, vertical_alignment="center", gap="small"):
        if not stored.archived:
            page_button(
                CREATE,
                _("Use on a board"),
                key="member.use",
                icon=":material/movie_edit:",
                primary=True,
                query={"cast": member_id},
            )
        st.button(
            _("Duplicate"),
            key="member.duplicate",
            icon=":material/content_copy:",
            on_click=_duplicate,
            args=(member_id, _("{name}, copy", name=member_title(stored.member.name))),
        )
        word, icon = (_("Bring back"), "unarchive") if stored.archived else (_("Archive"), "archive")
        st.button(
            word,
            key="member.archive",
            icon=f":material/{icon}:",
            help=_("An archived member is no longer offered. Boards and videos keep it."),
            on_click=_archive,
            args=(member_id, not stored.archived),
        )
        _delete_button(stored)


def _delete_button(stored: StoredMember) -> None:
    why = refusal(Operation.DELETE_MEMBER, Actor(stored.made_by))
    st.button(
        _("Delete"),
        key="member.delete",
        icon=":material/delete:",
        type="tertiary",
        on_click=_delete,
        args=(stored.member.id, member_title(stored.member.name)),
        disabled=why is not None,
        help=why,
    )


@Callback
def _duplicate(member_id: str, name: str) -> None:
    if is_second_press("member duplicated"):
        return
    made = studio().cast.duplicate(actor(), member_id, name, utc_now())
    if made is None:
        st.toast(_(GONE), icon=":material/info:")
        return
    row_went("member duplicated")
    library.open_member(made.id)
    st.toast(_("This is the copy."), icon=":material/content_copy:")


@Callback
def _archive(member_id: str, archived: bool) -> None:
    if is_second_press("member archived", QUICK):
        return  # It would take back what the first one did.
    studio().cast.archive(actor(), member_id, archived=archived)
    row_went("member archived")
    st.toast(_("Archived.") if archived else _("Back in the cast."), icon=":material/archive:")


@Callback
def _delete(member_id: str, title: str) -> None:
    studio().cast.delete(actor(), member_id, utc_now())
    remember_removal(member_id, None, lambda: _("“{name}” is deleted.", name=title))
    library.back()


def _drafts(member: CastMember) -> None:
    """Where the member has another name now than on this person's boards: the way to take it there."""
    if st.session_state.get(_DECLINED) == (member.id, member.name):
        return
    number = len(studio().cast.drafts_behind(actor(), member))
    if not number:
        return
    with st.container(key="member.in_drafts", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _n("Rename in your {count} draft too", "Rename in your {count} drafts too", number),
            key="member.rename_drafts",
            icon=":material/edit_note:",
            on_click=_rename_drafts,
            args=(member.id,),
        )
        st.button(
            _("Not now"),
            key="member.not_in_drafts",
            type="tertiary",
            on_click=_not_in_drafts,
            args=(member.id, member.name),
        )


@Callback
def _rename_drafts(member_id: str) -> None:
    stored = studio().store.members.get(member_id)
    ids = studio().cast.rename_in_drafts(actor(), stored.member, utc_now()) if stored else []
    changed_drafts.note(ids)
    if ids:
        st.toast(_n("Renamed in {count} draft.", "Renamed in {count} drafts.", len(ids)), icon=":material/check:")


@Callback
def _not_in_drafts(member_id: str, name: str) -> None:
    st.session_state[_DECLINED] = (member_id, name)
