"""An import on its way in this tab: the file, what it would do, what was chosen, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from lib.domain.cast_plan import CastChange, CastPlan, ChangedMember, Choice, changes
from lib.domain.errors import StudioError
from lib.services.cast_uploads import CastUploads
from lib.ui.state import studio

AT_ONCE = 10
"""Members that are written between two looks at a bar."""
_IMPORT, _RESULT = "cast.import", "cast.imported"


@dataclass
class Import:
    """Values change while the dialog is open."""

    token: str = field(default_factory=CastUploads.new_token)
    """Under which the file comes."""
    file: str = ""
    """Its name; "" until it has come."""
    plan: CastPlan | None = None
    trouble: StudioError | None = None
    """Why the last file cannot be imported."""
    choices: dict[str, Choice] = field(default_factory=dict)
    """By the ids of members that differ; ours are kept where there is none."""
    going: tuple[CastChange, ...] | None = None
    """What is being written, once that has begun."""
    done: list[ChangedMember | None] = field(default_factory=list)
    """And what came of it so far: one that was cut goes on from there."""

    def changes(self) -> list[CastChange]:
        return changes(self.plan, self.choices) if self.plan else []


@dataclass
class Imported:
    """What an import has written, and how many it left since somebody had changed them meanwhile."""

    written: tuple[ChangedMember, ...]
    left: int
    at: datetime
    added: bool = False
    """They come from pictures, not from the file of a cast."""
    undone: list[bool] | None = None
    """Once that has begun, of those of `written` that were asked to go back, whether they did."""


def current() -> Import:
    found: Import = st.session_state.setdefault(_IMPORT, Import())
    return found


def begin_anew(trouble: StudioError | None = None) -> None:
    """Another file can come; this one leaves the disk."""
    known: Import | None = st.session_state.pop(_IMPORT, None)
    if known is not None:
        studio().cast_uploads.drop(known.token)
    if trouble is not None:
        current().trouble = trouble


def imported() -> Imported | None:
    found: Imported | None = st.session_state.get(_RESULT)
    return found


def finish(now: datetime) -> None:
    """All is written."""
    done = current().done
    written = tuple(one for one in done if one)
    st.session_state[_RESULT] = Imported(written, len(done) - len(written), now)
    begin_anew()


def note_added(members: Sequence[ChangedMember], now: datetime) -> None:
    """These were made from pictures, with the same way back."""
    st.session_state[_RESULT] = Imported(tuple(members), 0, now, added=True)


def forget_imported() -> None:
    st.session_state.pop(_RESULT, None)
