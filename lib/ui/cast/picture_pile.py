"""Several members from a pile of pictures: files are chosen, whom they show is answered, and each becomes a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.cast_member import MemberKind
from lib.domain.cast_plan import ChangedMember
from lib.domain.dealing import Deal, Way, dealt, some_share_a_subject, taken_apart
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.errors import StudioError
from lib.domain.naming import called
from lib.domain.picture_names import stem_of
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.cast_words import kind_name
from lib.text.language import N_, _, _n, spoken
from lib.ui import media_links as media
from lib.ui.cast import import_state
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import ErrorText, show, shown
from lib.ui.parts.picture_intake import NotTaken, not_taken_sentences, take_new, take_one
from lib.ui.state import actor, studio, utc_now
from lib.ui.streamlit_internals.upload_memory import free
from lib.ui.words import plain

TITLE = N_("Add members from pictures")
_PILE, _WAY, _KIND, _NAME = "cast.pile", "cast.pile.way", "cast.pile.kind", "cast.pile.name"


@dataclass
class Pile:
    """Values change while the dialog is open."""

    pictures: list[DraftPicture] = field(default_factory=list)
    """Checked and kept, and nobody's yet."""
    refused: list[NotTaken] = field(default_factory=list)
    """What was not taken of the last files."""
    turn: str = field(default_factory=lambda: uuid4().hex[:8])
    """Part of the uploader's key: another one empties it."""
    apart: set[str] = field(default_factory=set)
    """The uids of subjects whose pictures show a member each after all."""
    left: list[DraftSubject] | None = None
    """Once members are made of them, those that are not yet: where the store failed, it goes on from there."""
    added: list[ChangedMember] = field(default_factory=list)
    trouble: StudioError | None = None
    """Why it went no further."""
    done: bool = False
    """They are members: the dialog closes."""


def show_pile() -> None:
    """Begin with none."""
    st.session_state[_PILE] = Pile()
    pulse.rest()
    st.dialog(_(TITLE), on_dismiss=_dismissed)(draw_pile)()


@Callback
def _dismissed() -> None:
    st.session_state.pop(_PILE, None)


@shown("cast.pile")
def draw_pile() -> None:
    """What stands in the dialog."""
    pile: Pile = st.session_state.setdefault(_PILE, Pile())
    if pile.done:
        del st.session_state[_PILE]
        st.rerun()
    if pile.left is not None:
        _go_on(pile, pile.left)
        return
    _upload(pile)
    if pile.pictures:
        _decide(pile)


def _upload(pile: Pile) -> None:
    # Before the uploader is drawn, and not in a callback: large pictures take a moment, and people should see it.
    if files := st.session_state.get(f"{_PILE}.files.{pile.turn}"):
        with st.spinner(_("Checking the pictures…")):
            take_new(files, lambda new: _take(pile, new))
    with st.container(key="upload-pile"):
        st.file_uploader(
            _("Pictures, several at once, up to 50 MB each"),
            # Any name: the content decides, and what is not taken is named with its reason.
            type=None,
            accept_multiple_files=True,
            key=f"{_PILE}.files.{pile.turn}",
        )
    for sentence in not_taken_sentences(pile.refused):
        st.error(plain(sentence), icon=":material/broken_image:")


def _take(pile: Pile, files: Sequence[UploadedFile]) -> None:
    pile.refused = []
    for file in files:
        if unused := take_one(file, pile.pictures):
            pile.refused.append(unused)
        free(file)
    pile.turn = uuid4().hex[:8]


def _decide(pile: Pile) -> None:
    way = _way(pile.pictures)
    cast = taken_apart(_dealt(pile.pictures, way).cast, pile.apart)
    _members(cast, can_separate=way is Way.EACH)


def _go_on(pile: Pile, left: Sequence[DraftSubject]) -> None:
    """What is left after the store failed in the middle, and why."""
    if pile.trouble:
        show(ErrorText.of(pile.trouble), "cast.pile.trouble")
    if number := len(pile.added):
        st.success(_n("{count} member added.", "{count} members added.", number), icon=":material/download_done:")
    _members(left, can_separate=False)


