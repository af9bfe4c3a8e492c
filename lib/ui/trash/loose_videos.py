"""Videos on the disk that no job knows: put into the gallery, or deleted."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.trash import LooseVideo
from lib.text.language import _
from lib.ui import media_links as media
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio, utc_now
from lib.ui.trash.trash_news import tell
from lib.ui.trash.trash_page import picture
from lib.ui.trash.trash_words import LOOSE_PAGE_SIZE, loose_facts, loose_name, pages
from lib.ui.who_may import refusal
from lib.ui.words import plain

PAGE = "trash.loose_page"


def draw_loose_videos() -> None:
    """The part of the page about them; nothing where there are none."""
    ids = studio().trash.loose()
    if not ids:
        return
    st.subheader(_("Videos without a job"), anchor=False)
    st.caption(
        _(
            "These videos are in the data folder but belong to no job, for example after a backup was restored. "
            "They stay until you decide."
        )
    )
    number = pages(len(ids), LOOSE_PAGE_SIZE)
    page = min(int(st.session_state.get(PAGE) or 1), number)
    if PAGE in st.session_state:
        st.session_state[PAGE] = page  # The control takes no number beyond its own.
    on_page = ids[(page - 1) * LOOSE_PAGE_SIZE : page * LOOSE_PAGE_SIZE]
    for place, video in enumerate(studio().trash.loose_videos(on_page)):
        _row(video, f"loose {place}")
    if number > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(number, key=PAGE)


def _row(video: LooseVideo, place: str) -> None:
    with st.container(key=f"trash.row.{video.id}", horizontal=True, vertical_alignment="center", border=True):
        picture(video.id, poster=video.has_poster)
        with st.container(width="stretch", gap="xxsmall", key=f"trash.words.{video.id}"):
            st.markdown(f"**{plain(loose_name(video))}**")
            st.caption(loose_facts(video))
            st.markdown(_("[Play]({address})", address=media.based(media.video(video.id))))
        why = refusal(Operation.ADOPT)
        with st.container(width="content", horizontal=True, gap="small"):
            st.button(
                _("Put into the gallery"),
                key=f"trash.adopt.{video.id}",
                icon=":material/movie:",
                on_click=_adopt,
                args=(video, place),
                disabled=why is not None,
                help=why,
            )
            if why is not None:
                return  # Once is enough.
            with st.popover(_("Delete for good"), key=f"trash.ask.{video.id}", type="tertiary"):
                st.write(_("Delete this file for good? It is deleted at once and cannot be restored."))
                st.button(
                    _("Yes, delete it"),
                    key=f"trash.remove.{video.id}",
                    type="primary",
                    on_click=_remove,
                    args=(video,),
                )


@Callback
def _adopt(video: LooseVideo, place: str) -> None:
    if is_second_press(place):
        return
    made = studio().trash.adopt(actor(), video.id, loose_name(video), utc_now())
    if made:
        row_went(place)
        tell(_("“{name}” is in the gallery.", name=plain(made.name)), ":material/movie:")
    else:
        words = _("This file is gone, is in the gallery already, or is not a video that plays.")
        tell(words, ":material/info:")


@Callback
def _remove(video: LooseVideo) -> None:
    if studio().trash.remove(actor(), video.id):
        tell(_("The file is deleted."), ":material/delete_forever:")
    else:
        tell(_("Nothing was deleted: it is in the gallery now, or gone already."), ":material/info:")
