"""Films: length, size and sound as asked for, made of the very pictures, the same for the same seed only."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lib.demo.draw.film import Film, make_film
from lib.demo.draw.order import FPS, SERVICE_WRITES, read_order
from lib.demo.service import DemoService
from lib.domain.catalog import PIXELS
from lib.services.media.posters import make_poster
from tests.demo.conftest import Client, data_uri, order

RED, BLUE = (214, 30, 34), (30, 50, 210)
TWO = [{"id": "Red", "images": [data_uri(RED)]}, {"id": "Blue", "images": [data_uri(BLUE, (240, 320))]}]

Frames = NDArray[np.int16]


def film(folder: Path, seed: int = 7, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "request.json").write_text(json.dumps(order(**changes)))
    make_film(read_order(folder / "request.json", seed), folder / "video.mp4", lambda _: None)
    return folder / "video.mp4"


def frames(video: Path) -> Frames:
    """All decoded frames: (number, height, width, RGB)."""
    with av.open(str(video)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]).astype(np.int16)


def drawn(folder: Path, number: int, **changes: Any) -> Frames:
    """One frame as it is drawn, before H.264: (height, width, RGB)."""
    (folder / "request.json").write_text(json.dumps(order(**changes)))
    film = Film(read_order(folder / "request.json", 7))
    return np.asarray(next(islice(film.frames(), number, None)), dtype=np.int16)


def share_near(picture: Frames, colour: tuple[int, int, int], tolerance: int = 70) -> float:
    return float((np.abs(picture - np.array(colour)).max(axis=-1) < tolerance).mean())


@pytest.mark.parametrize("resolution", PIXELS)
def test_length_and_size_are_as_asked_for(tmp_path: Path, resolution: str) -> None:
    with av.open(str(film(tmp_path, resolution=resolution))) as container:
        (video,) = container.streams
        assert (video.width, video.height) == PIXELS[resolution]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert video.frames == FPS
        assert float(video.duration * video.time_base) == 1.0


@pytest.mark.parametrize(
    ("changes", "sounds"),
    [
        ({"audio": True}, True),
        ({"bgm": True}, True),
        ({"audio": True, "bgm": True, "duration": 2}, True),
        ({"audio": False, "bgm": False}, False),
        ({}, False),
        ({"model": "viduq3-pro"}, True),
        ({"model": "viduq3-pro", "audio": False}, False),
    ],
    ids=["sound", "music", "both", "neither", "left-to-2.0", "left-to-q3", "q3-silent"],
)
def test_there_is_a_track_exactly_when_there_is_sound(tmp_path: Path, changes: dict[str, Any], sounds: bool) -> None:
    with av.open(str(film(tmp_path, **changes))) as container:
        assert len(container.streams.audio) == (1 if sounds else 0)
        for track in container.streams.audio:
            assert (track.codec_context.name, track.codec_context.sample_rate) == ("aac", 48_000)
            assert track.codec_context.layout.name == "stereo"
            assert float(track.duration * track.time_base) == pytest.approx(changes.get("duration", 1), abs=0.03)
            loudest = max(np.abs(frame.to_ndarray()).max() for frame in container.decode(audio=0))
            assert 0.05 < loudest < 0.9


def test_red_and_blue_pictures_go_in_and_come_out(tmp_path: Path) -> None:
    seen = frames(film(tmp_path, subjects=TWO, duration=2))
    assert max(share_near(frame, RED) for frame in seen) > 0.15
    assert max(share_near(frame, BLUE) for frame in seen) > 0.15


def test_the_same_seed_gives_the_same_frames_and_another_gives_others(tmp_path: Path) -> None:
    changes = {"subjects": TWO, "duration": 2}
    one, again, other = (frames(film(tmp_path / str(n), seed, **changes)) for n, seed in enumerate((7, 7, 8)))
    assert np.array_equal(one, again)
    assert np.abs(one - other).mean() > 1.0


@pytest.mark.parametrize(("seed", "lead", "other"), [(6, RED, BLUE), (7, BLUE, RED)])
def test_the_seed_says_who_of_the_cast_is_seen_first(tmp_path: Path, seed: int, lead: Any, other: Any) -> None:
    (first, *_rest) = frames(film(tmp_path, seed, subjects=TWO, duration=2))
    assert share_near(first, lead) > 0.15 > share_near(first, other)


@pytest.mark.parametrize("end", [0, -1], ids=["starts", "ends"])
def test_a_film_starts_and_ends_in_full_light(tmp_path: Path, end: int) -> None:
    seen = frames(film(tmp_path, subjects=TWO[:1], duration=2))
    assert seen[end].mean() > 0.97 * seen[24].mean() and seen[end].mean() > 45


def test_the_poster_of_a_film_shows_one_picture_and_the_mark_can_be_read_on_a_card(tmp_path: Path) -> None:
    make_poster(film(tmp_path, subjects=TWO, duration=4), tmp_path / "poster.jpg")
    card = np.asarray(Image.open(tmp_path / "poster.jpg").resize((260, 146), Image.Resampling.LANCZOS), dtype=np.int16)
    red, blue = share_near(card, RED), share_near(card, BLUE)
    assert max(red, blue) > 0.15 and min(red, blue) < 0.02
    mark = card[4:24, 200:250].mean(axis=-1)
    letters = np.flatnonzero((mark > mark.min() + 100).any(axis=1))
    assert len(letters) >= 6, "the letters of DEMO are at least 6 pixels high, and bright on their plate"


@pytest.mark.parametrize("corner", [1, 2, 3, 4])
def test_the_watermark_stands_in_its_corner(tmp_path: Path, corner: int) -> None:
    # A grey picture without words; the DEMO mark yields to the watermark in corner 2, so it is compared with itself.
    plain = {"subjects": [{"id": "_", "images": [data_uri("grey")]}], "prompt": "", "wm_position": corner}
    without = drawn(tmp_path, 12, **plain, watermark=False)
    marked = drawn(tmp_path, 12, **plain, watermark=True)
    height, width, _ = marked.shape
    vertical = slice(0, height // 6) if corner in (1, 2) else slice(height * 5 // 6, height)
    horizontal = slice(0, width // 4) if corner in (1, 4) else slice(width * 3 // 4, width)
    # Some faces have thin lines, of which a film keeps little.
    changed = np.abs(marked - without).max(axis=-1) > 20
    assert changed[vertical, horizontal].sum() > 100
    assert changed[:, width // 3 : width * 2 // 3].sum() == 0


ODD = {
    "address": {"subjects": [{"id": "Web", "images": ["https://example.com/a/b.png?x=1"]}]},
    "every-script": {"prompt": "让@Mia 走 \U0001f98a مرحبا \ud800 \x00 नमस्ते " * 9, "subjects": TWO},
    "only-signs-no-font-has": {"prompt": "\U0010fffd", "subjects": [{"id": "\U0010fffd", "images": [data_uri()]}]},
    "no-prompt": {"prompt": ...},
    "one-long-word": {"prompt": "a" * 3000, "subjects": [{"id": "b" * 300, "images": [data_uri()]}]},
    "smallest": {"subjects": [{"id": "S", "images": [data_uri("red", (128, 512)), data_uri("red", (512, 128))]}]},
    "more-pictures-than-time": {"subjects": [{"id": f"s{n}", "images": [data_uri()] * 3} for n in range(4)]},
    "mark-with-address": {"watermark": True, "wm_position": 2, "wm_url": "https://example.com"},
}


@pytest.mark.parametrize("changes", ODD.values(), ids=ODD.keys())
def test_odd_requests_are_drawn_too(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert len(frames(film(tmp_path, **changes))) == FPS


def test_the_scene_line_says_what_the_service_reads(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(order(prompt="[slow] @Mia_Wong smiles", subjects=[{"id": "Mia_Wong", "images": ["x"]}])))
    assert read_order(file, 1).scene == "Mia Wong smiles"
    file.write_text(json.dumps(order(is_rec=True)))
    assert read_order(file, 1).scene == SERVICE_WRITES


def boxes(video: Path) -> list[str]:
    """The top-level boxes of an MP4, in order."""
    data, at, names = video.read_bytes(), 0, []
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        names.append(name.decode())
        at += size
    return names


def test_a_browser_can_play_while_it_loads(tmp_path: Path) -> None:
    names = boxes(film(tmp_path))
    assert names.index("moov") < names.index("mdat")


def test_the_service_draws_in_a_child_and_links_the_film(start: Callable[..., DemoService]) -> None:
    service = start()
    client = Client(service)
    task_id = client.submit(order(subjects=TWO)).json()["task_id"]
    assert service.wait_idle(30)
    seen = client.primary(task_id)
    assert seen["status"] == "completed"
    assert client.get(seen["video_url"]).content[4:8] == b"ftyp"


def test_without_a_seed_chance_decides(start: Callable[..., DemoService]) -> None:
    service = start()
    service.hold()
    for seed in (..., 0, 5, 5):
        Client(service).submit(order(seed=seed))
    first, second, *fixed = (task.seed for task in service.tasks())
    assert first != second and fixed == [5, 5]


@pytest.mark.nonsense
def test_a_picture_that_cannot_be_decoded_fails_its_task_only(start: Callable[..., DemoService]) -> None:
    service = start()
    client = Client(service)
    head, _, encoded = data_uri(size=(1000, 1000), kind="jpeg").partition(",")
    cut = f"{head},{encoded[: len(encoded) // 8 * 4]}"
    task_id = client.submit(order(subjects=[{"id": "Broken", "images": [cut]}])).json()["task_id"]
    well = client.submit().json()["task_id"]
    assert service.wait_idle(30)
    assert client.get(f"/v1/videos/{task_id}").json()["error"]["code"] == "ImageFormatInvalid"
    assert client.primary(well)["status"] == "completed"


def test_closing_ends_the_drawing_at_once_and_leaves_the_task_open(start: Callable[..., DemoService]) -> None:
    service = start()
    Client(service).submit(order(duration=60, resolution="1080p"))
    service.close()
    (task,) = service.tasks()
    assert task.outcome == "open" and not task.video.exists()
