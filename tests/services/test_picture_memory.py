"""What one upload may cost: with the file itself at most 400 MB more memory, whatever the file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.services.costly_pictures import costly_jpeg, costly_png, costly_webp, lossless_noise
from tests.services.picture_kit import metadata

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process of its own: only Linux tells it")
LIMIT_BYTES = 400_000_000

# The peak of the program as it runs now: what `resource` tells begins with that of the process that started it.
MEASURE = """
import sys
from pathlib import Path
from lib.domain.errors import PictureUnusable
from lib.services.pictures import Pictures
from PIL import Image
from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

before = peak()
pictures = Pictures(Path(sys.argv[2]))
data = Path(sys.argv[1]).read_bytes()
try:
    fitted = pictures.add(data)
    pictures.fit([fitted.original], 100_000)
    pictures.thumbnail(fitted.original.sha256, 640)
    said = f"{fitted.sending.width} x {fitted.sending.height}"
except PictureUnusable as refused:
    said = refused.detail
print(peak() - before, said)
"""


def cost(tmp_path: Path, data: bytes) -> tuple[int, str]:
    """Bytes at the peak of taking it, fitting it into a request and showing it small; and what came of it."""
    (tmp_path / "it").write_bytes(data)
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "it"), str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr
    size, _, said = done.stdout.strip().partition(" ")
    return int(size), said


def test_the_measure_sees_what_a_picture_takes(tmp_path):
    """A process that takes its parent's peak for its own would always measure nothing."""
    _held = bytearray(b"\1") * 300_000_000
    assert 60_000_000 < cost(tmp_path, costly_png(4000, size_bytes=1_000_000))[0] < LIMIT_BYTES


AT_THE_LIMIT = {
    "100 megapixels, plain JPEG": lambda: costly_jpeg(10_000, share=0.8),
    "100 megapixels, turned JPEG": lambda: costly_jpeg(10_000, share=0.8, exif=metadata(6)),
    "100 megapixels, progressive JPEG": lambda: costly_jpeg(10_000, progressive=True, exif=metadata(6)),
    "progressive JPEG with full colour": lambda: costly_jpeg(7150, share=0.9, progressive=True, subsampling=0),
    "100 megapixels, CMYK": lambda: costly_jpeg(10_000, "CMYK", share=0.7),
    "progressive CMYK": lambda: costly_jpeg(6200, "CMYK", share=0.9, progressive=True),
    "PNG": lambda: costly_png(7600),
    "PNG of few bytes": lambda: costly_png(8120, size_bytes=1_000_000),
    "PNG with a palette": lambda: costly_png(7000, colour=3),
    "PNG with transparency": lambda: costly_png(5400, colour=6),
    "16-bit PNG, turned": lambda: costly_png(7600, depth=16, turned=True),
    "16-bit grey": lambda: costly_png(7000, colour=0, depth=16),
    "100 megapixels in black and white": lambda: costly_png(10_000, colour=0, depth=1, size_bytes=12_000_000),
    "animated PNG": lambda: costly_png(7600, animated=True),
    "WebP, turned": lambda: costly_webp(3700, exif=metadata(6)),
    "WebP with transparency": lambda: costly_webp(4060, "RGBA", share=0.2),
    "animated WebP": lambda: costly_webp(4060, share=0.2, frames=2),
    "lossless WebP": lambda: lossless_noise(3750),
}


@pytest.mark.parametrize("make", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_a_picture_at_its_limit_is_taken_within_400_mb(tmp_path, make):
    size_bytes, said = cost(tmp_path, make())
    assert re.fullmatch(r"\d+ x \d+", said), f"refused: {said}"
    assert size_bytes < LIMIT_BYTES


BEYOND = {
    "PNG": (lambda: costly_png(7750), "60 megapixels; a PNG like this may have at most 59"),
    "16-bit PNG": (lambda: costly_png(7750, depth=16), "at most 58"),
    "PNG with a palette": (lambda: costly_png(7200, colour=3), "at most 49"),
    "progressive JPEG": (lambda: costly_jpeg(7300, progressive=True, subsampling=0), "at most 51"),
    "WebP, turned": (lambda: costly_webp(3800, exif=metadata(6)), "at most 13"),
    "WebP": (lambda: costly_webp(4100, share=0), "at most 16"),
    "texts that unpack to 60 MB": (lambda: costly_png(8000, size_bytes=1_000_000, texts=60), "cannot be opened"),
}


@pytest.mark.parametrize(("make", "words"), BEYOND.values(), ids=BEYOND)
def test_a_picture_beyond_its_limit_is_refused_in_words_before_it_is_unpacked(tmp_path, make, words):
    data = make()
    size_bytes, said = cost(tmp_path, data)
    assert words in said
    assert size_bytes < 50_000_000 + 3 * len(data)
