"""People and invitations: who waits, who is in, what each may do, and the links that let somebody in."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.role import GIVEN, Role
from lib.domain.team import Place
from lib.text.language import N_, _
from lib.text.role_words import role_may, role_name
from lib.ui.admin.people_rows import InvitationRow, PeopleView, PersonRow, people_view
from lib.ui.admin.without_sign_in import draw_how_to_open
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.bring_into_view import scroll_to
from lib.ui.parts.second_press import QUICK, is_second_press, row_went
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import plain

TEXT, PAGE, LINK, INVITE, NEW_ROLE = (f"admin.people.{name}" for name in ("text", "page", "link", "invite", "new_role"))
_TURN = "admin.people.turn"  # Links that were made in this tab.
_GONE = N_("Nothing was changed: this person is gone, or the team would be left without an owner.")


def draw_people_section() -> None:
    """Without sign-in: how to open Castboard to a team."""
    if not studio().settings.sign_in:
        draw_how_to_open()
        return
    now, team = utc_now(), studio().team
    view = people_view(
        team.people(),
        team.open_invitations(now),
        team.signed_in(now),
        current_person(),
        now,
        why_not=refusal(Operation.CHANGE_PEOPLE) or "",
        text=str(st.session_state.get(TEXT) or ""),
        page=int(st.session_state.get(PAGE) or 1),
    )
    draw_people(view)


def draw_people(view: PeopleView) -> None:
    """Links that were just made first, then people, then the links that are open."""
    st.markdown(view.summary)
    if view.can_change:
        _invite()
    else:
        st.caption(view.why_not)
    _draw_link()
    st.text_input(
        _("Search"),
        key=TEXT,
        type="search",
        placeholder=_("Search names and mail addresses"),
        icon=":material/search:",
        label_visibility="collapsed",
        live="300ms",
        width=320,
    )
    for place, row in enumerate(view.rows):
        _draw_person(row, place, can_change=view.can_change)
    if not view.rows:
        st.caption(_("No one has this name."))
    if view.pages > 1:
        if PAGE in st.session_state:
            st.session_state[PAGE] = min(int(st.session_state[PAGE]), view.pages)
        with st.container(horizontal_alignment="center"):
            st.pagination(view.pages, key=PAGE)
    if view.invitations:
        st.subheader(_("Open invitations"), anchor=False)
    for place, invitation in enumerate(view.invitations):
        _draw_invitation(invitation, place, can_change=view.can_change)


def _invite() -> None:
    with st.popover(_("Invite someone"), icon=":material/person_add:", type="primary", key=INVITE, on_change="rerun"):
        st.radio(
            _("Role"),
            list(GIVEN),
            index=1,
            format_func=role_name,
            captions=[role_may(role) for role in GIVEN],
            key=NEW_ROLE,
        )
        st.caption(_("The link works once, for 7 days. Send it to one person."))
        st.button(_("Make a link"), key="admin.people.make", type="primary", on_click=_make_link)


def _draw_link() -> None:
    token: str | None = st.session_state.get(LINK)
    if not token:
        return
    with st.container(border=True, key="admin.people.made"):
        words = _("The link is shown only now. Copy it and send it.")
        st.markdown(f":material/link: {words}")
        st.code(f"{_address()}/join/{token}", language=None, wrap_lines=True)
        st.button(_("Done"), key="admin.people.done", on_click=_forget_link)
    scroll_to("admin.people.made", turn=st.session_state.get(_TURN, 0))  # Pressed far down, it is out of view.


def _address() -> str:
    """Of Castboard, as this browser knows it."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/admin').rstrip('/')}"


