"""Damaged files: nothing leaves as it came, a missing part is said, and what nobody misses harms nobody."""

import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.services.media.pictures import Pictures
from tests.services.costly_pictures import chunk
from tests.services.picture_chunks import iccp, idat, profile, with_chunks, with_pixels
from tests.services.picture_kit import file_of, heic_of, opened, refusal, scene

SMALL = scene(200, 150)
PNG, JPEG, WEBP = file_of(SMALL, "PNG"), file_of(SMALL, quality=90), file_of(SMALL, "WEBP")
LINE = 1 + 3 * 200
PARTLY = PictureRemark(RemarkKind.PARTLY)
XMP = b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>"


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


def other(data, at):
    """One byte changed."""
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def with_hole(data, fill, *, at=0.6, size=600):
    """Something else in the place of so many bytes; to the end if `size` is 0."""
    start = int(at * len(data))
    end = start + size if size else len(data)
    return data[:start] + fill * (end - start) + data[end:]


def in_tiles(image):
    """As phones write it."""
    file = pillow_heif.from_pillow(image)
    into = io.BytesIO()
    file.save(into, quality=90, tile_size=64)
    return into.getvalue()


HEIC, TILES, AVIF = heic_of(SMALL), in_tiles(SMALL), file_of(SMALL, "AVIF", quality=90)


def before_scan(jpeg, number):
    """Cut where this scan would begin, from 0."""
    parts = jpeg.split(b"\xff\xda")
    return b"\xff\xda".join(parts[: number + 1]) + b"\xff\xd9"


def checksum_of_pixels(png):
    _, size, body = idat(png)
    return other(png, body + size)


