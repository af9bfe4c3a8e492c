"""The cast and the scene behind "Try an example": our own drawings, each with its SVG source beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class ExampleSubject:
    """A subject ready for the board: the name that the scene mentions, and its pictures in the order of the card."""

    name: str
    files: tuple[Path, ...]


EXAMPLE: tuple[ExampleSubject, ...] = (
    ExampleSubject("Mia", (_HERE / "mia-portrait.webp", _HERE / "mia-coat.webp")),
    ExampleSubject("Bear", (_HERE / "bear.webp", _HERE / "bear-bow.webp")),
)

SCENE: str = (
    "@Mia lifts her lantern and walks through the fog. @Bear steps out between the trees, bows his head, "
    "and they go on together. Slow push in, soft evening light."
)
