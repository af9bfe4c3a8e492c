"""What a card says of the member of the cast that it was taken from: its looks, and whether it changed since."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import Bond
from lib.text.language import _
from lib.ui.create import member_steps
from lib.ui.create.bond_view import BondView, LookChoice
from lib.ui.media_links import thumb
from lib.ui.words import plain

FACE_PX = 48


def draw_looks(uid: str, view: BondView) -> None:
    """The look that is on the card, and the others to choose from; nothing where there is no choice."""
    if len(view.looks) < 2:
        return
    places = {one.id: place for place, one in enumerate(view.looks, start=1)}
    current = next((one for one in view.looks if one.id == view.look_id), None)
    label = look_name(current, places[current.id]) if current else _("Choose a look")
    # Another key for each look: what was open closes once one is chosen.
    with st.popover(plain(label), key=f"create.looks.{uid}.{view.look_id}", type="tertiary", icon=":material/styler:"):
        for one in view.looks:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"look-{uid}-{one.id}"):
                if one.face:
                    st.image(thumb(one.face, 96), width=FACE_PX, alt="")
                st.button(
                    plain(look_name(one, places[one.id])),
                    key=f"create.look.{uid}.{one.id}",
                    type="tertiary",
                    disabled=one.id == view.look_id,
                    on_click=member_steps.choose_look,
                    args=(uid, one.id),
                )


def look_name(look: LookChoice, number: int) -> str:
    """A look without a name goes by its number."""
    return look.name or _("Look {number}", number=number)


def draw_bond(uid: str, view: BondView, name: str) -> None:
    """That the member changed or is gone since, and what can be done about it."""
    match view.bond:
        case Bond.CHANGED:
            _asked(uid, _("{name} changed in the cast since.", name=plain(name)))
        case Bond.LOOK_GONE:
            _asked(uid, _("This look of {name} is no longer in the cast.", name=plain(name)))
        case Bond.GONE:
            gone = _("{name} is no longer in the cast. This board keeps its own copy.", name=plain(name))
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"bond-{uid}"):
                st.markdown(f":gray[{gone}]", width="stretch")
                st.button(
                    _("OK"), key=f"create.let_go.{uid}", type="tertiary", on_click=member_steps.let_go, args=(uid,)
                )


def _asked(uid: str, sentence: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"bond-{uid}"):
        st.markdown(f":blue[:material/update:] {sentence}", width="stretch")
        st.button(
            _("Use the new version"),
            key=f"create.use_new.{uid}",
            on_click=member_steps.use_new,
            args=((uid,),),
        )
        st.button(
            _("Keep as it is"),
            key=f"create.keep_old.{uid}",
            type="tertiary",
            on_click=member_steps.keep_as_it_is,
            args=((uid,),),
        )


def draw_all_changed(changed: tuple[tuple[str, str], ...]) -> None:
    """The same asked once for all, where several changed: uid and name of each."""
    uids = tuple(uid for uid, _name in changed)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bond-all"):
        st.markdown(
            ":blue[:material/update:] "
            + _("Changed in the cast since: {names}.", names=[f"**{plain(name)}**" for _uid, name in changed]),
            width="stretch",
        )
        st.button(_("Use the new versions"), key="create.use_new.all", on_click=member_steps.use_new, args=(uids,))
        st.button(
            _("Keep all as they are"),
            key="create.keep_old.all",
            type="tertiary",
            on_click=member_steps.keep_as_it_is,
            args=(uids,),
        )
