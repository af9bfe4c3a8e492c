"""The cast and the scene behind "Try an example": our own drawings, each with its SVG source beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lib.text.language import N_, _

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class ExampleSubject:
    """A subject ready for the board: its name, to be translated by `_`, and its pictures in the order of the card."""

    name: str
    files: tuple[Path, ...]


EXAMPLE: tuple[ExampleSubject, ...] = (
    ExampleSubject(N_("Mia"), (_HERE / "mia-portrait.webp", _HERE / "mia-coat.webp")),
    ExampleSubject(N_("Bear"), (_HERE / "bear.webp", _HERE / "bear-bow.webp")),
)


def example_scene(mia: str, bear: str) -> str:
    """What the two do, in the language of whoever looks. `mia`, `bear`: how the scene mentions them."""
    return _(
        "{mia} lifts her lantern and walks through the fog. {bear} steps out between the trees, bows his head, "
        "and they go on together. Slow push in, soft evening light.",
        mia=mia,
        bear=bear,
    )


def example_beginning(mia: str, bear: str) -> str:
    """As much of it as shows how a scene is written."""
    return _(
        "{mia} lifts her lantern and walks through the fog. {bear} steps out between the trees.", mia=mia, bear=bear
    )
