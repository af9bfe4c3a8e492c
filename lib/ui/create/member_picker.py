"""The team's cast in a dialog: several members at once, each in a look, onto the board."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import CastMember, Look, MemberLine, MemberQuery, members_on
from lib.domain.permission import Validity, validity_of
from lib.text.formats import side_by_side
from lib.text.language import N_, _, _n
from lib.text.member_words import member_title
from lib.ui.create import board as boards
from lib.ui.create import board_steps
from lib.ui.create.member_steps import gone_text, put_on_board
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import noted, shown
from lib.ui.frame.toasts import say
from lib.ui.media_links import thumb
from lib.ui.parts.typing_pause import PAUSE
from lib.ui.parts.web_picture import draw_web_picture
from lib.ui.state import studio
from lib.ui.words import plain, today

TITLE = N_("From the cast")
A_PAGE = 12
FACE_PX = 56
_TEXT, _SHOWN, _CHOSEN, _DONE = "create.pick.text", "create.pick.shown", "create.pick.chosen", "create.pick.done"
"""What is looked for; how many are shown; the ids of those that were chosen, in that order; that they were added."""


def show_picker() -> None:
    """All members that are not archived, those first that were used last."""
    for key in (_TEXT, _CHOSEN):
        st.session_state.pop(key, None)
    st.session_state[_SHOWN] = A_PAGE
    st.dialog(_(TITLE), width="medium", on_dismiss=board_steps.closed)(draw_picker)()


@shown("picker")
def draw_picker() -> None:
    """What stands in the dialog."""
    if st.session_state.pop(_DONE, False):
        st.rerun()
    text = str(st.session_state.get(_TEXT, ""))
    most = st.session_state.get(_SHOWN, A_PAGE)
    lines = studio().store.members.lines(MemberQuery(text=text, limit=most + 1))
    if not (lines or text.strip()):
        _nobody_yet()
        return
    st.text_input(
        _("Search the cast"),
        key=_TEXT,
        live=PAUSE,
        placeholder=_("Name, tag, or look"),
        on_change=_search,
    )
    members = studio().store.members.of_ids([line.id for line in lines])
    on_board = {*members_on(boards.current_board())}
    # It scrolls in itself: what is chosen is added without a way to its end.
    with st.container(key="pick-list"):
        for line in lines[:most]:
            if line.id in members:  # Not deleted for good between the two questions.
                _row(line, members[line.id].member, stands_here=line.id in on_board)
        if not lines:
            st.caption(_("Nobody in the cast matches “{text}”.", text=plain(text.strip())))
        if len(lines) > most:
            st.button(_("Show more"), key="create.pick.more", on_click=_show_more)
    _put(len(_chosen()))


def _nobody_yet() -> None:
    st.write(_("Nobody is in the cast yet."))
    st.caption(_("Give a subject on the board a name and pictures, then press *Keep in the cast* on its card."))


def _row(line: MemberLine, member: CastMember, *, stands_here: bool) -> None:
    key = f"create.pick.{line.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-pick-{line.id}"):
        _face(line)
        with st.container(gap=None):
            st.checkbox(
                f"**{plain(member_title(line.name))}**",
                value=line.id in _chosen(),
                key=key,
                on_change=_choose,
                args=(line.id, key),
            )
            if facts := _facts(line, stands_here=stands_here):
                st.caption(facts)
        looks = [one for one in member.looks if one.pictures]
        if len(looks) > 1:
            _look_choice(line, looks)


def _face(line: MemberLine) -> None:
    with st.container(width=FACE_PX, key=f"pick-face-{line.id}", horizontal_alignment="center"):
        if line.face_sha:
            st.image(thumb(line.face_sha), width=FACE_PX, alt="")
        elif line.face_url:
            draw_web_picture(line.face_url, f"create.pick.web.{line.id}", "")
        else:
            st.markdown(":material/person:", width="content")


def _look_choice(line: MemberLine, looks: list[Look]) -> None:
    labels = {one.id: one.name or _("Look {number}", number=place) for place, one in enumerate(looks, start=1)}
    st.selectbox(
        _("Look of {name}", name=member_title(line.name)),
        list(labels),
        key=_look_key(line.id),
        format_func=lambda one: labels.get(one, one),
        label_visibility="collapsed",
        width=200,
    )


def _facts(line: MemberLine, *, stands_here: bool) -> str:
    parts = [side_by_side(list(line.tags))] if line.tags else []
    if stands_here:
        parts.append(_("on the board"))
    if not line.face_sha and not line.face_url:
        parts.append(_("no picture yet"))
    facts = [plain(one) for one in parts]
    if validity_of(line.permission, today()) is Validity.EXPIRED:
        ended = _("permission ended")
        facts.append(f":red[{ended}]")
    return " · ".join(facts)


def _put(count: int) -> None:
    label = _n("Add {count} to the board", "Add {count} to the board", count) if count else _("Add to the board")
    st.button(label, type="primary", key="create.pick.put", disabled=not count, on_click=_put_chosen)


def _chosen() -> list[str]:
    return st.session_state.setdefault(_CHOSEN, [])  # type: ignore[no-any-return]


def _look_key(member_id: str) -> str:
    return f"create.pick.look.{member_id}"


@Callback
def _search() -> None:
    st.session_state[_SHOWN] = A_PAGE


@Callback
def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, A_PAGE) + A_PAGE


@Callback
def _choose(member_id: str, key: str) -> None:
    rest = [one for one in _chosen() if one != member_id]
    st.session_state[_CHOSEN] = [*rest, member_id] if st.session_state[key] else rest


@Callback
def _put_chosen() -> None:
    chosen = [(member_id, str(st.session_state.get(_look_key(member_id), ""))) for member_id in _chosen()]
    # At once: the second press of two finds nothing to add.
    st.session_state[_CHOSEN] = []
    with noted():
        if missing := len(chosen) - len(put_on_board(chosen)):
            say(gone_text(missing))
    st.session_state[_DONE] = True
