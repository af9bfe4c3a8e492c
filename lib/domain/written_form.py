"""What people wrote, for those who read it later: the request itself holds the form in which it was sent."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.draft import Draft
from lib.domain.request import VideoRequest


@dataclass(frozen=True)
class AsWritten:
    """The scene, and the names of the cast in the order of the request."""

    scene: str
    names: tuple[str, ...]


def as_written(request: VideoRequest, board: Draft | None) -> AsWritten:
    """`board`: the one that the request was made of; where it is not known any more, the sent form has to do."""
    ids = tuple(subject.id for subject in request.subjects)
    if board is None:
        return AsWritten(request.prompt or "", ids)
    names = tuple(subject.name.strip() for subject in board.cast)
    return AsWritten(board.scene, names if len(names) == len(ids) else ids)
