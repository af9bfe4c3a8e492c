"""The plan of a film: which picture is on screen when, and how the camera moves. Pure; chance comes from one Random."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from lib.demo.draw.order import FPS, Order

Framing = Literal["whole", "close"]

_USUAL_S, _SHORTEST_S = 2.8, 0.5
_CUT_S = 0.7


@dataclass(frozen=True)
class Move:
    """A camera move over one shot. Zooms are factors, drift and focus are shares of the picture's free room."""

    zoom_from: float
    zoom_to: float
    drift_x: float
    drift_y: float
    side: float
    """-1 to 1: where in the free room the camera looks, and on which side a card stands."""


@dataclass(frozen=True)
class Shot:
    """Frames `first` to `last`, the last not included; neighbours overlap by the soft cut between them."""

    role: int
    picture: int
    framing: Framing
    first: int
    last: int
    move: Move

    def progress(self, frame: int) -> float:
        """0 at its first frame, 1 at its last."""
        return (frame - self.first) / max(self.last - self.first - 1, 1)


def plan(order: Order, chance: random.Random) -> tuple[list[Shot], int]:
    """The shots in order of time, and the length of a soft cut in frames.

    Every picture gets a shot while there are 0.5 s for each; a short cast comes back closer.
    """
    turns = _turns(order, chance)
    wanted = max(len(turns), round(order.seconds / _USUAL_S), 1)
    count = max(min(wanted, math.floor(order.seconds / _SHORTEST_S)), 1)
    cut = round(min(_CUT_S * FPS, order.frames / count * 0.4)) if count > 1 else 0
    edges = _edges(order.frames, count, chance)
    shots = []
    for n in range(count):
        role, picture = turns[n % len(turns)]
        framing: Framing = "close" if n >= len(turns) and (n // len(turns)) % 2 else "whole"
        first = max(edges[n] - cut // 2, 0)
        last = min(edges[n + 1] + cut - cut // 2, order.frames)
        shots.append(Shot(role, picture, framing, first, last, _move(framing, (last - first) / FPS, chance)))
    return shots, cut


def _turns(order: Order, chance: random.Random) -> list[tuple[int, int]]:
    """(role, picture) pairs: the lead, then the others by lot; everyone once before anyone's second picture."""
    others = [role for role in range(len(order.roles)) if role != order.lead]
    chance.shuffle(others)
    rows = [[(role, n) for n in range(len(order.roles[role].pictures))] for role in (order.lead, *others)]
    return [turn for column in zip_longest(*rows) for turn in column if turn]


def _edges(frames: int, count: int, chance: random.Random) -> list[int]:
    """Where shots meet: evenly, moved by up to an eighth of a shot, so that the cutting breathes."""
    length = frames / count
    inner = [round(length * (n + chance.uniform(-0.125, 0.125))) for n in range(1, count)]
    return [0, *inner, frames]


def _move(framing: Framing, seconds: float, chance: random.Random) -> Move:
    """A slow push in or pull out with a drift: about 2.5 % a second, which reads as calm."""
    near = chance.uniform(1.45, 1.65) if framing == "close" else 1.05
    growth = 1 + min(chance.uniform(0.022, 0.03) * seconds, 0.16)
    pushes_in = chance.random() < 0.6
    angle = chance.uniform(0, 2 * math.pi)
    travel = min(0.014 * seconds, 0.07)
    return Move(
        zoom_from=near if pushes_in else near * growth,
        zoom_to=near * growth if pushes_in else near,
        drift_x=travel * math.cos(angle),
        drift_y=travel * 0.6 * math.sin(angle),
        side=chance.uniform(-1, 1),
    )
