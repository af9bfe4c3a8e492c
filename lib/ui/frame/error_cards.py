"""The one place that shows an error: what happened, whose side, what it may have cost, what to do, what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import streamlit as st

from lib.domain.errors import Side, StudioError
from lib.domain.job import Trouble
from lib.text.cause_sentences import seen_text
from lib.text.error_sentences import error_hint, error_message
from lib.text.formats import at_start, in_a_row
from lib.text.language import N_, _
from lib.text.refusal_sentences import quote_text
from lib.ui.streamlit_internals.fragments import here
from lib.ui.words import plain

SIDES: dict[Side, str] = {
    "yours": N_("You can fix this."),
    "service": N_("On the video service's side."),
    "app": N_("For your Castboard administrator."),
}
NOTED = "frame.noted"
_SAID = "frame.said"
"""Message and hint of each card that this run of the page has shown."""


Place = Callable[[], AbstractContextManager[object]]
"""Where on the page a card goes."""


@dataclass(frozen=True)
class ErrorText:
    """An error as people read it; `message` and `hint` are our own words, the rest may be anybody's."""

    message: str
    hint: str
    side: Side
    cost: str = ""
    about: str = ""
    """The part of the request it speaks of, within a sentence: "picture 2 of Mia"."""
    picture: str = ""
    """The address of a small picture of that part."""
    quote: str = ""
    """The service's own sentence, where ours leaves open what was wrong."""
    seen: tuple[str, ...] = ()
    """What was seen, for support: the service's words, its whole answer, ids. Each part can be copied."""

    @classmethod
    def of(cls, error: StudioError) -> ErrorText:
        """An error that belongs to no job."""
        cost = _("It may have cost something.") if error.may_cost else ""
        seen = details_of_error(seen_text(error.code, error.detail), error.request_id, error.answer)
        return cls(error_message(error), error_hint(error), error.side, cost, seen=seen)


def details_of_error(detail: str, request_id: str | None, answer: str = "") -> tuple[str, ...]:
    """The parts of the fold; none that is empty."""
    traced = _("Trace id: {trace_id}", trace_id=request_id) if request_id else ""
    return tuple(part for part in (detail, traced, answer) if part)


@contextmanager
def shown(where: str = "page") -> Iterator[None]:
    """Show a StudioError in place of what could not be drawn; the rest of the page goes on. `where`: see `card`.

    Every part that is drawn alone stands in one of its own: one around the page does not reach into it.
    """
    try:
        yield
    except StudioError as error:
        show(ErrorText.of(error), where)


@contextmanager
def shown_once(where: str = "page") -> Iterator[None]:
    """As `shown`, around parts that show their own: nothing where one of them has said the same on this page."""
    try:
        yield
    except StudioError as error:
        show_once(error, where)


def show_once(error: StudioError, where: str, place: Place = nullcontext) -> None:
    """Its card, in `place` or here, unless one that says the same is on the page."""
    error_text = ErrorText.of(error)
    if (error_text.message, error_text.hint) not in st.session_state.get(_SAID, ()):
        with place():
            show(error_text, where)


def begin_page() -> None:
    """At the start of a run of the whole page: nothing is said yet."""
    st.session_state[_SAID] = set()


def uncaught(error: Exception) -> bool:
    """The net below all of it, for `st.App(on_script_error=)`: a card in place of what could not be drawn.

    What it gets is a mistake of ours that no StudioError foresaw; its words go to the log alone. Where a callback or
    the page itself failed, the card is all there is on the page, so it carries the way back to it.
    """
    error_text = ErrorText.of(error if isinstance(error, StudioError) else StudioError())
    with card(error_text, here() or "page"):
        st.button(_("Show the page again"), key=f"error.again.{here()}", type="primary")
    return True


@contextmanager
def noted() -> Iterator[None]:
    """For callbacks, which run before there is a page to show anything on: the frame shows the error at its top."""
    try:
        yield
    except StudioError as error:
        st.session_state[NOTED] = Trouble.of(error)


def show_noted() -> None:
    """Show the error that a callback of this run raised, once."""
    trouble: Trouble | None = st.session_state.pop(NOTED, None)
    if trouble is not None:
        seen = details_of_error(seen_text(trouble.code, trouble.detail), trouble.request_id)
        show(ErrorText(error_message(trouble), error_hint(trouble), trouble.error.side, seen=seen), "noted")


def show(error_text: ErrorText, where: str = "page") -> None:
    """A card with nothing to press."""
    st.session_state.setdefault(_SAID, set()).add((error_text.message, error_text.hint))
    with card(error_text, where):
        pass


@contextmanager
def card(error_text: ErrorText, where: str) -> Iterator[None]:
    """The card of an error; the buttons that are drawn within stand under its words, above the fold.

    `where` on the page: no two cards at one time may stand at the same.
    """
    with st.container(border=True, gap="small"):
        st.markdown(f":material/error: **{plain(error_text.message)}**")
        if error_text.about:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if error_text.picture:
                    st.image(error_text.picture, width=56, alt=at_start(error_text.about))
                st.markdown(_("The problem is in **{part}**.", part=plain(error_text.about)), width="stretch")
        if error_text.quote:
            st.markdown(plain(quote_text(error_text.quote)))
        st.markdown(plain(error_text.hint))
        st.caption(in_a_row(_(SIDES[error_text.side]), error_text.cost))
        yield
        if error_text.seen:
            # Closed it costs nothing: the browser loads 1.6 MB of scripts for the first code it shows.
            fold = st.expander(_("Details"), type="compact", key=f"error.seen.{where}", on_change="rerun")
            if fold.open:
                for part in error_text.seen:
                    fold.code(part, language=None, wrap_lines=True)
