"""The list side of the gallery: what is asked for, the cards, and the numbers of its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.lists import Facets, JobLine, JobQuery
from lib.services.example_films import FilmsNow
from lib.text.language import _, _n
from lib.ui import revisions as shared
from lib.ui.frame import attention, pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.gallery import query as gallery_query
from lib.ui.gallery import selection as gallery_selection
from lib.ui.gallery.cards import card
from lib.ui.gallery.cast_filter import MEMBER, draw_chip, follow_link, leave_out, member
from lib.ui.gallery.deleting import SCREEN
from lib.ui.gallery.film_shelf import draw_clear, draw_progress, films_now, follow_address, offer_films
from lib.ui.gallery.query import PAGE_SIZE, READY
from lib.ui.parts.filter_bar import chosen_filters, clear_filters, draw_filters
from lib.ui.parts.list_filters import Filters
from lib.ui.parts.page_buttons import CREATE, page_button
from lib.ui.parts.undo_line import clear_demo, draw_undo
from lib.ui.parts.video_grid import draw_grid
from lib.ui.state import current_person, studio
from lib.ui.who_may import allowed

__all__ = ["Shelf", "controls", "opened", "page_numbers", "shelf", "undo", "videos"]

GRID = "gallery.grid"
PAGE = "gallery.page"
"""The page number, in the address too."""
PLACE = "gallery.place"
"""Where in the whole list the video stood that was opened: its neighbours are looked for there."""


@dataclass(frozen=True)
class Shelf:
    """What the gallery shows now. `lines` are one page of `total` videos that the filters leave."""

    filters: Filters
    facets: Facets
    lines: list[JobLine]
    total: int
    moving: int
    page: int

    @property
    def anything(self) -> bool:
        """Whether there is a video at all, behind the filters too."""
        return bool(self.total or self.filters.any)


def opened() -> str:
    """The id of the video that the address names; empty for the list."""
    return str(st.query_params.get("video", ""))


def shelf() -> Shelf:
    """Ask the store for this page of the list: four small questions, whatever the number of videos."""
    follow_address()
    if follow_link():
        st.session_state[PAGE] = 1
    store, drawn = studio().store, shared.revision()
    facets = shared.of_revision("facets", drawn, store.lists.facets)
    filters = chosen_filters(SCREEN, facets)
    total = store.lists.count(filters.query(READY, rows=PAGE_SIZE))
    page = _page(gallery_query.page_count(total))
    wanted = filters.query(READY, rows=PAGE_SIZE, page=page)
    found = Shelf(filters, facets, store.lists.lines(wanted), total, shared.moving(drawn), page)
    pulse.watch(_differs(wanted, drawn, gallery_query.look_of(found.lines, found.total, found.moving)))
    return found


def _differs(wanted: JobQuery, drawn: int, seen: tuple[object, ...]) -> pulse.Differs:
    """Whether the list looks different now; asked of the store only at another revision than the last one."""
    asked = drawn

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision == asked:
            return False
        asked = revision
        return shared.of_revision("gallery", revision, lambda: _look(wanted, revision), wanted) != seen

    return differs


def _look(wanted: JobQuery, revision: int) -> tuple[object, ...]:
    store = studio().store
    return gallery_query.look_of(store.lists.lines(wanted), store.lists.count(wanted), shared.moving(revision))


def _page(pages: int) -> int:
    """The page to show. The widget's own word comes first, then the address (its first run), within what there is."""
    kept = st.session_state.get(PAGE) or st.query_params.get(PAGE, "1")
    wanted = int(kept) if str(kept).isdecimal() and len(str(kept)) < 7 else 1
    page = max(1, min(wanted, pages))
    if page != wanted and PAGE in st.session_state:
        st.session_state[PAGE] = page
    return page


def controls(shown: Shelf) -> None:
    """Search, filters and order; below them, in Select mode, what can be done with the chosen ones."""
    with st.container(key="gallery.bar", horizontal=True, vertical_alignment="bottom"):
        draw_filters(SCREEN, shown.facets, shown.filters, on_change=_from_the_start, on_clear=_clear)
        if shown.total:
            gallery_selection.switch()
    if shown.filters.member:
        draw_chip(shown.filters.member, _without_member)
    if gallery_selection.selecting() and shown.total:
        gallery_selection.bar(shown.lines)


def undo() -> None:
    """What was just deleted, with the way back."""
    draw_undo(SCREEN)


