"""The jobs as a file for a spreadsheet: facts that last, where the table has pictures, links of hours and cut names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from lib.domain.error_kinds import error_kind
from lib.domain.lists import JobLine, JobQuery
from lib.text.error_sentences import error_message
from lib.text.job_labels import state_label
from lib.text.language import _
from lib.text.model_words import model_label
from lib.ui.jobs.table import cell
from lib.ui.parts.job_progress import UNREADABLE
from lib.ui.parts.later_file import made_later
from lib.ui.state import studio, utc_now

MOST_ROWS = 100_000


def csv_button(query: JobQuery, zone: str) -> None:
    """Saves all jobs that the filters leave, on every page of the list; made when it is pressed."""
    time = f"{utc_now().astimezone(ZoneInfo(zone)):%Y-%m-%d %H%M}"
    st.download_button(
        _("Save the list"),
        _made(query, zone),
        file_name=_("Castboard jobs {time}.csv", time=time),
        mime="text/csv",
        icon=":material/table:",
        type="tertiary",
        key="jobs.csv",
        on_click="ignore",
        help=_("All jobs in the filtered list, with their scenes and settings, as a CSV file for a spreadsheet."),
    )


def _made(query: JobQuery, zone: str) -> Callable[[], bytes]:
    store = studio().store

    def make() -> bytes:
        lines = store.lists.lines(replace(query, limit=MOST_ROWS, offset=0))
        return csv_of(lines, store.lists.scenes([line.id for line in lines]), zone)

    return made_later(make)


def csv_of(lines: Sequence[JobLine], scenes: Mapping[str, str], zone: str) -> bytes:
    """A row a job. Times in ISO 8601 with the offset of the zone; no text begins a formula (`cell`)."""
    columns: list[tuple[str, Any]] = [
        (_("Job id"), [line.id for line in lines]),
        (_("Name"), [cell(line.name) for line in lines]),
        (_("Take"), [_("{take} of {takes}", take=line.take, takes=line.takes) for line in lines]),
        (_("State"), [_(UNREADABLE) if line.unreadable else state_label(line.state) for line in lines]),
        (_("Model"), [cell(model_label(line.model)) for line in lines]),
        (_("Length in s"), pd.array([_length(line) for line in lines], dtype="Float64")),
        (_("Resolution"), [cell(line.resolution or "") for line in lines]),
        (_("Sound"), [{True: _("on"), False: _("off"), None: ""}[line.audio] for line in lines]),
        (_("Seed"), pd.array([line.seed or None for line in lines], dtype="Int64")),
        (_("Off-peak"), [_("yes") if line.off_peak else _("no") for line in lines]),
        (_("Scene"), [cell(scenes.get(line.id, "")) for line in lines]),
        (_("Made by"), [cell(line.person_name) for line in lines]),
        (_("Video service"), [cell(line.service) for line in lines]),
        (_("Made at"), [_time(line.created_at, zone) for line in lines]),
        (_("Sent at"), [_time(line.sent_at, zone) for line in lines]),
        (_("Ready at"), [_time(line.ready_at, zone) for line in lines]),
        (_("In this state since"), [_time(line.state_since, zone) for line in lines]),
        (_("Task id"), [cell(line.task_id or "") for line in lines]),
        (
            _("Problem"),
            [cell(error_message(error_kind(line.trouble_kind))) if line.trouble_kind else "" for line in lines],
        ),
    ]
    # By their places: two headings may be one word in another language.
    frame = pd.DataFrame(dict(enumerate(values for _heading, values in columns)))
    text = frame.to_csv(index=False, header=[heading for heading, _values in columns], lineterminator="\r\n")
    # With the mark at its beginning by which spreadsheets tell UTF-8.
    return text.encode("utf-8-sig", "replace")


def _length(line: JobLine) -> float | None:
    """Of the finished video, else as it was asked for."""
    return line.duration if line.video_duration_s is None else round(line.video_duration_s, 1)


def _time(moment: datetime | None, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds") if moment else ""
