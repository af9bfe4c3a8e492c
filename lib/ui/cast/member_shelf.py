"""The library of the cast: what is asked for, the cards, a new member, and the numbers of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.domain.cast_member import MemberKind, MemberLine, MemberQuery
from lib.text.cast_words import kind_name
from lib.text.language import _, _n
from lib.ui import revisions as shared
from lib.ui.cast.face_grid import draw_faces
from lib.ui.cast.member_cards import deleted_card, face_card
from lib.ui.cast.member_filters import NAMES, SORTS, MemberFilters, filters_kept, page_of, pages
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.filter_bar import choice, switch
from lib.ui.parts.order_menu import draw_orders
from lib.ui.parts.second_press import went_on
from lib.ui.state import studio, utc_now
from lib.ui.words import today

GRID, PAGE = "cast.grid", "cast.page"
_ADDRESS = "cast.address"
"""The last address of the library: another one is a link that was followed."""
MEMBER = "member"
"""In the address: the member that is shown."""


@dataclass(frozen=True)
class MemberShelf:
    """What the library shows now. `lines` are one page of `total` members that the filters leave."""

    filters: MemberFilters
    lines: list[MemberLine]
    total: int
    page: int
    anybody: bool
    """Whether there is a member at all, behind the filters and in the archive too; among the deleted if those show."""


def opened() -> str:
    """The id of the member that the address names; empty for the library."""
    return str(st.query_params.get(MEMBER, ""))


def shelf() -> MemberShelf:
    """Ask the store for this page of the library: small questions, whatever the number of members."""
    _follow_address()
    drawn, store = shared.revision(), studio().store
    filters = _filters()
    total = store.members.count(filters.query())
    page = page_of(_kept(), total)
    if PAGE in st.session_state and st.session_state[PAGE] != page:
        st.session_state[PAGE] = page
    lines = store.members.lines(filters.query(page))
    pulse.watch(_differs(filters.query(page), drawn, (total, lines)))
    return MemberShelf(filters, lines, total, page, bool(total) or _anybody(filters))


def _anybody(filters: MemberFilters) -> bool:
    asked = [MemberQuery(archived=archived) for archived in (False, True)]
    if filters.deleted:
        asked.append(MemberQuery(deleted=True))
    return any(map(studio().store.members.count, asked))


def _differs(wanted: MemberQuery, drawn: int, seen: tuple[int, list[MemberLine]]) -> pulse.Differs:
    """Whether the list looks different now; asked of the store only at another revision than the last one."""
    asked = drawn

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision == asked:
            return False
        asked = revision
        members = studio().store.members
        return (members.count(wanted), members.lines(wanted)) != seen

    return differs


def _kept() -> dict[str, object]:
    return {name: st.session_state.get(f"cast.{name}") for name in NAMES}


def _filters() -> MemberFilters:
    return filters_kept(_kept())


def _follow_address() -> None:
    """A link to some of the members says what the controls show. A plain one leaves them as they are."""
    given = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if given and given != st.session_state.get(_ADDRESS):
        filters = filters_kept(given)
        _show(filters)
        st.session_state[PAGE] = page_of(given, 10**9)
        st.session_state[_ADDRESS] = given


def _show(filters: MemberFilters) -> None:
    state = st.session_state
    state["cast.text"], state["cast.kind"] = filters.text, filters.kind.value if filters.kind else ""
    state["cast.tag"], state["cast.sort"] = filters.tag, filters.sort
    state["cast.archived"], state["cast.deleted"] = filters.archived, filters.deleted


@Callback
def _from_the_start() -> None:
    if PAGE in st.session_state:
        st.session_state[PAGE] = 1
    back()


@Callback
def _archived_only() -> None:
    st.session_state["cast.deleted"] = False
    _from_the_start()


@Callback
def _deleted_only() -> None:
    st.session_state["cast.archived"] = False
    _from_the_start()


@Callback
def _turned() -> None:
    back()


@Callback
def _clear() -> None:
    _show(MemberFilters(sort=_filters().sort))
    _from_the_start()


@Callback
def back() -> None:
    """To the library, with its filters and at the page it was left."""
    went_on()
    address = _filters().address(int(st.session_state.get(PAGE) or 1))
    st.session_state[_ADDRESS] = address
    st.query_params.from_dict(address)


@Callback
def open_member(member_id: str) -> None:
    """Let the address name this member: the rest of the run shows it."""
    st.query_params.from_dict({MEMBER: member_id})


@Callback
def _open() -> None:
    # Nothing for a click that Streamlit began anew: it comes once.
    if clicked := st.session_state[GRID].clicked:
        open_member(str(clicked))


def controls(shown: MemberShelf, also: Callable[[], None]) -> None:
    """Search, filters and order; `also` draws what stands at the end of the row."""
    filters = shown.filters
    with st.container(key="cast.bar", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Search"),
            key="cast.text",
            type="search",
            placeholder=_("Search names, tags, looks and notes"),
            icon=":material/search:",
            label_visibility="collapsed",
            live="300ms",
            on_change=_from_the_start,
            persist_state="session",
            width=320,
        )
        word = _("Filters: {number}", number=filters.narrowing) if filters.narrowing else _("Filters")
        with st.popover(word, icon=":material/tune:", key="cast.more"):
            _narrowing(filters)
        if not filters.deleted:  # These stand in the order in which they were deleted.
            draw_orders("cast.sort", {str(one): _(word) for one, word in SORTS.items()}, _from_the_start)
        st.space("stretch")
        with st.container(key="cast.actions", horizontal=True, width="content", gap="small"):
            also()


def _narrowing(filters: MemberFilters) -> None:
    kinds = {one.value: kind_name(one) for one in MemberKind}
    choice("cast.kind", _("Kind"), {"": _("All kinds")} | kinds, _from_the_start)
    tags = shared.of_revision("cast.tags", shared.revision(), studio().store.members.tags)
    # A tag of an address stays to be seen and taken off, also where nobody has it any more.
    offered = dict.fromkeys([*tags, *([filters.tag] if filters.tag else [])])
    if offered:
        choice("cast.tag", _("Tag"), {"": _("All tags")} | {tag: tag for tag in offered}, _from_the_start)
    switch("cast.archived", _("Archived"), _archived_only)
    switch("cast.deleted", _("Deleted"), _deleted_only)
    st.button(_("Clear the filters"), key="cast.reset", type="tertiary", on_click=_clear)


def faces(shown: MemberShelf) -> None:
    """The cards, or a word why there are none."""
    if not shown.total:
        _no_match(shown.filters)
        return
    with st.container(key="cast.number", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_number(shown), width="content")
        if shown.filters.deleted:
            _way_back()
    day, now = today(), utc_now()
    found = [deleted_card(one, day, now) if one.deleted_at else face_card(one, day) for one in shown.lines]
    draw_faces(found, key=GRID, on_clicked=_open)


def _way_back() -> None:
    st.button(
        _("Back to the cast"), key="cast.leave_deleted", type="tertiary", icon=":material/arrow_back:", on_click=_clear
    )


def _number(shown: MemberShelf) -> str:
    if shown.filters.deleted:
        return _n("{count} deleted member", "{count} deleted members", shown.total)
    if shown.filters.archived:
        return _n("{count} archived member", "{count} archived members", shown.total)
    return _n("{count} member", "{count} members", shown.total)


def nobody(also: Callable[[], None]) -> None:
    """What the library is for; `also` draws the way to begin."""
    with st.container(key="cast.empty", horizontal_alignment="center"):
        st.space("large")
        st.markdown(_(":material/group: **Nobody in the cast yet**"), text_alignment="center")
        st.caption(
            _(
                "This is where your team keeps the people, places and things that it uses again, with pictures, "
                "voice and permission."
            ),
            text_alignment="center",
        )
        with st.container(key="cast.first_actions", horizontal=True, width="content", gap="small"):
            also()


def _no_match(filters: MemberFilters) -> None:
    with st.container(key="cast.no_match", horizontal_alignment="center"):
        st.space("large")
        if not filters.any:
            st.markdown(_("**Everybody is archived.**"), text_alignment="center")
            st.caption(_("Choose Archived in the filters to see them."), text_alignment="center")
            return
        if filters == MemberFilters(sort=filters.sort, deleted=True):
            st.markdown(_("**No deleted members**"), text_alignment="center")
            st.caption(_("A member that you delete can be brought back here for 30 days."), text_alignment="center")
            _way_back()
            return
        st.markdown(_("**Nobody matches.**"), text_alignment="center")
        st.caption(_("Search looks at names, tags, looks and notes."), text_alignment="center")
        st.button(_("Clear the filters"), key="cast.clear", on_click=_clear)


def page_numbers(shown: MemberShelf) -> None:
    """The way to the other pages, if there are any."""
    number = pages(shown.total)
    if number > 1:
        with st.container(key="cast.pages", horizontal_alignment="center"):
            st.space("small")
            st.pagination(number, key=PAGE, on_change=_turned, persist_state="session")


def link_to_deleted(shown: MemberShelf) -> None:
    """At the end of the library: to the members that can still be brought back, if there are any."""
    if shown.filters.deleted or not shared.of_revision("cast.deleted", shared.revision(), _deleted):
        return
    with st.container(key="cast.to_deleted", horizontal=True, horizontal_alignment="right"):
        st.button(
            _("Deleted"), key="cast.show_deleted", type="tertiary", icon=":material/delete:", on_click=_show_deleted
        )


def _deleted() -> int:
    return studio().store.members.count(MemberQuery(deleted=True))


@Callback
def _show_deleted() -> None:
    _show(MemberFilters(sort=_filters().sort, deleted=True))
    _from_the_start()
