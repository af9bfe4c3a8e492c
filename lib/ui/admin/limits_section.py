"""Limits and wishes: how many videos may be made, who asked for more, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.limits import EACH, MOST, TEAM, Limits
from lib.text.formats import side_by_side
from lib.text.language import _, _n
from lib.ui.frame.attention import put_on_screen
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.parts.wish_list import draw_wishes
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import allowed
from lib.ui.words import in_its_place, plain

PERSON = "admin.limits.person"


@dataclass(frozen=True)
class OwnRow:
    """Somebody for whom something of their own was set."""

    person_id: str
    name: str
    words: str


@dataclass(frozen=True)
class LimitsView:
    """`people`: everybody, by id, with their names."""

    each: Limits
    team: Limits
    own: tuple[OwnRow, ...]
    people: tuple[tuple[str, str], ...]


def limits_view(limits: Mapping[str, Limits], names: Mapping[str, str]) -> LimitsView:
    """`names`: of everybody, by id."""
    own = sorted((_name(names, scope).casefold(), scope) for scope in limits if scope not in (EACH, TEAM))
    people = sorted((_name(names, id_).casefold(), id_) for id_ in names)
    return LimitsView(
        limits.get(EACH, Limits()),
        limits.get(TEAM, Limits()),
        tuple(OwnRow(scope, _name(names, scope), limits_words(limits[scope])) for _key, scope in own),
        tuple((id_, _name(names, id_)) for _key, id_ in people),
    )


def limits_words(limits: Limits) -> str:
    """ "20 videos in 24 hours, 3 at once"."""
    parts = []
    if limits.per_day is not None:
        parts.append(_n("{count} video in 24 hours", "{count} videos in 24 hours", limits.per_day))
    if limits.at_once is not None:
        parts.append(_n("{count} at once", "{count} at once", limits.at_once))
    return side_by_side(parts) if parts else _("no limit")


def _name(names: Mapping[str, str], person_id: str) -> str:
    return in_its_place(names.get(person_id, "")) or _("Someone without a name")


def draw_limits_section() -> None:
    """What waits for an answer first."""
    here = studio()
    names, wishes = here.store.people.names(), here.limits.open_wishes()
    put_on_screen("wishes", [wish.id for wish in wishes])
    if wishes:
        st.subheader(_("Requests for more videos"), anchor=False)
        draw_wishes(wishes, names)
    draw_limits(limits_view(here.limits.all(), names), can_change=allowed(Operation.CHANGE_LIMITS))


def draw_limits(view: LimitsView, *, can_change: bool) -> None:
    """A form each for everybody, for the team, and for one person."""
    st.subheader(_("Limits"), anchor=False)
    st.caption(_("Counted over the last 24 hours. Leave a field empty for no limit. Cancelled videos do not count."))
    left, right = st.columns(2, gap="medium")
    with left:
        _form(EACH, _("Each person"), view.each, can_change=can_change)
    with right:
        _form(TEAM, _("The whole team"), view.team, can_change=can_change)
    st.subheader(_("For one person"), anchor=False)
    for place, row in enumerate(view.own):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(row.name)}** {plain(row.words)}", width="stretch")
            st.button(
                _("Remove"),
                key=f"admin.limits.remove.{row.person_id}",
                type="tertiary",
                disabled=not can_change,
                on_click=_remove,
                args=(row.person_id, place),
            )
    _person_form(view, can_change=can_change)


def _form(scope: str, label: str, limits: Limits, *, can_change: bool) -> None:
    with st.form(f"admin.limits.{scope}"):
        st.markdown(f"**{label}**")
        _fields(scope, limits, can_change=can_change)
        st.form_submit_button(
            _("Save"), disabled=not can_change, on_click=_save, args=(scope,), key=f"admin.save.{scope}"
        )


def _person_form(view: LimitsView, *, can_change: bool) -> None:
    names = dict(view.people)
    if not names:
        return
    with st.form("admin.limits.someone", clear_on_submit=True):
        st.selectbox(
            _("Person"),
            list(names),
            index=None,
            format_func=lambda id_: names.get(id_, ""),
            key=PERSON,
            disabled=not can_change,
            placeholder=_("Choose a person"),
        )
        _fields("someone", Limits(), can_change=can_change)
        st.form_submit_button(
            _("Set their limits"), disabled=not can_change, on_click=_save_person, key="admin.save.one"
        )


def _fields(scope: str, limits: Limits, *, can_change: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        for field, label, value in (
            ("per_day", _("Videos in 24 hours"), limits.per_day),
            ("at_once", _("At once"), limits.at_once),
        ):
            st.number_input(
                label,
                min_value=0,
                max_value=MOST,
                value=value,
                step=1,
                key=f"admin.limits.{scope}.{field}",
                disabled=not can_change,
                width=180,
            )


def _typed(scope: str) -> Limits:
    per_day, at_once = (st.session_state.get(f"admin.limits.{scope}.{field}") for field in ("per_day", "at_once"))
    return Limits(None if per_day is None else int(per_day), None if at_once is None else int(at_once))


@Callback
def _save(scope: str) -> None:
    limits = _typed(scope)
    if limits == Limits():
        studio().limits.clear(actor(), scope, utc_now())
    else:
        studio().limits.set(actor(), scope, limits, utc_now())
    st.toast(_("Saved."), icon=":material/check:")


@Callback
def _save_person() -> None:
    person_id = st.session_state.get(PERSON)
    if not person_id and is_second_press("limits of one"):
        return  # The first press has emptied the form.
    if not person_id:
        st.toast(_("Choose a person first."), icon=":material/info:")
        return
    # Without a figure they have no limit at all, whatever holds for everybody.
    studio().limits.set(actor(), str(person_id), _typed("someone"), utc_now())
    row_went("limits of one")
    st.toast(_("Saved."), icon=":material/check:")


@Callback
def _remove(person_id: str, place: int) -> None:
    if is_second_press(f"limits {place}"):
        return
    studio().limits.clear(actor(), person_id, utc_now())
    row_went(f"limits {place}")
