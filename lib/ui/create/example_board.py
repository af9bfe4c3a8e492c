"""Try an example: two ready subjects and a scene, so that a newcomer sees a video in a minute."""

from __future__ import annotations

from uuid import uuid4

from lib.domain.draft import Draft, DraftSubject
from lib.domain.naming import mentions_of
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create.example import EXAMPLE, example_scene
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import noted
from lib.ui.state import actor, studio


def put_example() -> None:
    """Put the example on the board; what stood there is one step back."""
    if boards.current_board().cast:
        return  # The second of two presses.
    with noted():
        undo = None if boards.current_board().is_empty else UndoStep(Change.USED_EXAMPLE)
        boards.show(example_draft(), undo)


def example_draft() -> Draft:
    """The example as a board. Raises DiskTrouble."""
    desk, me = studio().desk, actor()
    cast = tuple(
        DraftSubject(
            uid=uuid4().hex[:8],
            name=_(subject.name),
            pictures=tuple(desk.add_picture(me, file.read_bytes(), file.name) for file in subject.files),
        )
        for subject in EXAMPLE
    )
    return Draft(cast=cast, scene=example_scene(*mentions_of([subject.name for subject in cast])))
