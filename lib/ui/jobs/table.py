"""The jobs as a pandas table: a row a job, with picture and progress, and a selection that stays with its job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.typing import DataframeState

from lib.domain.job import DEMO, MOVING, JobState, usual_s
from lib.domain.job_status import rests
from lib.domain.lists import JobLine
from lib.domain.spreadsheet import guarded
from lib.text.formats import span
from lib.text.job_labels import state_label
from lib.text.language import _, _p
from lib.text.model_words import model_label
from lib.ui import media_links as media
from lib.ui.parts.job_progress import line_sign, state_parts, state_sign, state_tone, steady
from lib.ui.words import in_its_place, in_one_line

TABLE = "jobs.table"
SELECTED = "jobs.selected"
DRAWN = "jobs.drawn"
"""What was selected when the table was drawn last: what differs from it, a person did."""
DRAWN_JOB = "jobs.drawn_job"
DRAWN_IDS = "jobs.ids"
"""The jobs of the table as the person sees it, row by row: selections come as positions."""
ROW_HEIGHT = 44
ROOM_PX, NAME_PX = 762, 190
"""The width of the table beside a card in a window of 1440 pixels, without its ticks; the name's least room."""
_WIDTHS = {
    "Picture": 56, "State": 184, "Progress": 60, "Since": 100, "Usually takes": 100, "Model": 72, "By": 90, "Kind": 70,
}  # fmt: skip
"""Of the other columns, in pixels; what is left is the name's."""
_GIVE_WAY = ("Kind", "Usually takes")
"""In this order, where the name would have too little room: the card of a job tells them, too."""