def _draw_person(row: PersonRow, place: int, *, can_change: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"admin.person.{row.id}"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{plain(row.name)}**")
            st.caption(plain(row.facts))
        if row.place is Place.WAITING:
            _draw_waiting(row, place, can_change=can_change)
            return
        menu = st.popover(
            _("Manage") if can_change else _("Details"),
            key=f"admin.manage.{row.id}",
            type="tertiary",
            on_change="rerun",
        )
        if menu.open:
            with menu:
                _draw_details(row, can_change=can_change)


def _draw_waiting(row: PersonRow, place: int, *, can_change: bool) -> None:
    key, closed = f"admin.let_in_as.{row.id}", not can_change
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.selectbox(
            _("Role"),
            list(GIVEN),
            index=1,
            format_func=role_name,
            key=key,
            label_visibility="collapsed",
            width=140,
            disabled=closed,
        )
        let_in, turn_down = f"admin.let_in.{row.id}", f"admin.turn_down.{row.id}"
        st.button(_("Let in"), key=let_in, type="primary", disabled=closed, on_click=_let_in, args=(row.id, key, place))
        st.button(
            _("Decline"), key=turn_down, type="tertiary", disabled=closed, on_click=_turn_down, args=(row.id, place)
        )


def _draw_details(row: PersonRow, *, can_change: bool) -> None:
    if row.signed_in and row.place is not Place.OUT:  # What they see there is that they have no access.
        st.caption(_("Signed in on"))
        st.markdown("\n".join(f"- {plain(where)}" for where in row.signed_in))
    if row.why_not:
        st.caption(plain(row.why_not))
    if not can_change:
        return
    if row.place is Place.OUT:
        st.button(_("Let in again"), key=f"admin.enable.{row.id}", on_click=_enable, args=(row.id,))
        _erase(row)
        return
    if not row.why_not:
        key = f"admin.role.{row.id}"
        st.radio(
            _("Role"),
            list(GIVEN),
            index=GIVEN.index(row.role),
            format_func=role_name,
            captions=[role_may(role) for role in GIVEN],
            key=key,
            on_change=_set_role,
            args=(row.id, key),
        )
    way_in = studio().settings.sign_in
    with st.container(gap="small"):
        if way_in == "invite":
            words, key = _("New link, if they cannot sign in"), f"admin.new_link.{row.id}"
            st.button(words, key=key, on_click=_new_link, args=(row.id,))
        if row.signed_in or way_in == "oidc":  # Which browsers a provider has signed in, only the provider knows.
            st.button(_("Sign out everywhere"), key=f"admin.sign_out.{row.id}", on_click=_sign_out, args=(row.id,))
        if not row.why_not:
            st.button(
                _("Disable"), key=f"admin.disable.{row.id}", icon=":material/block:", on_click=_disable, args=(row.id,)
            )
    if not row.why_not:
        _erase(row)


def _erase(row: PersonRow) -> None:
    with st.expander(_("Delete this account"), type="compact"):
        st.caption(
            _(
                "Deletes their name, drafts, own presets and sign-ins. What they made stays, without a name. "
                "This cannot be undone."
            )
        )
        st.button(_("Yes, delete it"), key=f"admin.erase.{row.id}", on_click=_erased, args=(row.id,))


def _draw_invitation(row: InvitationRow, place: int, *, can_change: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(plain(row.words), width="stretch")
        st.button(
            _("Revoke"),
            key=f"admin.revoke.{row.token_hash}",
            type="tertiary",
            disabled=not can_change,
            on_click=_revoke,
            args=(row.token_hash, place),
        )


@Callback
def _make_link() -> None:
    if is_second_press("link made"):
        return  # The first one would let somebody in, and nobody could see it any more.
    st.session_state[LINK] = studio().team.invite(actor(), Role(st.session_state[NEW_ROLE]), utc_now())
    _count_link()
    st.session_state[INVITE] = False  # It would cover the link.
    row_went("link made")


@Callback
def _new_link(person_id: str) -> None:
    if is_second_press("link made"):
        return
    st.session_state[LINK] = token = studio().team.new_link(actor(), person_id, utc_now())
    if token is None:
        _confirm(False)
    _count_link()
    st.session_state[f"admin.manage.{person_id}"] = False  # The link stands above the list.
    row_went("link made")


def _count_link() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


@Callback
def _forget_link() -> None:
    st.session_state.pop(LINK, None)


@Callback
def _revoke(token_hash: str, place: int) -> None:
    if is_second_press(f"invitation {place}", QUICK):
        return
    if studio().team.revoke(actor(), token_hash, utc_now()):
        st.toast(_("The link no longer lets anyone in."), icon=":material/link_off:")
    else:
        st.toast(_("Someone has used the link, or it was revoked already."), icon=":material/info:")
    row_went(f"invitation {place}")


@Callback
def _let_in(person_id: str, key: str, place: int) -> None:
    if not is_second_press(f"let in {place}", QUICK):  # By then whoever waits next stands there.
        _set_role(person_id, key)
        row_went(f"let in {place}")


@Callback
def _turn_down(person_id: str, place: int) -> None:
    if not is_second_press(f"turn down {place}", QUICK):
        _disable(person_id)
        row_went(f"turn down {place}")


@Callback
def _set_role(person_id: str, key: str) -> None:
    _confirm(studio().team.set_role(actor(), person_id, Role(st.session_state[key]), utc_now()))


@Callback
def _disable(person_id: str) -> None:
    _confirm(studio().team.disable(actor(), person_id, utc_now()))
    row_went(f"disabled {person_id}")


@Callback
def _enable(person_id: str) -> None:
    if is_second_press(f"disabled {person_id}"):
        return  # The button came into the place of the one that was pressed.
    _confirm(studio().team.enable(actor(), person_id, utc_now()))


@Callback
def _erased(person_id: str) -> None:
    _confirm(studio().people.erase(actor(), person_id, utc_now()))


@Callback
def _sign_out(person_id: str) -> None:
    _confirm(studio().team.sign_out(actor(), person_id, utc_now()))


def _confirm(done: bool) -> None:
    words, icon = (_("Done."), "check") if done else (_(_GONE), "info")
    st.toast(words, icon=f":material/{icon}:")
