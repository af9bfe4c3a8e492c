"""What lies over every frame: a glow that wanders, a vignette, and the shade in which the lower third can be read."""

from __future__ import annotations

import math
import random

import numpy as np
from PIL import Image

_TINTS = ((255, 214, 170), (255, 190, 150), (190, 214, 255), (255, 236, 205), (214, 200, 255))


class Glow:
    """A large soft light that crosses the frame once; its colour, path and strength are drawn by lot."""

    def __init__(self, size: tuple[int, int], chance: random.Random) -> None:
        self._size = size
        self._tint = chance.choice(_TINTS)
        self._from = (chance.uniform(0.0, 1.0), chance.uniform(0.0, 0.5))
        angle = chance.choice((0.0, math.pi)) + chance.uniform(-0.4, 0.4)
        self._way = (0.35 * math.cos(angle), 0.12 * math.sin(angle))
        strength = chance.uniform(34, 54)
        disc = Image.radial_gradient("L").resize((size[0] // 2, size[0] // 2), Image.Resampling.BICUBIC)
        falloff = 1 - np.clip(np.asarray(disc, dtype=np.float32) / 180, 0, 1)
        self._disc = Image.fromarray((falloff**1.8 * strength).astype(np.uint8))

    def over(self, frame: Image.Image, at: float) -> None:
        """Lay the light over a frame, at 0 to 1 of the film."""
        width, height = self._size
        x = (self._from[0] + self._way[0] * at) * width / 4
        y = (self._from[1] + self._way[1] * at) * height / 4
        half = self._disc.width / 2
        box = (half - x, half - y, half - x + width / 4, half - y + height / 4)
        mask = self._disc.transform(
            (width // 4, height // 4), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR
        ).resize(self._size, Image.Resampling.BILINEAR)
        frame.paste(self._tint, (0, 0), mask)


def shade(size: tuple[int, int]) -> Image.Image:
    """How dark the frame gets where, 0 to 255: corners a little, the lower left most. Dithered against banding."""
    width, height = size
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    vignette = 0.2 * np.clip((x * x * 0.75 + y * y * 0.85) / 1.6, 0, 1) ** 2
    low = np.clip((y - 0.02) / 0.98, 0, 1) ** 1.5
    left = 0.3 + 0.7 * np.clip((0.55 - x) / 1.2, 0, 1)
    dark = 1 - (1 - vignette) * (1 - 0.5 * low * left)
    noise = np.random.default_rng(7).random((height, width), dtype=np.float32)
    return Image.fromarray(np.clip(dark * 255 + noise, 0, 255).astype(np.uint8))
