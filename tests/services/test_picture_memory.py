"""What one upload may cost: with the file itself at most 400 MB more memory, whatever the file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.services.costly_pictures import costly_jpeg, costly_other, costly_png, costly_webp, lossless_noise
from tests.services.picture_kit import metadata

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process of its own: only Linux tells it")
LIMIT_BYTES = 400_000_000
ROWS_PER_STRIP = 278
FAST = {"preset": "ultrafast"}
"""How long the test's own picture takes to be made is half; it costs as much to read."""

# The peak of the program as it runs now: what `resource` tells begins with that of the process that started it.
MEASURE = """
import sys
from pathlib import Path
from lib.domain.errors import PictureUnusable
from lib.domain.picture_remark import remark_of
from lib.text.picture_sentences import remark_text
from lib.services.media.pictures import Pictures

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

before = peak()
pictures = Pictures(Path(sys.argv[2]))
data = Path(sys.argv[1]).read_bytes()
try:
    fitted = pictures.add(data)
    pictures.fit([fitted], 100_000)
    pictures.thumbnail(fitted.original.sha256, 640)
    said = f"{fitted.sending.width} x {fitted.sending.height}"
except PictureUnusable as refused:
    said = remark_text(remark_of(refused.code, refused.detail))
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
    "100 megapixels, turned JPEG": lambda: costly_jpeg(10_000, share=0.8, exif=metadata(6)),
    "8192 x 8192, progressive and turned": lambda: costly_jpeg(8192, share=0.8, progressive=True, exif=metadata(6)),
    "progressive JPEG with full colour": lambda: costly_jpeg(6400, share=0.9, progressive=True, subsampling=0),
    "progressive CMYK": lambda: costly_jpeg(5400, "CMYK", share=0.9, progressive=True),
    "8192 x 8192 PNG": lambda: costly_png(8192),
    "7680 x 4320 and transparent": lambda: costly_png(5760, colour=6),
    "16-bit PNG, turned": lambda: costly_png(8192, depth=16, turned=True),
    "texts that unpack to 60 MB": lambda: costly_png(8000, size_bytes=1_000_000, texts=60),
    "WebP of 24 megapixels, turned": lambda: costly_webp(4900, exif=metadata(6)),
    "WebP with transparency": lambda: costly_webp(4900, "RGBA", share=0.2),
    "lossless WebP": lambda: lossless_noise(3750),
    "HEIC of 48 megapixels": lambda: costly_other("HEIF", 8064, 6048, quality=40, enc_params=FAST),
    "HEIC with full colour": lambda: costly_other("HEIF", 5712, 4284, quality=40, enc_params=FAST, chroma=444),
    "AVIF with transparency": lambda: costly_other("AVIF", 4900, 4500, "RGBA", speed=10, subsampling="4:4:4"),
    "TIFF in a single strip, turned": lambda: costly_other(
        "TIFF", 7000, 7000, compression="tiff_adobe_deflate", tiffinfo={ROWS_PER_STRIP: 7000}, exif=metadata(6)
    ),
    "GIF of 25 megapixels": lambda: costly_other("GIF", 5000, 5000, "P"),
    "BMP of 47 MB": lambda: costly_other("BMP", 3950, 3950),
    "JPEG 2000 of 9 megapixels": lambda: costly_other("JPEG2000", 3000, 3000),
}


@pytest.mark.parametrize("make", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_a_picture_at_its_limit_is_taken_within_400_mb(tmp_path, make):
    size_bytes, said = cost(tmp_path, make())
    assert re.fullmatch(r"\d+ x \d+", said), f"refused: {said}"
    assert size_bytes < LIMIT_BYTES


BEYOND = {
    "progressive JPEG": (lambda: costly_jpeg(7400, progressive=True, subsampling=0), "plain (baseline) JPEG"),
    "interlaced PNG": (lambda: costly_png(9900, colour=6, interlaced=True), "PNG without interlacing"),
    "WebP": (lambda: costly_webp(7000, share=0), "save it as a JPEG"),
    "AVIF": (lambda: costly_other("AVIF", 5700, 5700, speed=10), "in this format it may have at most 27"),
}


@pytest.mark.parametrize(("make", "words"), BEYOND.values(), ids=BEYOND)
def test_a_picture_beyond_its_limit_is_refused_in_words_before_it_is_unpacked(tmp_path, make, words):
    data = make()
    size_bytes, said = cost(tmp_path, data)
    assert words in said
    assert size_bytes < 50_000_000 + 3 * len(data)
