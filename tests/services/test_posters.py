"""The poster of a film: a frame in which one picture can be seen, in light, wherever the film has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lib.services.media.posters import make_poster

FPS, SECONDS = 24, 4
Picture = NDArray[np.float32]
Film = Callable[[float], Picture]


def pattern(seed: int) -> Picture:
    dots = np.random.default_rng(seed).integers(40, 215, (9, 16), dtype=np.uint8)
    return dots.repeat(20, 0).repeat(20, 1).astype(np.float32)


A, B = pattern(1), pattern(2)


def poster_of(folder: Path, film: Film, *, keyframes: int) -> Picture:
    """The poster of a film that shows `film(at)` at 0 to 1 of its length."""
    with av.open(str(folder / "film.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"g": str(keyframes), "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(FPS * SECONDS):
            picture = film(number / (FPS * SECONDS)).astype(np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="gray").reformat(format="yuv420p")))
        container.mux(stream.encode())
    make_poster(folder / "film.mp4", folder / "poster.jpg")
    return np.asarray(Image.open(folder / "poster.jpg").convert("L"), dtype=np.float32)


def like(poster: Picture, picture: Picture) -> float:
    """How much of a picture is in the poster: 1 for all of it, about 0 for nothing."""
    return float(np.corrcoef(poster.ravel(), picture.ravel())[0, 1])


def fade(at: float, middle: float, length: float) -> Picture:
    share = min(max((at - middle) / length + 0.5, 0.0), 1.0)
    return (1 - share) * A + share * B


@pytest.mark.parametrize("keyframes", [6, 48, 96])
@pytest.mark.parametrize("middle", [0.2, 0.25, 0.3])
def test_a_cross_fade_does_not_become_the_poster(tmp_path: Path, middle: float, keyframes: int) -> None:
    poster = poster_of(tmp_path, lambda at: fade(at, middle, 0.2), keyframes=keyframes)
    assert max(like(poster, A), like(poster, B)) > 0.97


def test_a_dark_beginning_does_not_become_the_poster(tmp_path: Path) -> None:
    poster = poster_of(tmp_path, lambda at: A / 6 if at < 0.5 else B, keyframes=48)
    assert like(poster, B) > 0.97


def test_a_film_that_fades_all_the_time_still_has_a_poster(tmp_path: Path) -> None:
    assert poster_of(tmp_path, lambda at: fade(at, 0.5, 1.0), keyframes=48).std() > 12


def test_a_moving_picture_and_a_cut_are_as_good_as_a_still_one(tmp_path: Path) -> None:
    """The first place is taken where nothing is wrong with it: each other one costs a decoding."""

    def moving(at: float) -> Picture:
        return np.roll(A if at < 0.26 else B, int(at * 400), axis=1)

    poster = poster_of(tmp_path, moving, keyframes=48)
    assert max(like(poster, np.roll(A, by, axis=1)) for by in range(80, 106)) > 0.9
