"""The looks of a member: each with its name and up to three pictures, the first of which is its face."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import MOST_LOOKS, CastMember, Look
from lib.domain.draft import DraftPicture
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.language import _
from lib.text.picture_sentences import pixels, remark_text
from lib.ui.cast import look_steps
from lib.ui.cast.look_tools import draw_look, draw_picture_tools
from lib.ui.cast.member_values import follow
from lib.ui.media_links import thumb
from lib.ui.parts.more_pictures import draw_address, draw_upload, draw_url
from lib.ui.parts.picture_intake import not_taken_sentences
from lib.ui.parts.text_length import draw_long_name
from lib.ui.parts.typing_pause import PAUSE
from lib.ui.parts.web_picture import draw_web_picture
from lib.ui.words import plain

LONGEST_NAME = 60


def draw_looks(member: CastMember, *, locked: bool) -> None:
    """All of them, and the way to one more. `locked`: for those who may only look."""
    st.subheader(_("Looks"), anchor=False)
    for place, look in enumerate(member.looks):
        with st.container(border=True, key=f"look-{look.id}"):
            _head(member, look, place, locked=locked)
            draw_long_name(look.name, LONGEST_NAME)
            _pictures(member, look, locked=locked)
            for sentence in not_taken_sentences(look_steps.refused(look.id)):
                st.error(plain(sentence), icon=":material/broken_image:")
    if len(member.looks) < MOST_LOOKS and not locked:
        st.button(
            _("Add a look"),
            key="member.add_look",
            icon=":material/add:",
            on_click=look_steps.add_look,
            args=(member.id, len(member.looks)),
        )


def look_title(look: Look, place: int) -> str:
    """What it goes by."""
    return look.name or _("Look {number}", number=place + 1)


def _head(member: CastMember, look: Look, place: int, *, locked: bool) -> None:
    key = f"member.look_name.{look.id}"
    follow(key, look.name)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"look-head-{look.id}"):
        st.text_input(
            _("Name of look {number}", number=place + 1),
            key=key,
            live=PAUSE,
            placeholder=None if locked else _("for example In a red coat"),
            on_change=look_steps.rename_look,
            args=(member.id, look.id, key),
            disabled=locked,
        )
        if locked:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            _tools(member, look, place)


def _tools(member: CastMember, look: Look, place: int) -> None:
    title = plain(look_title(look, place))
    many = len(member.looks) > 1
    usual, copy, delete = _("Make usual"), _("Duplicate"), _("Delete")
    if place == 0 and many:
        st.badge(_("Usual look"), color="gray", help=_("Boards use this look unless you choose another."))
    if place:
        st.button(
            f"{usual} *{title}*",
            key=f"member.usual.{look.id}",
            type="tertiary",
            icon=":material/first_page:",
            on_click=look_steps.make_usual,
            args=(member.id, look.id),
        )
    if len(member.looks) < MOST_LOOKS:
        st.button(
            f"{copy} *{title}*",
            key=f"member.copy_look.{look.id}",
            type="tertiary",
            icon=":material/content_copy:",
            on_click=look_steps.duplicate_look,
            args=(member.id, look.id, _("{name}, copy", name=look_title(look, place))),
        )
    if many:
        st.button(
            f"{delete} *{title}*",
            key=f"member.delete_look.{look.id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=look_steps.delete_look,
            args=(member.id, look.id, look_title(look, place)),
        )


def _pictures(member: CastMember, look: Look, *, locked: bool) -> None:
    with st.container(horizontal=True, gap="small", key=f"pictures-{look.id}"):
        for place, picture in enumerate(look.pictures):
            with st.container(width=116, gap="xsmall", key=f"picture-{look.id}-{place}"):
                _picture(member, look, place, picture, locked=locked)
        if len(look.pictures) < MAX_IMAGES_A_SUBJECT and not locked:
            with st.container(width="stretch", gap="xsmall", key=f"upload-{look.id}"):
                _more_pictures(member, look)


def _picture(member: CastMember, look: Look, place: int, picture: DraftPicture, *, locked: bool) -> None:
    which = _("Picture {number} of {name}", number=place + 1, name=look_title(look, member.looks.index(look)))
    if sent := picture.as_sent:
        st.image(thumb(sent.sending.sha256), width="stretch", alt=which)
        draw_look(look, place, which)
        st.caption(pixels(sent.sending.width, sent.sending.height))
        for note in sent.notes:
            st.caption(remark_text(note))
    else:
        draw_web_picture(picture.url, f"member.web.{look.id}.{place}", which)
        draw_look(look, place, which)
        draw_url(picture.url)
    if not locked:
        draw_picture_tools(member.id, look, place, which)


def _more_pictures(member: CastMember, look: Look) -> None:
    left, fresh = MAX_IMAGES_A_SUBJECT - len(look.pictures), look_steps.fresh(look.id)
    address, menu = f"member.url.{look.id}.{fresh}", f"member.address.{look.id}"
    upload = f"member.upload.{look.id}.{fresh}"
    draw_upload(len(look.pictures), upload, lambda files: look_steps.take_pictures(member.id, look.id, left, files))
    args, problem = (member.id, look.id, address), look_steps.address_problem(look.id)
    draw_address(address, look_steps.add_address, args, problem, menu)
