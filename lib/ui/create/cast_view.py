"""What the cast's part of the board shows, as values: made without Streamlit, drawn from nothing else (cast.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.draft import Draft, DraftSubject
from lib.domain.failure import Refusal
from lib.domain.finding import Finding, Level, about
from lib.domain.lists import Voice
from lib.domain.picture_hints import Hint
from lib.domain.picture_remark import PictureRemark
from lib.ui.create.bond_view import BondView
from lib.ui.create.undo_step import UndoStep
from lib.ui.parts.picture_intake import NotTaken

FIELDS = ("name", "voice", "pictures", "permission")
"""What a card holds, as findings name it."""
ROOM = 8
"""Cards that find a place before the cast as a whole is drawn again: one more than the service advises."""


@dataclass(frozen=True)
class CardState:
    """What the page remembers of a card beside the draft. `opened`: the card and not the row; None: not decided yet."""

    opened: bool | None = None
    added: bool = False
    """It was only just added: its name waits for the cursor."""
    fresh: int = 0
    """Part of the keys of the uploader and of the field for a web address: another number empties them."""
    refused: tuple[NotTaken, ...] = ()
    """What was not taken of the last upload."""
    url_problem: PictureRemark | None = None
    """Why the web address was not taken that was entered last."""
    mentioned: str = ""
    """The last name by which the scene could mention it, while it has none: another is being typed."""


@dataclass(frozen=True)
class ToolsView:
    """What concerns the whole board."""

    undoable: UndoStep | None
    """What can be taken back; None: nothing."""
    started: bool
    saved: bool = False
    """All that stands on the board is kept."""


@dataclass(frozen=True)
class CastView:
    """The cast without its cards."""

    places: int
    """How many sections for cards there are; 0 on a board without a cast."""
    changed: tuple[tuple[str, str], ...] = ()
    """Uid and name of those that changed in the cast since, where they are several: asked once for all."""


@dataclass(frozen=True)
class CardView:
    """One member of the cast, as a card or as a row."""

    subject: DraftSubject
    state: CardState
    opened: bool
    """The card and not the row."""
    complete: bool
    """It has what it needs, and the service did not refuse it just now."""
    voices: tuple[Voice, ...]
    """The team's list."""
    notes: tuple[Finding, ...]
    bond: BondView | None = None
    """To the member of the cast that it was taken from."""
    hints: tuple[Hint, ...] = ()
    """About its pictures."""

    @property
    def can_be_kept(self) -> bool:
        """Whether the cast could keep it: as somebody new, or as a look that it has not."""
        new = self.bond is None and not self.subject.member_id
        return self.complete and (new or (self.bond is not None and self.bond.has_other_pictures))

    @property
    def wants_cursor(self) -> bool:
        """It was only just added, and nothing is on it yet."""
        return self.state.added and self.opened and not (self.subject.name or self.subject.pictures)


def view_cast(draft: Draft, changed: Sequence[DraftSubject] = ()) -> CastView:
    """Of this board. `changed`: those on it who changed in the cast since; one alone is asked about on its card."""
    asked = tuple((one.uid, one.name) for one in changed) if len(changed) > 1 else ()
    return CastView(places(draft.cast) if draft.cast else 0, asked)


def places(cast: Sequence[DraftSubject]) -> int:
    """How many sections for cards a cast takes: always one more, so that a new card is drawn without all others."""
    return ROOM * (len(cast) // ROOM + 1)


def view_card(
    subject: DraftSubject,
    findings: Sequence[Finding],
    state: CardState,
    voices: Sequence[Voice],
    *,
    refused: bool,
    bond: BondView | None = None,
    hints: Sequence[Hint] = (),
) -> CardView:
    """Of a member of the cast. `refused`: the service did not take it just now."""
    notes = about(findings, *FIELDS, subject=subject.uid)
    # Nothing is wrong yet with a card that was only just added.
    worth_saying = bool(subject.name or subject.pictures)
    complete = is_complete(subject, findings, refused=refused)
    return CardView(
        subject=subject,
        state=state,
        opened=opened(state, complete=complete),
        complete=complete,
        voices=tuple(voices),
        notes=notes if worth_saying else (),
        bond=bond,
        hints=tuple(hints),
    )


def is_complete(subject: DraftSubject, findings: Sequence[Finding], *, refused: bool) -> bool:
    """Whether it has what it needs, and the service did not refuse it just now."""
    wrong = any(one.level is Level.FIX for one in about(findings, *FIELDS, subject=subject.uid))
    return bool(subject.name.strip() and subject.pictures) and not wrong and not refused


def is_refused(subject: DraftSubject, draft: Draft, refused: Refusal | None) -> bool:
    """Whether it is what the service did not take of this board."""
    place = refused.place if refused else None
    return place is not None and place.subject is not None and draft.cast[place.subject :][:1] == (subject,)


def opened(state: CardState, *, complete: bool) -> bool:
    """Whether the card is to be drawn and not the row.

    What is complete begins as a row. From then on people decide: nothing folds under the hands of whoever fills it in.
    """
    return not complete if state.opened is None or not complete else state.opened