@dataclass(frozen=True)
class Selection:
    """Selected rows and cells of the table, as positions."""

    rows: tuple[int, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()


def cell(text: str) -> str:
    """Text by people for the table and its CSV: in one line, and nowhere the beginning of a spreadsheet's formula."""
    return guarded(in_one_line(text))


def usually(line: JobLine, service: str) -> str:
    """How long a video of this kind takes, for jobs that are on their way."""
    if line.state not in MOVING or rests(line, service):
        return ""
    return _("Up to 48 hours") if line.off_peak and line.service != DEMO else span(*usual_s(line.model, line.service))


def usually_takes(model: str, service: str, *, off_peak: bool) -> str:
    """The same within a sentence."""
    return _("up to 48 hours") if off_peak and service != DEMO else span(*usual_s(model, service))


def named(line: JobLine) -> str:
    """The name of the job, and which take it is where there are several."""
    name = cell(line.name)
    if line.takes == 1:
        return name
    return _("{name} · take {take} of {takes}", name=in_its_place(name), take=line.take, takes=line.takes)


def _state(line: JobLine, service: str, now: datetime) -> list[str]:
    """The word of the state with its sign, and what has to be known with it: the column draws each by itself."""
    word, more = state_parts(line, service, now)
    return [f"{line_sign(line, service)} {cell(word)}", *([cell(more)] if more else [])]


@dataclass(frozen=True)
class Table:
    """A frame as it is shown, and the job of each of its rows."""

    frame: pd.DataFrame
    ids: tuple[str, ...]

    def same_as(self, other: Table) -> bool:
        return self.ids == other.ids and self.frame.equals(other.frame)


def table_of(
    lines: Sequence[JobLine],
    *,
    service: str,
    person_id: str,
    zone: str,
    now: datetime,
    picture: Callable[[JobLine], str | None],
) -> Table:
    """The frame of these jobs. The same jobs give the same bytes, whenever it is asked: no column counts time."""
    since = pd.to_datetime([line.state_since for line in lines], utc=True).floor("s").tz_convert(zone)
    columns: dict[str, Any] = {
        "Picture": [picture(line) for line in lines],
        "Name": [named(line) for line in lines],
        "State": [_state(line, service, now) for line in lines],
        "Progress": pd.array(
            [steady(line, now)[0] if line.state in MOVING and not rests(line, service) else None for line in lines],
            dtype="Float64",
        ),
        "Since": since,
        "Usually takes": [usually(line, service) for line in lines],
        "Model": [cell(model_label(line.model)) for line in lines],
        "By": [_("You") if line.person_id == person_id else cell(line.person_name) for line in lines],
        "Kind": [_("Demo") if line.service == DEMO else _("Real") for line in lines],
    }
    return Table(pd.DataFrame(columns), tuple(line.id for line in lines))


def picture_of(line: JobLine) -> str | None:
    """The poster once there is one, until then the first picture of the cast."""
    if line.has_poster and line.state is JobState.READY:
        return media.based(media.poster(line.id))
    return media.based(media.thumb(line.picture_sha, 96)) if line.picture_sha else None


def take_pick() -> None:
    """Note what a person selected since the table was drawn, by the ids of the rows they saw."""
    state = st.session_state.get(TABLE)
    if state is None or DRAWN not in st.session_state:
        return
    now, drawn = _selection(state), st.session_state[DRAWN]
    if now == drawn:
        return
    row = picked_row(now, drawn)
    ids: tuple[str, ...] = st.session_state.get(DRAWN_IDS, ())
    st.session_state[SELECTED] = ids[row] if row is not None and row < len(ids) else None


def picked_row(now: Selection, drawn: Selection) -> int | None:
    """The row a person means: its tick, or any cell of it; None when they took the tick away."""
    if now.rows and now.rows != drawn.rows:
        return now.rows[0]
    if now.cells and now.cells != drawn.cells:
        return now.cells[0][0]
    return now.rows[0] if now.rows else None


def _selection(state: DataframeState) -> Selection:
    """From the form that Streamlit names for it, to read and to write (`streamlit.typing.DataframeState`)."""
    chosen = state["selection"]
    cells = tuple((int(row), str(column)) for row, column in chosen.get("cells", ()))
    return Selection(tuple(chosen.get("rows", ())), cells)


def wanted(ids: tuple[str, ...], selected: str | None, now: Selection, *, same_job: bool) -> Selection:
    """The tick at the selected job's row, and the cell cursor, from which the arrow keys go on.

    A cursor that is moved scrolls the table to it. So it goes to a job that was selected since (`same_job` False), and
    stays where it is when only the rows have shifted.
    """
    if selected not in ids:
        return Selection()
    row = ids.index(selected)
    stays = tuple(cell for cell in now.cells if same_job and cell[0] < len(ids))
    column = now.cells[0][1] if now.cells else "Name"
    return Selection((row,), stays or ((row, column),))


def draw(table: Table, *, people: bool, kinds: bool) -> None:
    """Draw it with the selected job selected, wherever its row is now."""
    state = st.session_state.get(TABLE)
    now = _selection(state) if state is not None else Selection()
    selected = st.session_state.get(SELECTED)
    new = wanted(table.ids, selected, now, same_job=selected == st.session_state.get(DRAWN_JOB))
    if state is None or new != now:
        st.session_state[TABLE] = {"selection": {"rows": list(new.rows), "cells": list(new.cells)}}
    st.session_state[DRAWN], st.session_state[DRAWN_IDS], st.session_state[DRAWN_JOB] = new, table.ids, selected
    widths = widths_of(table.frame, people=people, kinds=kinds)
    # As high as its rows, and at most as the window is (frame.css).
    rows_px = 40 + ROW_HEIGHT * len(table.ids)
    st.container(key="jobs-rows", height=rows_px, border=False).dataframe(
        table.frame,
        key=TABLE,
        on_select="rerun",
        # A tick is a small target, and the keyboard has only the cell cursor: any cell of a row selects its job.
        selection_mode=["single-row", "single-cell"],
        hide_index=True,
        row_height=ROW_HEIGHT,
        height="stretch",
        column_order=[name for name in table.frame.columns if name in widths],
        column_config=_columns(widths),
        placeholder="",
        alt=_("Jobs. Select a row to see what happened to it."),
    )


def silent_columns(frame: pd.DataFrame) -> set[str]:
    """The columns that say nothing in any row."""
    optional = ("Picture", "Progress", "Usually takes", "By")
    # A job that was just sent is at 0, which is a figure.
    return {name for name in optional if not any(pd.notna(value) and value != "" for value in frame[name])}


def widths_of(frame: pd.DataFrame, *, people: bool, kinds: bool) -> dict[str, int]:
    """The columns that are shown, and how wide each is in pixels. `people`, `kinds`: whether jobs differ in these."""
    hidden = silent_columns(frame) | {name for name, shown in (("By", people), ("Kind", kinds)) if not shown}
    shown = {name: px for name, px in _WIDTHS.items() if name not in hidden}
    for name in _GIVE_WAY:
        if ROOM_PX - sum(shown.values()) < NAME_PX:
            shown.pop(name, None)
    return shown | {"Name": ROOM_PX - sum(shown.values())}


def _columns(widths: Mapping[str, int]) -> dict[str, Any]:
    column = st.column_config
    states = {f"{state_sign(state)} {state_label(state)}": state_tone(state) for state in JobState}
    return {
        "Picture": column.ImageColumn("", width=widths.get("Picture"), alignment="center"),
        "Name": column.TextColumn(_("Name"), width=widths["Name"]),
        # The one column that draws colours: a styled frame of 100 rows took 180 ms to send, against 1.3.
        "State": column.MultiselectColumn(
            _("State"), width=widths.get("State"), options=list(states), color=list(states.values())
        ),
        # The figure stands in words beside it, where an estimate can say that it is one.
        "Progress": column.ProgressColumn(
            _("Progress"), width=widths.get("Progress"), min_value=0, max_value=100, format=" ", color="gray"
        ),
        "Since": column.DatetimeColumn(
            _("Since"), width=widths.get("Since"), format=_p("a time, as moment.js writes it", "D MMM, HH:mm")
        ),
        "Usually takes": column.TextColumn(_("Usually takes"), width=widths.get("Usually takes")),
        "Model": column.TextColumn(_("Model"), width=widths.get("Model")),
        "By": column.TextColumn(_("By"), width=widths.get("By")),
        "Kind": column.TextColumn(_("Kind"), width=widths.get("Kind")),
    }
