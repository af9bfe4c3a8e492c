"""Choosing several videos, and what can be done with them: saved, shared, shown, deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import streamlit as st

from lib.domain.lists import JobLine
from lib.text.language import _, _n
from lib.ui import media_links as media
from lib.ui.frame.callbacks import Callback
from lib.ui.gallery.deleting import delete_button, delete_videos
from lib.ui.gallery.query import zip_token
from lib.ui.gallery.slideshow import offer_slideshow
from lib.ui.parts.hand_on import hand_on_chosen
from lib.ui.parts.save import save_now
from lib.ui.parts.screen_width import is_narrow
from lib.ui.state import studio, utc_now

SELECTING = "gallery.selecting"
CHOSEN = "gallery.selected"
ZIP = "gallery.zip"
"""The zip that was asked for: its address, and an order of its own, so that each click saves once."""
DOUBLE_CLICK = timedelta(seconds=3)
"""Within it the same zip is not saved twice."""


def selecting() -> bool:
    return bool(st.session_state.get(SELECTING))


def chosen() -> list[str]:
    """The ids that bear a tick, on every page of the list."""
    return list(st.session_state.get(CHOSEN, []))


@Callback
def choose(ids: Sequence[str]) -> None:
    st.session_state[CHOSEN] = list(dict.fromkeys(ids))


def switch() -> None:
    """Into Select mode and out of it."""
    if selecting():
        st.button(_("Done"), key="gallery.done", icon=":material/check:", on_click=_leave)
    else:
        st.button(_("Select"), key="gallery.select", icon=":material/check_box:", on_click=_enter)


@Callback
def _enter() -> None:
    st.session_state[SELECTING] = True


@Callback
def _leave() -> None:
    st.session_state[SELECTING] = False
    choose([])


def bar(lines: Sequence[JobLine]) -> None:
    """What can be done with the chosen ones, given those on this page; nothing is chosen at first."""
    ids, on_page = chosen(), [line.id for line in lines]
    picked = studio().store.lists.of_ids(ids) if ids else []
    rest = [job_id for job_id in on_page if job_id not in set(ids)]
    narrow = is_narrow()
    with st.container(key="gallery.selection", horizontal=True, vertical_alignment="center"):
        if not narrow:
            _download(ids)
        if picked:
            hand_on_chosen(picked, key="gallery.hand_on")
        offer_slideshow(picked or lines, key="gallery.slideshow")
        if ids or not narrow:
            _delete(picked, ids)
        if ids and narrow:
            # Two lines are left of the page for the cards: the rest stands behind a word.
            with st.popover(_("More"), key="gallery.selection_more"):
                _download(ids)
                _which(ids, rest)
        else:
            _which(ids, rest)
            if narrow and rest:
                # The second of the bar's two lines, which the first tap fills.
                st.caption(_("Tap the videos to select them."))
    if zipped := st.session_state.get(ZIP):
        save_now(zipped["url"], zipped["order"], key="gallery.save")


def _which(ids: Sequence[str], rest: Sequence[str]) -> None:
    """All of this page, or none. `rest`: those of the page that bear no tick."""
    if rest:
        st.button(_("Select this page"), key="gallery.all", type="tertiary", on_click=choose, args=([*ids, *rest],))
    if ids:
        st.button(_("Select none"), key="gallery.none", type="tertiary", on_click=choose, args=([],))
    elif not rest:
        st.caption(_("Nothing to select here."))


def _download(ids: Sequence[str]) -> None:
    word = _("Download {number} as zip", number=len(ids)) if ids else _("Download as zip")
    st.button(
        word,
        key="gallery.download",
        type="primary",
        icon=":material/folder_zip:",
        disabled=not ids,
        on_click=_prepare_zip,
        args=(ids,),
    )


@Callback
def _prepare_zip(ids: Sequence[str]) -> None:
    """Note what the zip holds, so that its address can be short, and let the browser fetch it."""
    here, now = studio(), utc_now()
    kept = st.session_state.get(ZIP)
    there = here.store.lists.names(ids, deleted=False)
    ids = [job_id for job_id in there if here.library.video(job_id).is_file()]
    if not ids:
        st.toast(_("There is nothing left to download: someone has deleted it."), icon=":material/info:")
        return
    token = zip_token(ids)
    if kept and kept["token"] == token and now - kept["at"] < DOUBLE_CLICK:
        return
    here.store.notes.set(f"zip:{token}", json.dumps(ids), now)
    name = _n("Castboard {count} video.zip", "Castboard {count} videos.zip", len(ids)).replace(",", " ")
    url = here.links.url(f"zips/{token}.zip", now=now, download_as=name)
    st.session_state[ZIP] = {"url": media.based(url), "order": uuid4().hex, "token": token, "at": now}


def _delete(picked: Sequence[JobLine], ids: Sequence[str]) -> None:
    word = _("Delete {number}", number=len(ids)) if ids else _("Delete")
    delete_button(word, picked, key="gallery.delete", on_click=_delete_chosen, arg=ids, disabled=not ids)


@Callback
def _delete_chosen(ids: Sequence[str]) -> None:
    delete_videos(ids, lambda number: _n("{count} video deleted.", "{count} videos deleted.", number))
    _leave()
