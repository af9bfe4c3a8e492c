"""All presets that a person can use, in a dialog: use, keep, rename, bring up to date, begin boards with, delete."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.preset import Preset, applied
from lib.text.language import N_, _
from lib.text.preset_words import problem_text, summary
from lib.ui.create import board as boards
from lib.ui.create import board_steps
from lib.ui.create.deleted_line import draw_deleted
from lib.ui.create.presets_state import USED, UsedPreset, forget_presets, known_presets
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import refusal
from lib.ui.words import plain

TITLE = N_("Presets")
_DELETED, _TURN, _PROBLEM = "create.presets.deleted", "create.presets.turn", "create.presets.problem"
"""What was deleted last; how often something was done, after which fields and menus begin anew; why a name was refused,
by the place of its field."""
_NEW, _MADE = "", "preset made"
_NEW_NAME, _NEW_TEAM, _AGAIN = "create.presets.new_name", "create.presets.new_team", "create.presets.again"
"""The fields, with how often a name was refused as part of their keys: then they begin anew with what was typed."""


def show_presets() -> None:
    """As they are in the store now."""
    for key in (_DELETED, _PROBLEM):
        st.session_state.pop(key, None)
    forget_presets()
    # The page tells which preset its settings are.
    st.dialog(_(TITLE), width="large", on_dismiss=board_steps.closed)(draw_all)()


@shown("presets")
def draw_all() -> None:
    """What stands in the dialog."""
    presets = known_presets()
    chosen = studio().store.presets.default_of(current_person())
    draw_deleted(_DELETED, _restore)
    st.caption(_("A preset keeps these settings under a name, without cast and scene, for your other boards."))
    for preset in presets:
        _row(preset, is_default=chosen is not None and chosen.id == preset.id)
    _new()


def _row(preset: Preset, *, is_default: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"preset-{preset.id}"):
        marks = [_("for the team")] if preset.team else []
        marks += [_("for new boards")] if is_default else []
        facts = plain(" · ".join([*marks, summary(preset.settings)]))
        st.markdown(f"**{plain(preset.name)}**  \n:gray[{facts}]", width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            if st.button(_("Use"), key=f"create.presets.use.{preset.id}", on_click=_use, args=(preset.id,)):
                st.rerun()
            _menu(preset, is_default=is_default)


def _menu(preset: Preset, *, is_default: bool) -> None:
    turn = st.session_state.get(_TURN, 0)
    key = f"create.presets.name.{preset.id}.{turn}"
    why = refusal(Operation.CHANGE_TEAM_PRESET) if preset.team else None
    with st.popover(_("Change"), key=f"create.presets.menu.{preset.id}.{turn}", type="tertiary"):
        st.text_input(
            _("Name of the preset"),
            value=preset.name,
            key=key,
            on_change=_rename,
            args=(preset.id, key),
            disabled=why is not None,
            help=why,
        )
        _problem(preset.id)
        st.button(
            _("Update to the settings on the board"),
            icon=":material/sync:",
            width="stretch",
            key=f"create.presets.update.{preset.id}",
            on_click=_update,
            args=(preset.id,),
            disabled=why is not None,
            help=why,
        )
        st.button(
            _("Do not use for new boards") if is_default else _("Use for new boards"),
            icon=":material/star:",
            width="stretch",
            key=f"create.presets.default.{preset.id}",
            on_click=_choose,
            args=("" if is_default else preset.id,),
        )
        st.button(
            _("Delete"),
            icon=":material/delete:",
            width="stretch",
            key=f"create.presets.delete.{preset.id}",
            on_click=_delete,
            args=(preset.id, preset.name),
            disabled=why is not None,
            help=why,
        )


def _new() -> None:
    """The settings on the board as one more preset."""
    turn = st.session_state.get(_AGAIN, 0)
    # The form empties itself in the browser, at the press: what is typed while that is answered stays.
    with (
        st.form("create.presets.new", clear_on_submit=True, enter_to_submit=False, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="preset-new"),
    ):
        st.text_input(_("Name of a new preset"), key=f"{_NEW_NAME}.{turn}", width=260)
        why = refusal(Operation.CHANGE_TEAM_PRESET)
        st.toggle(_("For the whole team"), key=f"{_NEW_TEAM}.{turn}", disabled=why is not None, help=why)
        st.form_submit_button(
            _("Save the settings on the board"),
            icon=":material/bookmark_add:",
            type="primary",
            key="create.presets.save",
            on_click=_make,
            args=(turn,),
        )
    _problem(_NEW)


def _problem(place: str) -> None:
    refused = st.session_state.get(_PROBLEM)
    if refused and refused[0] == place:
        st.error(problem_text(refused[1]), icon=":material/error:")


@Callback
def _use(preset_id: str) -> None:
    preset = next((one for one in known_presets() if one.id == preset_id), None)
    if preset is None:
        return
    made = applied(boards.current_board(), preset.settings)
    boards.show(made.draft, UndoStep(Change.USED_PRESET, preset.name))
    st.session_state[USED] = UsedPreset(preset.name, made)


@Callback
def _make(turn: int) -> None:
    typed, for_team = str(st.session_state[f"{_NEW_NAME}.{turn}"]), bool(st.session_state[f"{_NEW_TEAM}.{turn}"])
    if not typed.strip() and is_second_press(_MADE):
        return  # The first press has emptied the field.
    problem = studio().presets.make(actor(), boards.current_board(), typed, utc_now(), team=for_team)
    if not problem:
        row_went(_MADE)
    elif typed.strip():
        st.session_state[_AGAIN] = turn + 1
        st.session_state[f"{_NEW_NAME}.{turn + 1}"] = typed
        st.session_state[f"{_NEW_TEAM}.{turn + 1}"] = for_team
    _done((_NEW, problem) if problem else None)


@Callback
def _rename(preset_id: str, key: str) -> None:
    problem = studio().presets.rename(actor(), preset_id, str(st.session_state[key]), utc_now())
    _done((preset_id, problem) if problem else None)


@Callback
def _update(preset_id: str) -> None:
    studio().presets.update(actor(), preset_id, boards.current_board(), utc_now())
    _done()


@Callback
def _choose(preset_id: str) -> None:
    studio().presets.choose_default(actor(), preset_id)
    _done()


@Callback
def _delete(preset_id: str, name: str) -> None:
    studio().presets.delete(actor(), preset_id, utc_now())
    st.session_state[_DELETED] = (preset_id, name)
    _done()


@Callback
def _restore(preset_id: str) -> None:
    back = studio().presets.restore(actor(), preset_id)
    _id, before = st.session_state.pop(_DELETED, (preset_id, ""))
    if back and before and back.name != before:
        words = _(
            "Restored as “{name}”: the name “{before}” is in use now.", name=plain(back.name), before=plain(before)
        )
        st.toast(words, icon=":material/info:")
    _done()


def _done(refused: tuple[str, object] | None = None) -> None:
    """What was typed stays in its field where it was refused."""
    forget_presets()
    if refused:
        st.session_state[_PROBLEM] = refused
        return
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
