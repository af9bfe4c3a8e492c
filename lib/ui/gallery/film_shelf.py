"""Fill the gallery: eight example films for a first look at a full house, their progress, and out of the way again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lib.domain.actor import Operation
from lib.services.example_films import FilmsNow
from lib.text.language import _, _n
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.demo_menu import CLEAR, FILL, FILMS
from lib.ui.frame.error_cards import shown
from lib.ui.gallery.deleting import SCREEN
from lib.ui.gallery.films import EIGHT, example_boards
from lib.ui.parts.undo_line import remember
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import allowed


def films_now() -> FilmsNow:
    """What is there of them; nothing outside of demo mode."""
    return studio().example_films.now() if studio().settings.demo else FilmsNow()


def follow_address() -> None:
    """What the menu of the demo asked for, once, before the list is read."""
    asked = st.query_params.get(FILMS)
    if asked is None:
        return
    with shown("films"):
        if asked == FILL:
            _fill()
        elif asked == CLEAR:
            _clear()
    # Last: a second press may break this run off, and then its own run does all this once more.
    del st.query_params[FILMS]


def offer_films() -> None:
    """In an empty gallery."""
    st.button(_("Fill the gallery"), icon=":material/auto_awesome:", key="gallery.fill", on_click=_fill_now)
    st.caption(_films_words(), text_alignment="center")


def _films_words() -> str:
    return _n(
        "{count} short video from pictures that we drew, in under a minute. One click clears it again.",
        "{count} short videos from pictures that we drew, in under a minute. One click clears them again.",
        len(EIGHT),
    )


def draw_progress(films: FilmsNow) -> None:
    """How far the drawing is, while it goes on."""
    if films.moving:
        done = len(films.ids) - films.moving
        words = _("Drawing the example videos: {done} of {all}", done=done, all=len(films.ids))
        st.progress(done / len(films.ids), text=words)


def draw_clear(films: FilmsNow) -> None:
    """The way to be rid of exactly these, once all are there."""
    if films.any and not films.moving and films_may_go(films):
        st.button(
            _("Clear the example videos"),
            icon=":material/auto_delete:",
            type="tertiary",
            key="gallery.clear_films",
            on_click=_clear_now,
        )


def films_may_go(films: FilmsNow) -> bool:
    """Whether whoever is looking may clear them: they are those of whoever filled the gallery."""
    return allowed(Operation.DELETE, *studio().store.jobs.owned(films.ids))


def _fill() -> None:
    if studio().settings.demo:
        me = actor()
        studio().example_films.fill(me, example_boards(partial(studio().desk.add_picture, me)), utc_now())


def _clear() -> None:
    gone = studio().example_films.clear(actor(), utc_now()) if studio().settings.demo else ()
    if gone:
        remember(
            SCREEN, gone, lambda: _n("{count} example video deleted.", "{count} example videos deleted.", len(gone))
        )


_fill_now = Callback(_fill)
_clear_now = Callback(_clear)
