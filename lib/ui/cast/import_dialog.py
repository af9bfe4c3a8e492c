"""Import…: a file is chosen, what it would do is shown and decided, and then it is done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.cast_plan import CastChange, Choice, Comparison
from lib.domain.errors import CastFileRefused, StudioError
from lib.text.cast_file_sentences import CHOICES, COMPARISONS, refusal_text
from lib.text.error_sentences import error_hint, error_message
from lib.text.formats import in_a_row
from lib.text.language import N_, _, _n, spoken
from lib.ui import media_links as media
from lib.ui.cast import import_state
from lib.ui.cast.file_drop import draw_file_drop
from lib.ui.cast.import_state import AT_ONCE, Import
from lib.ui.cast.import_view import ROWS, PlanRow, plan_view
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.state import actor, studio, utc_now
from lib.ui.words import plain

TITLE = N_("Import into the cast")
DROP = "cast.import.drop"
_EVERY, _PAGE = "cast.import.every", "cast.import.page"
_TONES = {Comparison.NEW: "green", Comparison.SAME: "gray", Comparison.DIFFERS: "orange"}


@Callback
def _dismissed() -> None:
    import_state.begin_anew()


def show_import() -> None:
    """Begin with a file of its own."""
    import_state.begin_anew()
    pulse.rest()
    st.dialog(_(TITLE), width="large", on_dismiss=_dismissed)(draw_import)()


@shown("cast.import")
def draw_import() -> None:
    """What stands in the dialog."""
    now = import_state.current()
    if now.file and now.plan is None:
        _look_through(now)
        now = import_state.current()
    if now.going is not None:
        _write(now, now.going)
    if now.plan is None:
        _choose(now)
    else:
        _decide(now)


def _choose(now: Import) -> None:
    st.caption(_("Choose a file that was made with Export. You see what it would change before anything changes."))
    draw_file_drop(now.token, key=DROP, on_came=_came)
    if now.trouble:
        st.error(plain(_trouble_text(now.trouble)), icon=":material/error:")


def _trouble_text(trouble: StudioError) -> str:
    if isinstance(trouble, CastFileRefused):
        return refusal_text(trouble)
    return in_a_row(error_message(trouble), error_hint(trouble))


@Callback
def _came() -> None:
    came, now = st.session_state[DROP].came, import_state.current()
    # One that Streamlit began anew brings nothing, one of a dialog before is nobody's.
    if came and came.get("token") == now.token:
        now.file, now.trouble = str(came.get("name") or ""), None


def _look_through(now: Import) -> None:
    """Not in a callback: it takes as long as there are pictures, and people should see how far it is."""
    words = _("Checking the file…")
    bar = st.progress(0.0, text=words)
    try:
        path = studio().cast_uploads.path(now.token)
        now.plan = studio().cast_import.plan(actor(), path, lambda done: bar.progress(done, text=words))
    except StudioError as error:
        import_state.begin_anew(error)
    bar.empty()


def _decide(now: Import) -> None:
    if now.plan is None:
        return
    view = plan_view(now.plan, int(st.session_state.get(_PAGE) or 1))
    st.markdown(f"**{plain(now.file)}**  \n{plain(view.counts)}")
    wanted = len(now.changes())
    if view.has_choices:
        _every()
    elif not wanted:
        st.info(_("There is nothing to import: everybody in this file is here already."), icon=":material/check:")
    # Before the list, which may be long.
    with st.container(horizontal=True, gap="small"):
        st.button(
            _n("Import {count} member", "Import {count} members", wanted) if wanted else _("Import"),
            key="cast.import.now",
            type="primary",
            disabled=not wanted,
            on_click=_begin,
        )
        st.button(_("Choose another file"), key="cast.import.other", type="tertiary", on_click=_dismissed)
    with st.container(key="cast.plan", gap="small"):
        for row in view.rows:
            _row(row, now)
    if view.total > ROWS:
        st.pagination(-(-view.total // ROWS), key=_PAGE)


def _every() -> None:
    """One decision for all that differ; each row can have another one."""
    key = f"{_EVERY}.{spoken().code}"
    st.segmented_control(
        _("For all that differ"),
        list(Choice),
        format_func=lambda one: _(CHOICES[one]),
        key=key,
        on_change=_choose_every,
        args=(key,),
    )


def _row(row: PlanRow, now: Import) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place, face in enumerate(row.faces):
            if place:
                st.markdown(":material/arrow_forward:", width="content")
            st.image(media.thumb(face, 96), width=48, alt=row.name)
        if not row.faces:
            st.markdown(":material/person:" if row.comparison else ":material/broken_image:", width=48)
        more = f"  \n:orange[{plain(row.missing)}]" if row.missing else ""
        st.markdown(f"{plain(row.name)}  \n:gray[{plain(row.facts)}]{more}", width="stretch")
        if row.comparison is None:
            st.badge(_("Cannot be imported"), color="red")
        elif row.comparison is Comparison.DIFFERS:
            _choice(row, now)
        else:
            st.badge(_(COMPARISONS[row.comparison]), color=_TONES[row.comparison])  # type: ignore[arg-type]


def _choice(row: PlanRow, now: Import) -> None:
    key = f"cast.import.choice.{row.id}.{spoken().code}"
    st.session_state[key] = now.choices.get(row.id, Choice.KEEP_OURS)
    st.selectbox(
        _("What to do with {name}", name=row.name),
        list(Choice),
        format_func=lambda one: _(CHOICES[one]),
        key=key,
        label_visibility="collapsed",
        width=190,
        on_change=_choose_one,
        args=(row.id, key),
    )


@Callback
def _choose_one(member_id: str, key: str) -> None:
    import_state.current().choices[member_id] = Choice(st.session_state[key])


@Callback
def _choose_every(key: str) -> None:
    now = import_state.current()
    if now.plan and (chosen := st.session_state[key]):
        now.choices = {one.member.id: Choice(chosen) for one in now.plan.of(Comparison.DIFFERS)}


@Callback
def _begin() -> None:
    now = import_state.current()
    now.going = tuple(now.changes())


def _write(now: Import, wanted: Sequence[CastChange]) -> None:
    """Goes on where a run before was cut. Ends in a run of the whole page, with the dialog closed."""
    words = _("Importing…")
    bar = st.progress(len(now.done) / max(1, len(wanted)), text=words)
    for changed in studio().cast_import.apply(actor(), wanted[len(now.done) :], utc_now()):
        now.done.append(changed)
        if len(now.done) % AT_ONCE == 0:
            bar.progress(len(now.done) / len(wanted), text=words)
    import_state.finish(utc_now())
    st.rerun()
