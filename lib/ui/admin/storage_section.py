"""What takes room on the disk, what is in the trash, and what can be freed now."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.disk import DiskKind
from lib.domain.trash import Leaving, TrashTotal
from lib.text.formats import percent, size
from lib.text.language import N_, _, _n
from lib.ui.admin.fact_table import Facts, draw_facts
from lib.ui.frame import error_cards as errors
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import refusal

FOUND = "admin.storage.found"
_LONG_S = 1.0
"""What takes longer says how far it is."""
_LOW = 0.1
"""So much of a disk should be free."""
_DISK_WORDS = {
    DiskKind.VIDEOS: N_("Videos"),
    DiskKind.PREVIEWS: N_("Previews of videos that not every browser plays"),
    DiskKind.POSTERS: N_("Posters"),
    DiskKind.PICTURES: N_("Pictures"),
    DiskKind.INBOX: N_("Pictures being uploaded"),
    DiskKind.DATABASE: N_("Database, with copies from before upgrades"),
    DiskKind.DEMO: N_("Demo service"),
    DiskKind.OTHER: N_("Everything else"),
}


@dataclass(frozen=True)
class StorageView:
    """`trash`: a sentence, "" for an empty one. `warning`: that room runs out, else ""."""

    used: Facts
    free: str
    warning: str
    trash: str


@dataclass(frozen=True)
class Freed:
    """What a sweep found, or freed; sizes of files alone."""

    things: int
    size_bytes: int
    done: bool = False


def storage_view(sizes: Mapping[DiskKind, int], free: tuple[int, int], trash: TrashTotal) -> StorageView:
    """`free`: bytes that are free, and those of the whole disk."""
    rows = [(_(_DISK_WORDS[kind]), size(sizes[kind])) for kind in DiskKind if sizes.get(kind)]
    left, whole = free
    share = percent(round(100 * left / max(1, whole)))
    return StorageView(
        (*rows, (_("Total"), size(sum(sizes.values())))),
        _("{free} of {all} free on this disk ({share}).", free=size(left), all=size(whole), share=share),
        _("The disk is almost full. Videos that cannot be saved are fetched again later.")
        if left < _LOW * whole
        else "",
        _n(
            "{count} deleted job, {size} of videos.",
            "{count} deleted jobs, {size} of videos.",
            trash.jobs,
            size=size(trash.size_bytes),
        )
        if trash.jobs
        else "",
    )


def freed(found: Iterable[Leaving], *, done: bool) -> Iterator[Freed]:
    """Figures that grow while things are found; the last ones are those of all."""
    things = total = 0
    for one in found:
        things, total = things + 1, total + one.size_bytes
        yield Freed(things, total, done)
    yield Freed(things, total, done)


def freed_words(one: Freed) -> str:
    """What was found, or freed, in a sentence."""
    if not one.things:
        return _("There is nothing to free.")
    things = _n("{count} item", "{count} items", one.things)
    if one.done:
        return _("Freed {size}: {things} no longer needed.", size=size(one.size_bytes), things=things)
    return _("{size} can be freed: {things} no longer needed.", size=size(one.size_bytes), things=things)


def draw_storage_section() -> None:
    """Counting may take a while on a slow disk, and says so."""
    st.subheader(_("Disk"), anchor=False)
    sizes = _counted()
    view = storage_view(sizes, studio().storage.free(), studio().trash.total())
    draw_storage(view)
    st.subheader(_("Deleted and no longer needed"), anchor=False)
    if view.trash:
        st.markdown(view.trash)
        st.page_link("pages/trash.py", label=_("Show what was deleted"), icon=":material/delete:")
    st.caption(
        _(
            "Once a day Castboard frees what was deleted more than 30 days ago or for good, pictures that nothing "
            "needs, files that were left half written, sign-ins and invitations that ended more than 30 days ago, and "
            "lines of the audit log that are older than a year."
        )
    )
    st.fragment(_sweep, key="admin.sweep")()


def _counted() -> Mapping[DiskKind, int]:
    place = st.empty()
    began = time.monotonic()
    sizes: Mapping[DiskKind, int] = {}
    for sizes in studio().storage.used():  # the last ones count
        if time.monotonic() - began > _LONG_S:
            place.caption(_("Counting: {size} so far", size=size(sum(sizes.values()))))
    place.empty()
    return dict(sizes)


def draw_storage(view: StorageView) -> None:
    """A line for each kind that is there."""
    if view.warning:
        st.warning(view.warning, icon=":material/hard_drive:")
    draw_facts(view.used, _("What takes up space"))
    st.markdown(view.free)


def _sweep() -> None:
    """Each press does its work in a run of this part alone; a press that breaks it off begins it anew."""
    with errors.shown("admin.sweep"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look = st.button(_("See what can be freed"), key="admin.foresee", icon=":material/search:")
            why_not = refusal(Operation.SWEEP)
            now = _("Free it now")
            off = why_not is not None
            go = st.button(now, key="admin.sweep_now", icon=":material/mop:", disabled=off, help=why_not)
        if look:
            _follow(freed(studio().storage.foresee(actor(), utc_now()), done=False), _("Searching"))
        if go:
            _follow(freed(studio().storage.sweep(actor(), utc_now()), done=True), _("Freeing"))
        found: Freed | None = st.session_state.get(FOUND)
        if found:
            icon = ":material/check:" if found.done or not found.things else ":material/info:"
            st.markdown(f"{icon} {freed_words(found)}")


def _follow(figures: Iterator[Freed], word: str) -> None:
    st.session_state.pop(FOUND, None)
    last = Freed(0, 0)
    place = st.empty()
    with st.spinner(word, show_time=True):
        shown_at = time.monotonic()
        for last in figures:
            if time.monotonic() - shown_at > _LONG_S:
                shown_at = time.monotonic()
                place.caption(freed_words(last))
    place.empty()
    st.session_state[FOUND] = last
