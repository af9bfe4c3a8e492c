"""The cast on the board: a card a subject, with its pictures, its name and its voice."""

from __future__ import annotations

import streamlit as st

from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.picture_rules import said
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.domain.web_address import picture_address_problem
from lib.ui.create import board as boards
from lib.ui.create import board_steps as steps
from lib.ui.create import fields, uploads
from lib.ui.create.board_steps import step
from lib.ui.create.cast_row import fold, fold_button, is_complete, is_open, remove_button, row
from lib.ui.create.create_head import board_tools
from lib.ui.create.finding_lines import beside
from lib.ui.create.findings import found
from lib.ui.create.sections import CARD_FIELDS, TOOLS, card, places, section
from lib.ui.create.voices import voice_choice
from lib.ui.frame.error_cards import noted
from lib.ui.media_links import thumb
from lib.ui.words import plain


def cast_heading() -> None:
    """The heading, and what concerns the whole board."""
    section(TOOLS, _heading)


def _heading() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader("Cast", anchor=False)
        board_tools()


def cast_section() -> None:
    """Cards, each a section of its own, and the way to one more; the empty board shows what to do."""
    cast = boards.board().cast
    if not cast:
        _empty()
        return
    for place in range(places(cast)):
        section(card(place), _place, place)
    st.button("Add a subject", icon=":material/person_add:", key="create.add", on_click=steps.add_subject)


def _empty() -> None:
    st.write("Who or what is in your video? Give each subject a name and one to three pictures.")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Add a subject", icon=":material/person_add:", key="create.add", type="primary", on_click=steps.add_subject
        )
        st.button("Try an example", icon=":material/auto_awesome:", key="create.example", on_click=steps.example)


def _place(place: int) -> None:
    """The card of whoever stands here; nothing where nobody does."""
    cast = boards.board().cast
    if place >= len(cast):
        return
    subject = cast[place]
    with st.container(border=True, key=f"card-{subject.uid}"):
        if is_open(subject):
            _card(subject)
        else:
            row(subject)
        for sentence in uploads.refused(subject.uid):
            st.error(plain(sentence), icon=":material/broken_image:")
        if _worth_saying(subject):
            beside(found().about(*CARD_FIELDS, subject=subject.uid))


def _card(subject: DraftSubject) -> None:
    _head(subject)
    with st.container(horizontal=True, gap="small", key=f"pictures-{subject.uid}"):
        for place, picture in enumerate(subject.pictures):
            with st.container(width=116, gap="xsmall", key=f"picture-{subject.uid}-{place}"):
                _picture(subject, place, picture)
        if len(subject.pictures) < MAX_IMAGES_A_SUBJECT:
            with st.container(width="stretch", gap="xsmall", key=f"upload-{subject.uid}"):
                _more_pictures(subject)


def _worth_saying(subject: DraftSubject) -> bool:
    """A card that was only just added is not scolded."""
    return bool(subject.name or subject.pictures)


def _head(subject: DraftSubject) -> None:
    name, voice = f"create.name.{subject.uid}", f"create.voice.{subject.uid}"
    fields.seed(name, subject.name)
    fields.seed(voice, subject.voice_id)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Name",
            key=name,
            live=fields.PAUSE,
            placeholder="Mia",
            on_change=_named,
            args=(subject.uid, name),
            help="The scene mentions the subject by this name, as @name.",
        )
        voice_choice("Voice", voice, _voiced, (subject.uid, voice))
        if is_complete(subject, found()):
            fold_button("Done", ":material/check:", subject, fold)
        remove_button(subject)


def _picture(subject: DraftSubject, place: int, picture: DraftPicture) -> None:
    if picture.fitted:
        whose = subject.name.strip() or "this subject"
        st.image(thumb(picture.fitted.original.sha256), width="stretch", alt=f"Picture {place + 1} of {whose}")
        st.caption(said(picture.fitted) or _facts(picture))
        for note in picture.fitted.notes:
            st.caption(note)
    else:
        st.markdown(":material/link: Web address")
        st.caption(plain(_short(picture.url)), help="The video service fetches this picture itself.")
    st.button(
        "Remove",
        key=f"create.drop.{subject.uid}.{place}",
        type="tertiary",
        icon=":material/delete:",
        on_click=_drop,
        args=(subject.uid, place),
    )


def _facts(picture: DraftPicture) -> str:
    sent = picture.fitted.sending if picture.fitted else None
    return f"{sent.width} × {sent.height}" if sent else ""


def _short(url: str) -> str:
    return url if len(url) <= 60 else f"{url[:36]}…{url[-20:]}"


def _more_pictures(subject: DraftSubject) -> None:
    left = MAX_IMAGES_A_SUBJECT - len(subject.pictures)
    files = st.file_uploader(
        f"Pictures, {left} more" if subject.pictures else "One to three pictures, up to 50 MB each",
        # Any name: the content decides, and what is not taken is named with its reason.
        type=None,
        accept_multiple_files=True,
        key=f"create.upload.{subject.uid}.{uploads.nonce(subject.uid)}",
        help="png, jpeg or webp, at least 128 pixels a side, at most 50 MB a file. Large ones are made to fit.",
    )
    if files:
        # Not in a callback: large pictures take a moment, and people should see that something happens.
        with st.spinner("Looking at the pictures…"):
            uploads.take(subject.uid, files)
        st.rerun()
    with st.popover("Use a web address", icon=":material/link:", type="tertiary"):
        key, added = f"create.url.{subject.uid}", f"create.url_added.{subject.uid}"
        if st.session_state.pop(added, False):
            st.session_state[key] = ""
        st.text_input(
            "Web address of a picture", key=key, placeholder="https://", on_change=_add_url, args=(subject.uid, key)
        )
        if problem := st.session_state.get(f"create.url_problem.{subject.uid}"):
            st.error(plain(problem))
        st.caption("The video service fetches it, so it must be reachable from the internet.")


@step
def _add_url(uid: str, key: str) -> None:
    url = str(st.session_state[key]).strip()
    problem = picture_address_problem(url) if url else ""
    st.session_state[f"create.url_problem.{uid}"] = problem
    subject = boards.subject(uid)
    if url and not problem and subject:
        with noted():
            boards.change_subject(uid, pictures=(*subject.pictures, DraftPicture(url=url)))
            st.session_state[f"create.url_added.{uid}"] = True


@step
def _named(uid: str, key: str) -> None:
    _take(uid, key, "name", str(st.session_state[key]))


@step
def _voiced(uid: str, key: str) -> None:
    _take(uid, key, "voice_id", str(st.session_state[key] or "").strip())


def _take(uid: str, key: str, field: str, value: str) -> None:
    subject = boards.subject(uid)
    told = getattr(subject, field, value)
    if value == told or not fields.believed(key):
        return
    fields.typed_over(key, told)
    with noted():
        boards.change_subject(uid, shown=True, **{field: value})


@step
def _drop(uid: str, place: int) -> None:
    subject = boards.subject(uid)
    if subject is None or place >= len(subject.pictures):
        return
    with noted():
        boards.change_subject(
            uid,
            undo=f"Removed a picture of {subject.name.strip() or 'a subject'}",
            pictures=(*subject.pictures[:place], *subject.pictures[place + 1 :]),
        )
