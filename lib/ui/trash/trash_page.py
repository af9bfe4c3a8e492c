"""What was deleted: listed with the days that are left, brought back, deleted for good, and the space it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.trash import DeletedJob, TrashTotal
from lib.text.language import N_, _, _n
from lib.ui import media_links as media
from lib.ui import revisions as shared
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio, utc_now
from lib.ui.trash.trash_news import tell
from lib.ui.trash.trash_words import PAGE_SIZE, facts, pages, question, short, summary
from lib.ui.who_may import refusal
from lib.ui.words import plain

PAGE = "trash.page"
NO_LONGER_THERE = N_("It is no longer there: someone restored or deleted it.")


@dataclass(frozen=True)
class Shown:
    """One page of the trash, and how much there is in all. `seen_at`: what is deleted later is not meant."""

    jobs: list[DeletedJob]
    total: TrashTotal
    seen_at: datetime


def deleted() -> Shown:
    """Ask the store, and draw the page again when it would look different."""
    drawn = shared.revision()
    found = _look(_page())
    if PAGE in st.session_state:
        # Of a page that is gone, its last rows restored or deleted: the control takes no number beyond its own.
        st.session_state[PAGE] = min(_page(), pages(found.total.jobs, PAGE_SIZE))
    pulse.watch(_differs(found, drawn))
    return found


def _look(page: int) -> Shown:
    trash = studio().trash
    seen_at, total = utc_now(), trash.total()
    page = min(page, pages(total.jobs, PAGE_SIZE))
    return Shown(trash.page(PAGE_SIZE, (page - 1) * PAGE_SIZE), total, seen_at)


def _differs(shown: Shown, drawn: int) -> pulse.Differs:
    """Whether the list looks different now; asked of the store only at another revision than the last one."""
    asked = drawn

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision in (asked, shared.AWAY):
            return False
        asked = revision
        now = _look(_page())
        return (now.jobs, now.total) != (shown.jobs, shown.total)

    return differs


def _page() -> int:
    return int(st.session_state.get(PAGE) or 1)


def deleted_list(shown: Shown, *, also_members: bool) -> None:
    """The whole part of the page: how much, what can be done with all of it, and the list.

    `also_members`: the page leads to members of the cast that were deleted, so that something is.
    """
    if not shown.total.jobs:
        if not also_members:
            _empty()
        return
    st.markdown(summary(shown.total))
    whose = studio().store.trash.owners(shown.seen_at)
    why = refusal(Operation.RESTORE, *whose)
    with st.container(key="trash.all", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Restore all"),
            key="trash.restore_all",
            icon=":material/undo:",
            on_click=_restore_all,
            args=(shown.seen_at,),
            disabled=why is not None,
            help=why,
        )
        if why is None:
            _ask_to_empty(shown)
        else:
            st.caption(f":material/lock: {why}", width="content")
    for place, job in enumerate(shown.jobs):
        _row(job, shown.seen_at, f"deleted {place}")
    number = pages(shown.total.jobs, PAGE_SIZE)
    if number > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(number, key=PAGE)


def _empty() -> None:
    with st.container(key="trash.empty", horizontal_alignment="center"):
        st.space("large")
        st.markdown(_(":material/delete: **Nothing has been deleted**"), text_alignment="center")
        st.caption(_("What you delete in Jobs or in the Gallery can be restored here."), text_alignment="center")


def _ask_to_empty(shown: Shown) -> None:
    with st.popover(_("Delete all for good"), key="trash.ask_to_empty", icon=":material/delete_forever:"):
        st.write(question(shown.total))
        st.button(
            _("Yes, delete all of it"),
            key="trash.empty_now",
            type="primary",
            on_click=_empty_trash,
            args=(shown.seen_at,),
        )


def _row(job: DeletedJob, now: datetime, place: str) -> None:
    with st.container(key=f"trash.row.{job.id}", horizontal=True, vertical_alignment="center", border=True):
        picture(job.id, poster=job.has_poster, picture_sha=job.picture_sha)
        with st.container(width="stretch", gap="xxsmall", key=f"trash.words.{job.id}"):
            st.markdown(f"**{plain(short(job.name))}**")
            st.caption(facts(job, now))
        why = refusal(Operation.RESTORE, job)
        with st.container(width="content", horizontal=True, gap="small"):
            st.button(
                _("Restore"),
                key=f"trash.restore.{job.id}",
                icon=":material/undo:",
                on_click=_restore,
                args=(job, place),
                disabled=why is not None,
                help=why,
            )
            if why is not None:
                return  # Once is enough.
            with st.popover(_("Delete for good"), key=f"trash.ask.{job.id}", type="tertiary"):
                st.write(_("Delete “{name}” for good? This cannot be undone.", name=plain(short(job.name))))
                st.button(
                    _("Yes, delete it"), key=f"trash.gone.{job.id}", type="primary", on_click=_for_good, args=(job,)
                )


def picture(job_id: str, *, poster: bool, picture_sha: str = "") -> None:
    """The poster, else the first picture of the cast, else a sign in their place."""
    with st.container(width=112, key=f"trash.picture.{job_id}", horizontal_alignment="center"):
        if poster:
            st.image(media.poster(job_id), width=112, alt="")
        elif picture_sha:
            st.image(media.thumb(picture_sha, 96), width=63, alt="")
        else:
            st.markdown(":material/movie:", width="content")


@Callback
def _restore(job: DeletedJob, place: str) -> None:
    if is_second_press(place):
        return
    came = studio().trash.restore(actor(), [job.id], utc_now())
    if came:
        row_went(place)
    words = _("“{name}” is restored.", name=plain(short(job.name))) if came else _(NO_LONGER_THERE)
    tell(words, ":material/undo:" if came else ":material/info:")


@Callback
def _restore_all(seen_at: datetime) -> None:
    came = studio().trash.restore_all(actor(), seen_at, utc_now())
    if came:  # Nothing came for the second press of two.
        tell(_n("Restored.", "{count} restored.", came), ":material/undo:")


@Callback
def _for_good(job: DeletedJob) -> None:
    if studio().trash.delete_for_good(actor(), [job.id], utc_now()):
        words = _("“{name}” is deleted for good.", name=plain(short(job.name)))
        tell(words, ":material/delete_forever:")
    else:
        tell(_(NO_LONGER_THERE), ":material/info:")


@Callback
def _empty_trash(seen_at: datetime) -> None:
    if studio().trash.empty(actor(), seen_at, utc_now()):
        tell(_("Deleted for good. The space is free within minutes."), ":material/delete_forever:")