PARTS_MISSING = {
    "checksum of the pixels": checksum_of_pixels(PNG),
    "JPEG, lower half with its end": JPEG[: len(JPEG) // 2] + b"\xff\xd9",
    "JPEG, its last blocks": JPEG[: -len(JPEG) // 99] + b"\xff\xd9",
    "JPEG, zeros in the middle": JPEG[: len(JPEG) // 2] + bytes(900) + JPEG[len(JPEG) // 2 + 900 :],
    "JPEG, zeros to the end": JPEG[: len(JPEG) // 2] + bytes(len(JPEG) // 2) + b"\xff\xd9",
    "progressive JPEG, half": (half := file_of(SMALL, progressive=True))[: len(half) // 2] + b"\xff\xd9",
    "progressive JPEG, its first scan": before_scan(half, 1),
    "progressive JPEG without its last scan": before_scan(half, half.count(b"\xff\xda") - 1),
    "HEIC with a hole": with_hole(HEIC, b"\0"),
    "HEIC with a hole of ones": with_hole(HEIC, b"\xff"),
    "HEIC, zeros to the end": with_hole(HEIC, b"\0", size=0),
    "HEIC in tiles with a hole": with_hole(TILES, b"\0", size=60),
    "HEIC in tiles, zeros to the end": with_hole(TILES, b"\0", size=0),
    "AVIF with a hole": with_hole(AVIF, b"\0", size=60),
    "AVIF with a hole of words": with_hole(AVIF, b"x", size=60),
}


@pytest.mark.parametrize("data", PARTS_MISSING.values(), ids=PARTS_MISSING)
def test_a_part_that_is_missing_is_said_and_what_is_sent_is_valid(pictures, data):
    fitted = pictures.add(data)
    assert fitted.warnings == (PARTLY,)
    assert pictures.bytes(fitted.sending.sha256) != data
    assert opened(pictures.bytes(fitted.sending.sha256)).size == (200, 150)
    smaller = pictures.fit([fitted], 9_000)[0]
    assert smaller.warnings == (PARTLY,)


@pytest.mark.parametrize(
    "data",
    [HEIC, TILES, heic_of(SMALL.convert("RGBA")), AVIF, file_of(SMALL.convert("RGBA"), "AVIF"), half],
    ids=["HEIC", "HEIC in tiles", "HEIC with alpha", "AVIF", "AVIF with alpha", "progressive JPEG"],
)
def test_of_a_whole_picture_nothing_is_said(pictures, data):
    assert pictures.add(data).warnings == ()


HARMLESS = {
    "JPEG without its end mark": (JPEG[:-2], JPEG),
    "large profile": (with_chunks(PNG, iccp(profile(padding=1_200_000))), with_chunks(PNG, iccp(profile()))),
    "2 MB of packed text": (with_chunks(PNG, (b"zTXt", b"a\0\0" + zlib.compress(bytes(2_000_000)))), PNG),
    "9 MB of XMP": (with_chunks(PNG, (b"iTXt", XMP + b" " * 9_000_000)), PNG),
    "9 MB of plain text": (with_chunks(PNG, (b"tEXt", b"a\0" + b"x" * 9_000_000)), PNG),
    "3,000 texts": (with_chunks(PNG, *[(b"tEXt", b"a\0b")] * 3000), PNG),
    "checksum of a text": (other(with_chunks(PNG, (b"tEXt", b"a\0hello")), 33 + 8 + 7), PNG),
    "broken profile": (with_chunks(PNG, (b"iCCP", b"icc\0\0junk")), PNG),
    "junk for EXIF": (with_chunks(PNG, (b"eXIf", b"junk")), PNG),
    "lines too many": (with_pixels(PNG, lambda raw: raw + raw[:LINE]), PNG),
    "checksum of a colour that shows through": (
        other(with_chunks(PNG, (b"tRNS", b"\0\1\0\2\0\3")), 33 + 8 + 6),
        PNG,
    ),
    "a WebP that says it is longer": (WEBP[:4] + struct.pack("<I", len(WEBP) + 40) + WEBP[8:], WEBP),
    "junk behind the end": (PNG + b"junk" * 99, PNG),
}


@pytest.mark.parametrize(("data", "clean"), HARMLESS.values(), ids=HARMLESS)
def test_what_no_pixel_needs_harms_nothing(pictures, data, clean):
    fitted = pictures.add(data)
    assert fitted.warnings == ()
    assert fitted.sending == pictures.add(clean).sending


NOT_WHOLE = {
    "last line": with_pixels(PNG, lambda raw: raw[:-LINE]),
    "lower half": with_pixels(PNG, lambda raw: raw[: 75 * LINE]),
    "byte within the pixels": other(PNG, len(PNG) // 2),
    "no IDAT": PNG[:33] + chunk(b"IEND", b""),
    "an animation without IDAT": PNG[:33] + chunk(b"acTL", struct.pack(">II", 1, 0)) + chunk(b"IEND", b""),
    "an empty IDAT": PNG[:33] + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    "an empty WebP header": b"RIFF" + struct.pack("<I", 12) + b"WEBPVP8X" + bytes(4),
    "a WebP header in full": b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X\x0a\0\0\0" + bytes(10),
    "a WebP with a byte wrong": other(WEBP, 24),
    "an unknown part that counts": with_chunks(PNG, (b"ABCD", b"junk")),
}


@pytest.mark.parametrize("data", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_file_without_some_or_all_of_its_lines_is_refused_each_time(pictures, data):
    for _ in range(2):
        assert refusal(pictures, data).endswith("export or download it again.")


def test_a_file_that_was_cut_is_told_from_one_that_is_broken(pictures):
    assert "incomplete" in refusal(pictures, JPEG[: len(JPEG) // 2])
    assert "incomplete" in refusal(pictures, PNG[: len(PNG) // 2])
    assert "incomplete" in refusal(pictures, WEBP[: len(WEBP) // 2])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_need_not_shrink_is_sent_within_40_decibels(pictures, kind):
    noise = Image.merge("RGB", [Image.effect_noise((1400, 1100), 90) for _ in range(3)])
    data = file_of(noise, kind, **({"quality": 95} if kind != "PNG" else {}))
    fitted = pictures.add(data)
    before, after = opened(data).convert("RGB"), opened(pictures.bytes(fitted.sending.sha256)).convert("RGB")
    assert before.size == after.size
    error = sum((a - b) ** 2 for a, b in zip(before.tobytes(), after.tobytes(), strict=True)) / (3 * 1400 * 1100)
    assert error < 6.5, "40 dB are 6.5"


def test_a_cut_out_of_12_megapixels_goes_out_in_full(pictures):
    image = scene(4000, 3000, "RGBA").copy()
    image.paste((0, 255, 0, 0), (0, 0, 1000, 3000))
    into = io.BytesIO()
    image.save(into, "PNG", compress_level=1)
    fitted = pictures.add(into.getvalue())
    assert (fitted.sending.width, fitted.sending.height) == (4000, 3000)
    assert fitted.sending.size_bytes > 2_000_000
