"""What people ask for beyond their limits, with the buttons that answer: for whoever looks after the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.domain.limits import Wish
from lib.text.language import _
from lib.text.limit_sentences import asked_sentence
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio, utc_now
from lib.ui.words import local, plain

USUAL = 5
"""Videos that are offered first."""
MOST_AT_ONCE = 500


def draw_wishes(wishes: Sequence[Wish], names: Mapping[str, str]) -> None:
    """A row each: who asks, when, and their note; so many videos to give, a button to give them and one to refuse.

    `wishes`: `studio().limits.open_wishes()`. `names`: what people are called, by id (`person_names`). What is
    answered is gone from the list in the run that follows, whoever answered it. Nothing is drawn without a wish.
    """
    for place, wish in enumerate(wishes):
        with st.container(key=f"wish-{wish.id}", gap="small"):
            when = asked_sentence(wish, local(utc_now()))
            st.markdown(f"**{plain(names.get(wish.person_id) or _('Someone without a name'))}** :gray[{plain(when)}]")
            if wish.note:
                st.markdown(plain(wish.note))
            _answers(wish, place)


def _answers(wish: Wish, place: int) -> None:
    key = f"wish.extra.{wish.id}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(
            _("More videos, for 24 hours"), min_value=1, max_value=MOST_AT_ONCE, value=USUAL, key=key, width=200
        )
        st.button(
            _("Give"),
            type="primary",
            key=f"wish.give.{wish.id}",
            on_click=_answer,
            args=(wish.id, key, f"give {place}"),
        )
        st.button(_("Decline"), key=f"wish.refuse.{wish.id}", on_click=_answer, args=(wish.id, "", f"refuse {place}"))


@Callback
def _answer(wish_id: str, key: str, place: str) -> None:
    """`key`: of the number that is given; "" to refuse. `place`: of the button in the list."""
    if is_second_press(f"wish {place}"):
        return
    extra = int(st.session_state[key]) if key else 0
    if not studio().limits.answer(actor(), wish_id, extra, utc_now()):
        st.toast(_("Someone has answered this already."), icon=":material/info:")
    row_went(f"wish {place}")