def _members(cast: Sequence[DraftSubject], *, can_separate: bool) -> None:
    kind = f"{_KIND}.{spoken().code}"  # A list reports the word it shows: one for each language.
    st.selectbox(_("Kind"), list(MemberKind), format_func=kind_name, key=kind)
    for place, subject in enumerate(cast):
        _row(cast, place, can_separate=can_separate and len(subject.pictures) > 1)
    number = len(cast)
    st.button(
        _n("Add {count} member", "Add {count} members", number),
        key="cast.pile.now",
        type="primary",
        on_click=_add,
        args=(cast, kind),
    )


def _way(pictures: Sequence[DraftPicture]) -> Way:
    number = len(pictures)
    if number == 1:
        return Way.EACH
    words = {Way.EACH: _("One member each"), Way.ONE: _("All to one member")}
    which = st.radio(
        _n("Who is in this picture?", "Who is in these {count} pictures?", number),
        list(words),
        format_func=lambda one: words[one],
        horizontal=True,
        key=f"{_WAY}.{spoken().code}",
    )
    if which is Way.ONE and number > MAX_IMAGES_A_SUBJECT:
        st.caption(_("The first {most} are used: a look has no more.", most=MAX_IMAGES_A_SUBJECT))
    if which is Way.EACH and some_share_a_subject((), pictures):
        st.caption(_("Pictures whose files name the same member stay together."))
    return which


def _dealt(pictures: Sequence[DraftPicture], way: Way) -> Deal:
    numbers = count()
    return dealt((), pictures, way, lambda: f"{way}.{next(numbers)}")


def _row(cast: Sequence[DraftSubject], place: int, *, can_separate: bool) -> None:
    """Whom these pictures show, and the name to give them."""
    subject = cast[place]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for picture in subject.pictures:
            if picture.fitted:
                st.image(media.thumb(picture.fitted.sending.sha256, 96), width=48, alt=picture.name)
        st.text_input(
            _("Name of {file}", file=_numbered([one.pictures[0].name for one in cast], place)),
            subject.name,
            key=f"{_NAME}.{subject.uid}",
            placeholder=_default_name(cast, place) or _("Without a name"),
            label_visibility="collapsed",
        )
        if can_separate:
            st.button(
                _("Separate"),
                key=f"cast.pile.apart.{subject.uid}",
                type="tertiary",
                icon=":material/call_split:",
                help=_("A member for each of these pictures"),
                on_click=_separate,
                args=(subject.uid,),
            )


def _default_name(cast: Sequence[DraftSubject], place: int) -> str:
    """Of whom people give none: in a cast nobody could find it again without."""
    return called(_numbered([stem_of(one.pictures[0].name) for one in cast], place))


def _numbered(names: Sequence[str], place: int) -> str:
    """The name at this place, with a number where others before it have the same: files of two folders often do."""
    before = names[:place].count(names[place])
    return f"{names[place]} {before + 1}" if before else names[place]


@Callback
def _separate(uid: str) -> None:
    pile: Pile | None = st.session_state.get(_PILE)
    if pile is not None:
        pile.apart.add(uid)


@Callback
def _add(subjects: Sequence[DraftSubject], kind: str) -> None:
    pile: Pile | None = st.session_state.get(_PILE)
    if pile is None or pile.done:
        return  # The second press of two.
    if pile.left is not None:
        waiting = {one.uid for one in pile.left}  # A second press may bring the list from before the first.
        subjects = [one for one in subjects if one.uid in waiting]
    pile.left, pile.trouble = _as_named(subjects), None
    try:
        while pile.left:
            made = studio().cast.keep_subject(actor(), pile.left[0], MemberKind(st.session_state[kind]), utc_now())
            pile.added.append(ChangedMember(made, None))
            del pile.left[0]
        pile.done = True
    except StudioError as error:
        # Shown here: the card of the page would close the dialog, and with it go those that are left.
        pile.trouble = error
        for one in pile.left:
            st.session_state[f"{_NAME}.{one.uid}"] = one.name
    if pile.added:
        import_state.note_added(pile.added, utc_now())


def _as_named(cast: Sequence[DraftSubject]) -> list[DraftSubject]:
    """With what was typed as their names."""
    typed = [called(str(st.session_state.get(f"{_NAME}.{one.uid}") or "")).strip() for one in cast]
    names = [name or _default_name(cast, place) for place, name in enumerate(typed)]
    return [one.model_copy(update={"name": name}) for one, name in zip(cast, names, strict=True)]