@Callback
def _clear() -> None:
    clear_filters(SCREEN)
    leave_out()
    st.session_state.pop(PAGE, None)


@Callback
def _without_member() -> None:
    leave_out()
    _from_the_start()


@Callback
def _from_the_start() -> None:
    if PAGE in st.session_state:
        st.session_state[PAGE] = 1


def videos(shown: Shelf) -> None:
    """The cards, or a word why there are none."""
    films = shared.of_revision("films", shared.revision(), films_now)
    draw_progress(films)
    if not shown.anything:
        _empty(shown.moving)
        return
    if not shown.total:
        _no_match()
        return
    _count(shown, films)
    me = current_person()
    attention.put_on_screen("gallery", [line.id for line in shown.lines])
    draw_grid(
        [card(line, me) for line in shown.lines],
        key=GRID,
        selecting=gallery_selection.selecting(),
        selected=gallery_selection.chosen(),
        on_clicked=_open,
        on_selected=_select,
    )


def _count(shown: Shelf, films: FilmsNow) -> None:
    number = _n("{count} video", "{count} videos", shown.total)
    way = ""
    if shown.moving and not shown.filters.any:
        way = _n("{count} on its way", "{count} on their way", shown.moving)
    with st.container(key="gallery.count", horizontal=True, vertical_alignment="center"):
        st.caption(" · ".join(part for part in (number, way) if part), width="content")
        if studio().settings.demo:
            draw_clear(films)
            clear_demo(SCREEN)


@Callback
def _open() -> None:
    # Nothing for a click that Streamlit began anew: it comes once.
    if clicked := st.session_state[GRID].clicked:
        show(str(clicked))


@Callback
def show(job_id: str) -> None:
    """Let the address name this video: the rest of the run shows it."""
    st.query_params.from_dict({"video": job_id})


@Callback
def back() -> None:
    """To the list, at the page it was left."""
    # With its number at once: the widget would add it as a second step of the browser's history.
    page, member_id = int(st.session_state.get(PAGE) or 1), member()
    address = {MEMBER: member_id} if member_id else {}
    st.query_params.from_dict(address | ({PAGE: str(page)} if page > 1 else {}))


@Callback
def _select() -> None:
    if selected := st.session_state[GRID].selected:
        gallery_selection.choose(selected["ids"])


def _empty(moving: int) -> None:
    with st.container(key="gallery.empty", horizontal_alignment="center"):
        st.space("large")
        st.subheader(_("No videos yet"), anchor=False, width="content")
        st.caption(gallery_query.what_will_come(moving), text_alignment="center")
        maker = allowed(Operation.GENERATE)
        if maker:
            page_button(CREATE, _("Create a video"), key="gallery.create", icon=":material/movie_edit:", primary=True)
        if maker and studio().settings.demo and not moving:
            offer_films()
        if moving:
            st.page_link("pages/jobs.py", label=_("Show their progress"), icon=":material/list_alt:")


def _no_match() -> None:
    with st.container(key="gallery.no_match", horizontal_alignment="center"):
        st.space("large")
        st.markdown(_("**No video matches.**"), text_alignment="center")
        st.caption(_("Search looks at names and scenes."), text_alignment="center")
        st.button(_("Clear the filters"), key="gallery.clear", on_click=_clear)


def page_numbers(shown: Shelf) -> None:
    """The way to the other pages, if there are any."""
    pages = gallery_query.page_count(shown.total)
    if pages > 1:
        with st.container(key="gallery.pages", horizontal_alignment="center"):
            st.space("small")
            st.pagination(pages, key=PAGE, bind="query-params", persist_state="session")


def neighbours(job_id: str) -> tuple[str | None, str | None]:
    """The videos before and after this one, in the order and behind the filters of the list."""
    store = studio().store
    wanted = chosen_filters(SCREEN, store.lists.facets()).query(READY, rows=PAGE_SIZE)
    near = max(0, int(st.session_state.get(PLACE, 0)) - PAGE_SIZE)
    for offset, limit in ((near, 3 * PAGE_SIZE), (0, 2_000)):
        ids = [line.id for line in store.lists.lines(replace(wanted, offset=offset, limit=limit))]
        if found := gallery_query.neighbours(ids, job_id):
            st.session_state[PLACE] = offset + ids.index(job_id)
            return found
    return (None, None)
