"""What the measures behind the pages work on: photos and a film that weigh what real ones do."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
from PIL import Image, ImageChops

from lib.app import Studio
from lib.domain.actor import APP
from lib.domain.draft import Draft, DraftSubject

NAMES = ("Mia", "Bear", "Owl", "Fox", "Elk", "Hen", "Cat")
FILM_BYTES = 8_000_000
FILM_S, RATE = 5, 24
WIDTH, HEIGHT = 1920, 1080
_TRIED_WIDTH = 640
_GRAIN_ROOM = 64


def photo(size_bytes: int) -> bytes:
    """A grainy JPEG of about so many bytes, and never the same."""
    tried = len(_jpeg(_TRIED_WIDTH))
    # Grain takes the same number of bytes everywhere, so that the size goes with the area.
    return _jpeg(round(_TRIED_WIDTH * math.sqrt(size_bytes / tried)))


def _jpeg(width: int) -> bytes:
    size = width, width * 3 // 4
    into = io.BytesIO()
    image = Image.blend(Image.linear_gradient("L").resize(size), Image.effect_noise(size, 80), 0.5)
    image.convert("RGB").save(into, "JPEG", quality=90)
    return into.getvalue()


def draft(studio: Studio, sizes_bytes: Sequence[int]) -> Draft:
    """A board with so many subjects, each with one photo of its own of that size, fitted into one request."""
    cast = tuple(
        DraftSubject(uid=name.lower(), name=name, pictures=(studio.desk.add_picture(APP, photo(size), f"{name}.jpg"),))
        for name, size in zip(NAMES, sizes_bytes, strict=False)
    )
    scene = " and ".join(f"@{subject.name}" for subject in cast) + " walk through fog"
    return studio.desk.fit(Draft(cast=cast, scene=scene))


def film(folder: Path) -> Path:
    """Five seconds of 1080p H.264 with about 8 MB, as services send them; drawn once in a folder."""
    path = folder / "film.mp4"
    if path.exists():
        return path
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", options={"movflags": "faststart"}) as container:
        bits = FILM_BYTES * 8 // FILM_S
        # The rate kept close, or so short a film would miss its size by a quarter. One shot, and so one keyframe: the
        # encoder would take the grain for cuts.
        options = {"preset": "veryfast", "maxrate": str(bits), "bufsize": str(bits // 2), "sc_threshold": "0"}
        stream = container.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = WIDTH, HEIGHT, "yuv420p", bits
        for image in _scenes():
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))
    part.replace(path)
    return path


def _scenes() -> Iterator[Image.Image]:
    """A bright shape moves through a landscape, under grain that is another one in each picture."""
    chance = random.Random(7)
    sky = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    light = Image.radial_gradient("L").resize((WIDTH, HEIGHT))
    grain = Image.effect_noise((WIDTH + _GRAIN_ROOM, HEIGHT + _GRAIN_ROOM), 50)
    for at in range(FILM_S * RATE):
        left, top = chance.randrange(_GRAIN_ROOM), chance.randrange(_GRAIN_ROOM)
        mine = grain.crop((left, top, left + WIDTH, top + HEIGHT))
        moved = ImageChops.offset(light, 12 * at, 0)
        yield Image.merge("RGB", [Image.blend(one, mine, 0.3) for one in (sky, moved, ImageChops.invert(moved))])
