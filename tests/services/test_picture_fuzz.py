"""Mutated files: whatever is in them, a picture is taken or refused in words, and nothing else is raised.

`--fuzz-rounds` says how many files are tried (100,000 before a release).
"""

import random

import pytest
from PIL import Image

from lib.domain.errors import PictureUnusable
from lib.services.media.picture.sending_copy import check_and_copy
from tests.services.picture_chunks import P3, chrm, cicp, gama, iccp, profile, with_chunks
from tests.services.picture_kit import file_of, heic_of, metadata, scene, why


def seeds():
    small = scene(136, 130)
    png = file_of(small, "PNG", exif=metadata(6))
    frames = [Image.new("RGB", (130, 130), colour) for colour in ("red", "lime")]
    lossless = {"lossless": True}
    return [
        png,
        with_chunks(png, iccp(profile()), gama(1 / 1.8), chrm(P3)),
        with_chunks(png, gama(1.0), chrm(P3)),
        with_chunks(file_of(small.quantize(9), "PNG"), cicp(12, 13)),
        file_of(small.convert("RGBA"), "PNG"),
        file_of(frames[0], "PNG", save_all=True, append_images=frames, default_image=True),
        file_of(small, exif=metadata(6), icc_profile=profile()),
        file_of(small, progressive=True),
        file_of(small.convert("CMYK")),
        file_of(small.convert("L"), quality=60),
        file_of(small, "WEBP", exif=metadata(3), icc_profile=profile()),
        file_of(small.convert("RGBA"), "WEBP", **lossless),
        file_of(frames[0], "WEBP", save_all=True, append_images=frames, **lossless),
        *others(small, frames),
    ]


def others(small, frames):
    """In formats that are converted."""
    return [
        heic_of(small, 6, icc_profile=profile()),
        file_of(small, "AVIF", exif=metadata(6)),
        file_of(frames[0], "AVIF", save_all=True, append_images=frames),
        file_of(frames[0], "GIF", save_all=True, append_images=frames),
        file_of(small, "TIFF", exif=metadata(6)),
        file_of(small, "TIFF", compression="tiff_lzw"),
        file_of(small, "BMP"),
        file_of(small.quantize(9), "BMP"),
        file_of(small, "JPEG2000"),
        file_of(small, "QOI"),
    ]


def mutated(data, dice):
    """Bytes changed, mostly where the structure is; a piece lost, doubled or blanked; cut, or longer."""
    body = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(min(len(body), dice.choice((64, 600, len(body)))))
        length = dice.choice((1, 2, 4, 30, 300))
        match dice.randrange(7):
            case 0 | 1 | 2:
                body[at] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
            case 3:
                del body[at : at + length]
            case 4:
                body[at:at] = body[at : at + length]
            case 5:
                body[at : at + length] = bytes(len(body[at : at + length]))
            case 6:
                del body[max(at, 40) :]
        body = body or bytearray(b"\0")
    return bytes(body)


def test_no_mutated_picture_raises_anything_but_our_own(request: pytest.FixtureRequest):
    dice, files = random.Random(20261126), seeds()
    taken = 0
    for number in range(request.config.getoption("--fuzz-rounds")):
        data = mutated(files[number % len(files)], dice)
        try:
            copy = check_and_copy(data).copy
        except PictureUnusable as error:
            assert why(error).endswith(".")
        else:
            taken += 1
            assert copy.data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb") and copy.width >= 128
    assert taken > 0
