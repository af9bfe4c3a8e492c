"""What is known of a member beside its looks, each field kept as it changes: name, kind, tags, notes, permission."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from lib.domain.cast_member import MOST_TAGS, CastMember, MemberKind
from lib.domain.check import NAME_LETTERS
from lib.domain.member_edits import with_fields
from lib.domain.permission import PermissionKind, Validity, validity_of
from lib.text.cast_words import kind_name
from lib.text.language import _, spoken
from lib.text.member_words import member_title, permission_kind_label, permission_sentence
from lib.ui.cast.member_values import change_member, follow, note_kept
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.text_length import draw_long_name
from lib.ui.parts.typing_pause import PAUSE
from lib.ui.parts.voices import chosen_voice, voice_choice
from lib.ui.state import studio
from lib.ui.words import plain, today


def draw_fields(member: CastMember, *, locked: bool) -> None:
    """Each with its own action. `locked`: for those who may only look."""
    st.subheader(_("Details"), anchor=False)
    _name(member, locked=locked)
    kind = _list("kind", member.kind, member)
    st.selectbox(
        _("Kind"),
        list(MemberKind),
        format_func=kind_name,
        key=kind,
        on_change=_save,
        args=(member.id, "kind", kind),
        disabled=locked,
    )
    voice = _list("voice", member.voice_id, member)
    voice_choice(
        _("Voice"),
        voice,
        member.voice_id,
        studio().store.voices.all(),
        _give_voice,
        (member.id, voice),
        disabled=locked,
    )
    tags = _text("tags", list(member.tags), member)
    known = studio().store.members.tags()
    st.multiselect(
        _("Tags"),
        list(dict.fromkeys([*known, *member.tags])),
        key=tags,
        accept_new_options=True,
        max_selections=max(MOST_TAGS, len(member.tags)),
        placeholder=_("Choose or type"),
        on_change=_save,
        args=(member.id, "tags", tags),
        disabled=locked,
        help=_("Up to {most} tags.", most=MOST_TAGS),
    )
    notes = _text("notes", member.notes, member)
    st.text_area(
        _("Notes"),
        key=notes,
        height=110,
        placeholder=_("What others should know before they use it"),
        on_change=_save,
        args=(member.id, "notes", notes),
        disabled=locked,
    )


def _name(member: CastMember, *, locked: bool) -> None:
    key = _text("name", member.name, member)
    st.text_input(_("Name"), key=key, live=PAUSE, on_change=_rename, args=(member.id, key), disabled=locked)
    if not str(st.session_state[key] or "").strip():
        # It may only be on its way to another one.
        words = _("A member needs a name. It is still called “{name}”.", name=plain(member_title(member.name)))
        st.caption(f":material/info: {words}")
    draw_long_name(member.name, NAME_LETTERS)


def draw_permission(member: CastMember, keeper: str, *, yours: bool, locked: bool) -> None:
    """What was agreed, and how it stands today. `keeper`: who looks after the member; `yours`: whoever looks does."""
    kept = member.permission
    st.subheader(_("Permission"), anchor=False)
    day = today()
    sentence = plain(permission_sentence(kept, day, keeper, yours=yours))
    match validity_of(kept, day):
        case Validity.EXPIRED:
            st.error(sentence, icon=":material/event_busy:")
        case Validity.ENDS_SOON:
            st.warning(sentence, icon=":material/event_upcoming:")
    kind = _list("permission", kept.kind, member)
    st.selectbox(
        _("May it be used?"),
        list(PermissionKind),
        format_func=permission_kind_label,
        key=kind,
        on_change=_permit,
        args=(member.id, "kind", kind),
        disabled=locked,
    )
    if kept.kind is PermissionKind.UNTIL:
        until = _text("until", kept.until, member)
        st.date_input(
            _("Last day"),
            value=None,
            key=until,
            # Outside of these the field would show nothing, and what came from a file may be there.
            min_value=min(date(2000, 1, 1), kept.until or date.max),
            max_value=max(date(2199, 12, 31), kept.until or date.min),
            format="YYYY-MM-DD",
            on_change=_permit,
            args=(member.id, "until", until),
            disabled=locked,
        )
        if kept.until is None:
            st.caption(_("Choose the last day. Until then the permission counts as not specified."))
    if kept.kind is not PermissionKind.UNSAID:
        for field, label, hint in (
            ("by", _("Given by"), _("for example the agency, with a contract number")),
            ("note", _("Note on the permission"), _("for example only for the web")),
        ):
            key = _text(f"permission.{field}", getattr(kept, field), member)
            st.text_input(
                label,
                key=key,
                live=PAUSE,
                placeholder=hint,
                on_change=_permit,
                args=(member.id, field, key),
                disabled=locked,
            )


def _text(field: str, value: Any, member: CastMember) -> str:
    """The key of a widget, which shows this value from now on."""
    key = f"member.{field}.{member.id}"
    follow(key, value)
    return key


def _list(field: str, value: Any, member: CastMember) -> str:
    """The same of a list: it reports the word it shows, so that there is one for each language."""
    return _text(f"{field}.{spoken().code}", value, member)


@Callback
def _save(member_id: str, field: str, key: str) -> None:
    value = st.session_state[key]
    if change_member(member_id, lambda member: with_fields(member, **{field: value})) and field == "notes":
        note_kept(key, value)


@Callback
def _give_voice(member_id: str, key: str) -> None:
    voice_id = chosen_voice(key)
    change_member(member_id, lambda member: with_fields(member, voice_id=voice_id))


@Callback
def _rename(member_id: str, key: str) -> None:
    name = str(st.session_state[key] or "").strip()
    # What a member is mentioned by cannot be nothing.
    if name and change_member(member_id, lambda member: with_fields(member, name=name)):
        note_kept(key, name)


@Callback
def _permit(member_id: str, field: str, key: str) -> None:
    value = st.session_state[key]
    value = value.strip() if isinstance(value, str) and field != "kind" else value
    done = change_member(
        member_id,
        lambda member: with_fields(member, permission=member.permission.model_copy(update={field: value})),
    )
    if done and isinstance(value, str) and field != "kind":
        note_kept(key, value)
