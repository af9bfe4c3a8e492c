"""What the place for pictures of the whole cast shows, as a value: whom it asks for, and how they are dealt out."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.dealing import some_share_a_subject
from lib.domain.draft import Draft, DraftPicture
from lib.domain.request import ADVISED_IMAGES, MAX_IMAGES_A_SUBJECT
from lib.ui.parts.picture_intake import NotTaken


@dataclass(frozen=True)
class DealState:
    """What the page remembers of it beside the draft."""

    waiting: tuple[DraftPicture, ...] = ()
    """Checked and kept, and not yet on the board."""
    refused: tuple[NotTaken, ...] = ()
    """What was not taken of the last files."""


@dataclass(frozen=True)
class DealView:
    """The place as it stands."""

    first: bool
    """There is no cast yet."""
    waiting: tuple[str, ...]
    """The sha256 of each picture that is to be dealt out."""
    shared: bool
    """One each would bring some of them together."""
    too_many: bool
    """For one subject."""
    beyond: bool
    """With those on the board they are more than one video takes well."""
    refused: tuple[NotTaken, ...]


def view_deal(draft: Draft, state: DealState) -> DealView:
    """Of this board."""
    waiting = state.waiting
    return DealView(
        first=not draft.cast,
        waiting=tuple(one.fitted.original.sha256 for one in waiting if one.fitted),
        shared=some_share_a_subject(draft.cast, waiting),
        too_many=len(waiting) > MAX_IMAGES_A_SUBJECT,
        beyond=bool(waiting) and sum(len(one.pictures) for one in draft.cast) + len(waiting) > ADVISED_IMAGES,
        refused=state.refused,
    )
