"""Seven photos of 12 megapixels fitted into one request, by a process: `python -m tests.bench.fitting FOLDER`.

FOLDER holds the photos. Printed as JSON: the processor time of fitting them, that of decoding and encoding each once,
and the memory at the peak above what was held before.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyvips
from PIL import Image

from lib.domain.request import MAX_BODY_BYTES
from lib.services.media.pictures import Pictures
from tests.bench.measure import Bench, Goal, Measure, Samples
from tests.bench.sending import begin_peak, status_bytes
from tests.conftest import ROOT

PHOTOS, SIZE = 7, (4032, 3024)
ROOM_BYTES = MAX_BODY_BYTES - 10_000
MB = 1_000_000


@dataclass(frozen=True)
class FitCost:
    """Processor time in seconds, memory in bytes."""

    fitting_s: float
    once_s: float
    """Of decoding and encoding each photo once."""
    peak: int
    sent_bytes: int


def photos(folder: Path) -> None:
    """Detail at several scales and the grain of a small sensor: some 2.7 MB each, as phones write them."""
    for number in range(PHOTOS):
        dice = random.Random(number)
        image = Image.new("RGB", SIZE, (120, 110, 100))
        for part, strength in ((64, 90), (16, 50), (4, 26), (1, 6)):
            size = SIZE[0] // part + 1, SIZE[1] // part + 1
            bands = [Image.effect_noise(size, strength + dice.randrange(9)) for _ in range(3 if part > 1 else 1)]
            layer = Image.merge("RGB", bands * (3 // len(bands))).resize(SIZE, Image.Resampling.BICUBIC)
            image = Image.blend(image, layer, 0.4)
        image.save(folder / f"{number}.jpg", quality=92)


def cost_of(folder: Path) -> FitCost:
    files = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]
    with TemporaryDirectory() as data:
        pictures = Pictures(Path(data))
        added = [pictures.add(file) for file in files]
        began = time.process_time()
        for file in files:
            image = pyvips.Image.new_from_buffer(file, "", access="sequential").copy_memory()
            image.write_to_buffer(".jpg", Q=85)
        once_s = time.process_time() - began
        del image
        held, began = begin_peak() or 0, time.process_time()
        fitted = pictures.fit(added, ROOM_BYTES)
        fitting_s = time.process_time() - began
        return FitCost(
            fitting_s, once_s, (status_bytes("VmHWM") or 0) - held, sum(one.sending.size_bytes for one in fitted)
        )


def _of_a_process(folder: Path) -> FitCost:
    command = [sys.executable, "-m", "tests.bench.fitting", str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout
    return FitCost(**json.loads(said))


def _costs(bench: Bench, rounds: int) -> list[FitCost]:
    folder = bench.room()
    photos(folder)
    return [_of_a_process(folder) for _ in range(rounds)]


def fit_time(bench: Bench, rounds: int) -> Samples:
    costs = _costs(bench, rounds)
    return Samples([1000 * one.fitting_s for one in costs], [1000 * one.once_s for one in costs])


def fit_memory(bench: Bench, rounds: int) -> Samples:
    return Samples([one.peak / MB for one in _costs(bench, rounds)])


MEASURES = (
    Measure(
        "fit_time",
        "7 photos of 12 MP fitted, processor time",
        fit_time,
        Goal(3),
        beside="each decoded and encoded once",
    ),
    Measure("fit_memory", "7 photos of 12 MP fitted, peak of memory", fit_memory, Goal(400), "MB", ""),
)

if __name__ == "__main__":
    print(json.dumps(asdict(cost_of(Path(sys.argv[1])))))
