"""The cast on the board: a card a subject, with its pictures, its name and its voice."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.language import _
from lib.text.picture_sentences import pixels, remark_text, sent_text
from lib.ui.create import board_steps, card_steps, fields, uploads
from lib.ui.create.bond_line import draw_all_changed, draw_bond, draw_looks
from lib.ui.create.cast_pictures import draw_deal
from lib.ui.create.cast_row import draw_row, fold_button, keep_button, remove_button
from lib.ui.create.cast_view import CardView, CastView, ToolsView
from lib.ui.create.drafts_dialog import show_drafts
from lib.ui.create.finding_lines import beside
from lib.ui.create.ground_choice import draw_ground
from lib.ui.create.hint_lines import draw_hints
from lib.ui.create.member_picker import TITLE as PICKER
from lib.ui.create.member_picker import show_picker
from lib.ui.create.picture_tools import draw_look, draw_picture_tools
from lib.ui.create.sections import DEAL, card, section
from lib.ui.create.undo_step import undo_label
from lib.ui.media_links import thumb
from lib.ui.parts.bring_into_view import scroll_to
from lib.ui.parts.more_pictures import draw_address, draw_upload, draw_url
from lib.ui.parts.picture_intake import not_taken_sentences
from lib.ui.parts.typing_pause import PAUSE
from lib.ui.parts.voices import voice_choice
from lib.ui.parts.web_picture import draw_web_picture
from lib.ui.words import plain


def draw_tools(view: ToolsView) -> None:
    """The heading, and what concerns the whole board: one step back, and starting over."""
    with st.container(
        key="create-tools", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(horizontal=True, width="content", gap="small", vertical_alignment="bottom"):
            st.subheader(_("Cast"), anchor=False, width="content")
            if view.saved:
                st.caption(_("Saved"), width="content")
        with st.container(
            key="create-tools-actions", horizontal=True, width="content", gap="small", vertical_alignment="center"
        ):
            if view.undoable:
                undo = undo_label(view.undoable, plain(view.undoable.name))
                st.button(undo, icon=":material/undo:", key="create.undo_button", on_click=board_steps.take_back)
            if view.started:
                st.button(
                    _("Start over"),
                    icon=":material/restart_alt:",
                    type="tertiary",
                    key="create.start_over",
                    on_click=board_steps.start_over,
                )
            if st.button(_("Drafts"), icon=":material/folder_open:", type="tertiary", key="create.drafts"):
                show_drafts()


def draw_cast(view: CastView) -> None:
    """Cards, each a section of its own, and the way to one more; the empty board shows what to do."""
    if not view.places:
        _empty()
        return
    if view.changed:
        draw_all_changed(view.changed)
    for place in range(view.places):
        section(card(place), _draw_card)
    with st.container(horizontal=True, gap="small"):
        st.button(_("Add a subject"), icon=":material/person_add:", key="create.add", on_click=board_steps.add_subject)
        _from_the_cast()
    section(DEAL, draw_deal)


def _empty() -> None:
    st.write(_("Who or what is in your video? Give each subject a name and one to three pictures."))
    section(DEAL, draw_deal)
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Add a subject"),
            icon=":material/person_add:",
            key="create.add",
            type="primary",
            on_click=board_steps.add_subject,
        )
        _from_the_cast()
        st.button(
            _("Try an example"), icon=":material/auto_awesome:", key="create.example", on_click=board_steps.example
        )


def _from_the_cast() -> None:
    if st.button(_(PICKER), icon=":material/groups:", key="create.from_cast"):
        show_picker()


def _draw_card(view: CardView | None) -> None:
    """The card or row of whoever stands here; nothing where nobody does."""
    if view is None:
        return
    with st.container(border=True, key=f"card-{view.subject.uid}"):
        if view.opened:
            _whole(view)
        else:
            draw_row(view)
        draw_hints(view.subject.uid, view.hints)
        for sentence in not_taken_sentences(view.state.refused):
            st.error(plain(sentence), icon=":material/broken_image:")
        if view.bond:
            draw_bond(view.subject.uid, view.bond, view.subject.name.strip() or view.bond.member_name)
        beside(view.notes)
        if view.wants_cursor:
            scroll_to(f"card-{view.subject.uid}", once=True)


def _whole(view: CardView) -> None:
    _head(view)
    subject = view.subject
    with st.container(horizontal=True, gap="small", key=f"pictures-{subject.uid}"):
        for place, picture in enumerate(subject.pictures):
            with st.container(width=116, gap="xsmall", key=f"picture-{subject.uid}-{place}"):
                _picture(view, place, picture)
        if len(subject.pictures) < MAX_IMAGES_A_SUBJECT:
            with st.container(width="stretch", gap="xsmall", key=f"upload-{subject.uid}"):
                _more_pictures(view)


def _head(view: CardView) -> None:
    subject = view.subject
    name, voice = f"create.name.{subject.uid}", f"create.voice.{subject.uid}"
    fields.seed(name, subject.name)
    fields.seed(voice, subject.voice_id)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Name"),
            key=name,
            live=PAUSE,
            placeholder=_("for example Mia"),
            on_change=card_steps.rename,
            args=(subject.uid, name),
            help=_("The scene mentions the subject by this name, as @name."),
        )
        voice_choice(_("Voice"), voice, subject.voice_id, view.voices, card_steps.give_voice, (subject.uid, voice))
        if view.bond:
            draw_looks(subject.uid, view.bond)
        keep_button(view)
        if view.complete:
            fold_button("done", _("Done"), ":material/check:", subject.uid, card_steps.fold)
        remove_button(subject.uid)


def _picture(view: CardView, place: int, picture: DraftPicture) -> None:
    subject = view.subject
    which = _which(subject.name.strip(), place + 1)
    if sent := picture.as_sent:
        st.image(thumb(sent.sending.sha256), width="stretch", alt=which)
        draw_look(subject.uid, place, picture, which)
        st.caption(sent_text(sent) or _size(picture))
        for note in sent.notes:
            st.caption(remark_text(note))
    else:
        draw_web_picture(picture.url, f"create.web.{subject.uid}.{place}", which)
        draw_look(subject.uid, place, picture, which)
        draw_url(picture.url)
    draw_ground(subject.uid, place, picture, which)
    draw_picture_tools(subject.uid, place, picture, which)
    _picture_buttons(subject.uid, place, which)


def _which(name: str, number: int) -> str:
    if name:
        return _("Picture {number} of {name}", number=number, name=name)
    return _("Picture {number} of this subject", number=number)


def _picture_buttons(uid: str, place: int, which: str) -> None:
    """What can be done with a picture. `which` is read out with each word, and not shown (create.css)."""
    # With three pictures at most, these two reach every order.
    moves = {1: {0: _("Make first")}, 2: {0: _("Make first"), 1: _("Move left")}}
    icons = (":material/first_page:", ":material/chevron_left:")
    for to, label in moves.get(place, {}).items():
        st.button(
            f"{label} *{plain(which)}*",
            key=f"create.move.{uid}.{place}.{to}",
            type="tertiary",
            icon=icons[to],
            on_click=card_steps.move_picture,
            args=(uid, place, to),
        )
    st.button(
        f"{_('Remove')} *{plain(which)}*",
        key=f"create.drop.{uid}.{place}",
        type="tertiary",
        icon=":material/delete:",
        on_click=card_steps.drop_picture,
        args=(uid, place),
    )


def _size(picture: DraftPicture) -> str:
    sent = picture.fitted.sending if picture.fitted else None
    return pixels(sent.width, sent.height) if sent else ""


def _more_pictures(view: CardView) -> None:
    subject, fresh = view.subject, view.state.fresh
    upload, address = f"create.upload.{subject.uid}.{fresh}", f"create.url.{subject.uid}.{fresh}"
    draw_upload(len(subject.pictures), upload, lambda files: uploads.take(subject.uid, files))
    draw_address(address, card_steps.add_address, (subject.uid, address), view.state.url_problem)
