"""Reading rows leniently: what is damaged in one of them is reported, and never affects the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, RowMapping

from lib.domain.actor import Actor
from lib.domain.errors import RecordUnreadable
from lib.domain.job import Job, JobState, Trouble, Video
from lib.domain.job_events import EventKind, JobEvent, Params
from lib.domain.lists import JobLine, Unreadable
from lib.domain.request import read_kept
from lib.services.store.tables import jobs

_NEEDED = frozenset({"task_id", "next_at"})
"""May be empty and yet must not be taken for empty: a paid task would be forgotten, a pause would never end."""
_OWN = {field.name for field in fields(Job)}
_OWN |= {f"video_{field.name}" for field in fields(Video)} | {f"trouble_{field.name}" for field in fields(Trouble)}
_READ = tuple(column for column in jobs.c if column.name in _OWN)
"""What a job is read from; the other columns are copies, and not the job's."""
_NEUTRAL: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False}
_KINDS = {kind.value for kind in EventKind}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that nobody can read."""
_LINE: dict[str, Column[Any]] = {
    field.name: jobs.c["video_size_bytes" if field.name == "size_bytes" else field.name]
    for field in fields(JobLine)
    if field.name not in ("person_name", "unreadable")
}
"""The columns of a line, by its names."""
_LONGEST = 80
"""Characters of a damaged value that are reported."""


def is_well(column: Column[Any], value: object) -> bool:
    """Whether a value is of the kind that its column holds. SQLite takes any."""
    if value is None:
        return bool(column.nullable)
    kind = column.type.python_type
    return isinstance(value, (int, float) if kind is float else kind)


def _plain_of(row: RowMapping) -> dict[str, Any]:
    """The columns of a job, what is damaged and can be done without as None.

    Raises RecordUnreadable, which names every column that cannot.
    """
    bad = [column for column in _READ if not is_well(column, row[column.name])]
    lost = [column for column in bad if not _spared(column)]
    reasons = [f"{column.name} is {_shown(row[column.name])}" for column in lost]
    if not lost and row["state"] not in set(JobState):
        reasons.append(f"no state of this version is called {_shown(row['state'])}")
    if reasons:
        raise RecordUnreadable(detail="; ".join(reasons))
    return {column.name: row[column.name] for column in _READ} | {column.name: None for column in bad}


def job_of(row: RowMapping) -> Job:
    """The job of a row with its documents. Raises RecordUnreadable for one that this version cannot read."""
    plain = _plain_of(row)
    if not isinstance(row["request"], str):
        raise RecordUnreadable(detail=f"the request is {_shown(row['request'])}")
    try:
        request, faults = read_kept(row["request"])
    except ValueError as exc:
        raise RecordUnreadable(detail=f"the request is damaged: {exc}") from exc
    answer = row["answer"] if isinstance(row["answer"], str) else ""
    video, trouble = _video(plain), _trouble(plain)
    own = {field.name: plain[field.name] for field in fields(Job) if field.name in plain}
    own["state"] = JobState(plain["state"])
    return Job(**own, request=request, answer=answer, video=video, trouble=trouble, faults=tuple(faults.items()))


def readable(rows: Iterable[RowMapping]) -> list[Job]:
    """The jobs of these rows, without those that cannot be read."""
    found = []
    for row in rows:
        try:
            found.append(job_of(row))
        except RecordUnreadable:
            continue
    return found


def _video(row: Mapping[str, Any]) -> Video | None:
    parts = {field.name: row[f"video_{field.name}"] for field in fields(Video)}
    needed = [parts[field.name] for field in fields(Video) if field.default is MISSING]
    return None if None in needed else Video(**parts)


def _trouble(row: Mapping[str, Any]) -> Trouble | None:
    if row["trouble_kind"] is None:
        return None
    parts = {field.name: row[f"trouble_{field.name}"] for field in fields(Trouble)}
    return Trouble(**parts | {name: parts[name] or "" for name in ("code", "detail", "field")})


def line_of(row: RowMapping) -> JobLine:
    """A line of a list: a neutral value stands for each that is damaged, and `unreadable` names those that matter."""
    bad = {name for name, column in _LINE.items() if not is_well(column, row[name])}
    values = {name: neutral(_LINE[name]) if name in bad else row[name] for name in _LINE}
    reasons = [f"{name} is {_shown(row[name])}" for name in sorted(bad & _OWN) if not _spared(_LINE[name])]
    state = _state_of(values["state"])
    if state != values["state"]:
        reasons.append(f"no state of this version is called {_shown(values['state'])}")
    unreadable = row["unreadable"] or "; ".join(reasons)
    person = row["person_name"] if isinstance(row["person_name"], str) else ""
    own = {"state": state, "trouble_kind": values["trouble_kind"] or ""}
    return JobLine(**values | own, person_name=person, unreadable=unreadable)


def _state_of(value: Any) -> JobState:
    """A state for a list; Failed for one that this version does not know."""
    return JobState(value) if value in set(JobState) else JobState.FAILED


def _spared(column: Column[Any]) -> bool:
    """Whether a job can be shown without it."""
    return bool(column.nullable) and column.name not in _NEEDED


def neutral(column: Column[Any]) -> Any:
    """What stands for a damaged value of this column."""
    kind = column.type.python_type
    return None if column.nullable else LONG_AGO if kind is datetime else _NEUTRAL[kind]


def left_of(row: RowMapping, reason: str) -> Unreadable:
    """What can be shown of a job whose row cannot be read."""
    shown = {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in row.items()}
    name = row["name"] if isinstance(row["name"], str) else ""
    return Unreadable(
        str(row["id"]), name, reason, bool(row["deleted"]), json.dumps(shown, ensure_ascii=False, indent=2)
    )


def event_of(row: RowMapping) -> JobEvent:
    """An event of a story, whatever has become of its row."""
    at = row["at"] if isinstance(row["at"], datetime) else LONG_AGO
    kind, params = text_of(row["kind"]), _params(text_of(row["params"]))
    actor = None if row["actor"] is None else Actor(text_of(row["actor"]))
    if kind not in _KINDS:
        # Of a newer version, or damaged: what there is, is shown.
        return JobEvent(at, EventKind.NOTE, {"text": " ".join([kind, *map(str, params.values())])}, actor)
    return JobEvent(at, EventKind(kind), params, actor, text_of(row["detail"]))


def _params(written: str) -> Params:
    try:
        read = json.loads(written)
    except ValueError:
        return {}
    known = read.items() if isinstance(read, dict) else ()
    return {name: value for name, value in known if isinstance(value, str | int | float)}


def time_of(value: object) -> datetime | None:
    """A time as it is; None for none, and for what lies in its place in a damaged row."""
    return value if isinstance(value, datetime) else None


def text_of(value: object) -> str:
    """Text, also where a column holds bytes."""
    return value if isinstance(value, str) else value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _shown(value: object) -> str:
    """A damaged value, in few words."""
    if value is None:
        return "missing"
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
