"""What is to be drawn: one request, read into the terms of a film. Defaults: the catalog."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.domain.catalog import PIXELS, model_named
from lib.domain.demo_words import without_words

FPS = 24
_SHOWN = 400
"""Characters of a scene or name that are laid out: more than two lines can hold."""
SERVICE_WRITES = "The service writes the scene"


@dataclass(frozen=True)
class Role:
    """One subject: its name as people read it, and its pictures as they came (data URI or address)."""

    name: str
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """Sizes in pixels, length in frames of 1/24 s."""

    width: int
    height: int
    frames: int
    roles: tuple[Role, ...]
    scene: str
    sound: bool
    music: bool
    corner: int | None
    """Where the watermark goes, 1 to 4 clockwise from top-left; None: no watermark."""
    mark_url: str
    """Address of the watermark picture; empty: the usual text."""
    lead: int
    """The place in `roles` of whoever is seen first: by the seed, so that takes differ in it."""
    lot: str
    """What chance is drawn from: the seed and everything that was asked for, without the pictures."""

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return self.frames / FPS


def read_order(file: Path, seed: int) -> Order:
    """The order in a request.json that the service has taken."""
    sent: dict[str, Any] = json.loads(file.read_bytes())
    model = model_named(sent["model"])
    width, height = PIXELS[sent.get("resolution", model.default_resolution)]
    roles = tuple(Role(_readable(one["id"]), tuple(one["images"])) for one in sent["subjects"])
    asked = {name: value for name, value in sent.items() if name not in ("subjects", "seed", "payload")}
    return Order(
        width=width,
        height=height,
        frames=sent.get("duration", model.default_duration) * FPS,
        roles=roles,
        scene=SERVICE_WRITES if sent.get("is_rec") else _scene(sent.get("prompt", ""), sent["subjects"]),
        sound=sent.get("audio", model.audio_default),
        music=sent.get("bgm", False),
        corner=sent.get("wm_position", 3) if sent.get("watermark") else None,
        mark_url=sent.get("wm_url", ""),
        lead=seed % len(roles),
        lot=f"{seed} {json.dumps(asked, sort_keys=True)} {[role.name for role in roles]}",
    )


def _readable(subject_id: str) -> str:
    """`Mia_Wong` is how an id spells "Mia Wong" (contract 1.4); lone surrogates cannot be drawn."""
    text = subject_id.encode("utf-8", "replace").decode()
    return (" ".join(text.replace("_", " ").split()) or text)[:_SHOWN]


def _scene(prompt: str, subjects: list[dict[str, Any]]) -> str:
    """The prompt as one line, magic words gone, mentions as names: the longest id first."""
    text = " ".join(without_words(prompt.encode("utf-8", "replace").decode()).split())
    for subject_id in sorted((one["id"] for one in subjects), key=len, reverse=True):
        text = text.replace(f"@{subject_id}", _readable(subject_id))
    return text[:_SHOWN]
