"""Files that no request may carry, damaged ones and giants: each gets a clear sentence or a bounded cost."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from lib.services.media.pictures import Pictures
from lib.text.picture_sentences import sent_text
from tests.services.picture_kit import file_of, metadata, refusal, scene

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This file"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "This file"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(50), "This file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_only_begins_like_a_picture_is_damaged(pictures, data, words):
    assert words in refusal(pictures, data)


def test_the_content_decides_not_the_name(pictures):
    assert pictures.add(file_of(scene(), "WEBP")).original.kind == "webp"


@pytest.mark.parametrize(
    ("size", "words"),
    [((90, 200), "90 × 200 pixels; both sides must be at least 128"), ((1, 300), "1 × 300"), ((150, 601), "too tall")],
)
def test_a_picture_against_the_rules_is_refused_with_its_figure(pictures, size, words):
    assert words in refusal(pictures, file_of(Image.new("RGB", size), "PNG"))


def test_the_sentence_counts_a_turned_picture_as_people_see_it(pictures):
    assert "100 × 300" in refusal(pictures, file_of(Image.new("RGB", (300, 100)), exif=metadata(6)))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cut_file_is_called_incomplete(pictures, kind, part):
    data = file_of(scene(), kind)
    assert refusal(pictures, data[: int(part * len(data))]) == "This file is incomplete; export or download it again."


def test_a_file_with_its_end_but_not_its_middle_is_refused(pictures):
    data = file_of(scene(), "PNG")
    assert "export or download it again" in refusal(pictures, data[:2000] + data[6000:])


def test_a_file_over_50_mb_is_refused_unread(pictures):
    assert "at most 50 MB is allowed" in refusal(pictures, file_of(scene(), "PNG") + bytes(50_000_000))


def png_with_header(width, height, depth=8, colour=2):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = file_of(scene(), "PNG")
    return data[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + data[33:]


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (60_000, 60_000, "3,600 megapixels; at most 100"),
        (12_000, 12_000, "144 megapixels"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(pictures, width, height, words):
    assert words in refusal(pictures, png_with_header(width, height))


def test_a_very_large_photo_gets_a_smaller_copy(pictures):
    data = file_of(Image.new("L", (9000, 5000), 99), exif=metadata(6), quality=30)
    fitted = pictures.add(data)
    assert (fitted.original.width, fitted.original.height) == (5000, 9000)
    assert 24e6 < fitted.sending.width * fitted.sending.height < 26.1e6
    assert sent_text(fitted).startswith("5000 × 9000")
