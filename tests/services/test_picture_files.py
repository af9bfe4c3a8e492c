"""Real picture files of every awkward kind: each gets a clear sentence or a correct copy to send."""

import functools
import io
import struct
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.pictures import Picture, said, sent_bytes
from lib.services.pictures import Pictures

ROOT = Path(__file__).resolve().parents[2]
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


@functools.cache
def scene(width=400, height=300, mode="RGB"):
    """Red on the left, blue on the right, with some grain: shows turns, colours and costs bytes."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    grain = Image.effect_noise((width, height), 40).convert("RGB")
    return Image.blend(image, grain, 0.2).convert(mode)


def file_of(image, kind="JPEG", **options):
    into = io.BytesIO()
    image.save(into, kind, **options)
    return into.getvalue()


def metadata(turned=1):
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[DESCRIPTION] = "shot at home by Mia"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(GPS)[1] = "N"
    return exif


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def sent(pictures, data):
    return opened(pictures.bytes(pictures.add(data).sending.sha256))


def refusal(pictures, data):
    with pytest.raises(PictureUnusable) as caught:
        pictures.add(data)
    return caught.value.detail


# What is kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_clean_file_is_sent_as_it_is_and_stored_once(pictures, tmp_path, kind):
    data = file_of(scene(), kind)
    fitted = pictures.add(data)
    assert fitted.original == fitted.sending
    assert fitted.original.kind == kind.lower()
    assert (fitted.original.width, fitted.original.height) == (400, 300)
    assert pictures.bytes(fitted.original.sha256) == data
    assert pictures.size(fitted.original.sha256) == len(data)
    assert len(list((tmp_path / "files").iterdir())) == 1


def test_the_same_file_twice_is_kept_once(pictures, tmp_path):
    data = file_of(scene(), exif=metadata(6))
    assert pictures.add(data) == pictures.add(data) == Pictures(tmp_path).add(data)
    assert len(list((tmp_path / "files").iterdir())) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_the_original_stays_untouched(pictures):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    assert pictures.bytes(fitted.original.sha256) == data
    assert fitted.sending.sha256 != fitted.original.sha256


def test_a_lost_copy_is_made_again(pictures, tmp_path):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    (tmp_path / "files" / fitted.sending.sha256).unlink()
    (tmp_path / "facts" / f"{fitted.original.sha256}.json").write_text("{", "utf-8")
    assert pictures.find(fitted.original.sha256) == fitted
    assert pictures.known(fitted.sending.sha256)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", ""], ids=["unknown", "a path", "empty"])
def test_a_picture_that_is_not_here_is_said_to_be_missing(pictures, sha256):
    assert not pictures.known(sha256)
    with pytest.raises(PictureUnusable) as caught:
        pictures.bytes(sha256)
    assert "add it again" in caught.value.detail


def test_a_folder_that_cannot_be_written_is_disk_trouble(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskTrouble):
        Pictures(tmp_path / "file").add(file_of(scene()))


# What is sent


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_stays_at_home_without_touching_a_pixel(pictures, kind):
    data = file_of(scene(), kind, exif=metadata(), **({"lossless": True} if kind == "WEBP" else {}))
    copy = sent(pictures, data)
    assert b"Mia" in data
    assert b"Mia" not in pictures.bytes(pictures.add(data).sending.sha256)
    assert dict(copy.getexif()) == {}
    assert copy.tobytes() == opened(data).tobytes()


def test_text_and_comments_stay_at_home(pictures):
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("parameters", "secret prompt")
    for data in (file_of(scene(), "PNG", pnginfo=text), file_of(scene(), comment=b"secret prompt")):
        assert b"secret" in data
        assert b"secret" not in pictures.bytes(pictures.add(data).sending.sha256)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("turned", "red"), [(3, (0.9, 0.5)), (6, (0.5, 0.1)), (8, (0.5, 0.9))])
def test_a_turned_picture_is_sent_upright(pictures, kind, turned, red):
    fitted = pictures.add(file_of(scene(), kind, exif=metadata(turned)))
    upright = (400, 300) if turned == 3 else (300, 400)
    assert (fitted.original.width, fitted.original.height) == upright
    copy = opened(pictures.bytes(fitted.sending.sha256)).convert("RGB")
    assert copy.size == upright
    assert ORIENTATION not in copy.getexif()
    at = copy.getpixel((int(red[0] * copy.width), int(red[1] * copy.height)))
    assert at[0] > at[2], "the red side came from the left"


def test_nothing_is_said_about_a_picture_that_was_only_turned(pictures):
    assert said(pictures.add(file_of(scene(), exif=metadata(6)))) == ""


def test_whatever_hides_behind_the_end_is_cut_off(pictures):
    for kind in ("JPEG", "PNG", "WEBP"):
        clean = file_of(scene(), kind)
        fitted = pictures.add(clean + b"PK\x03\x04 <script>alert(1)</script>")
        assert pictures.bytes(fitted.sending.sha256) == clean


def test_a_script_inside_a_picture_is_left_out(pictures):
    body = b"<script>alert(1)</script>"
    data = file_of(scene(), "PNG")
    chunk = struct.pack(">I", len(body)) + b"prVt" + body + struct.pack(">I", zlib.crc32(b"prVt" + body))
    fitted = pictures.add(data[:33] + chunk + data[33:])
    assert pictures.bytes(fitted.sending.sha256) == data


def test_print_colours_become_screen_colours_and_it_is_said(pictures):
    fitted = pictures.add(file_of(scene(mode="CMYK")))
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert copy.mode == "RGB"
    left, right = copy.getpixel((50, 150)), copy.getpixel((350, 150))
    assert left[0] > left[2]
    assert right[2] > right[0]
    assert "CMYK" in fitted.notes[0]


def test_16_bits_become_8(pictures):
    gray = Image.frombytes("I;16", (256, 200), b"".join(struct.pack("<H", x * 257) for x in range(256)) * 200)
    copy = sent(pictures, file_of(gray, "PNG"))
    assert copy.mode == "L"
    assert [copy.getpixel((x, 10)) for x in (0, 100, 255)] == [0, 100, 255]


def test_an_animation_gives_its_first_frame_and_says_so(pictures):
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "lime", "blue")]
    for kind in ("PNG", "WEBP"):
        fitted = pictures.add(file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))
        copy = opened(pictures.bytes(fitted.sending.sha256))
        assert getattr(copy, "n_frames", 1) == 1
        assert copy.convert("RGB").getpixel((100, 100))[0] > 240
        assert "first frame" in fitted.notes[0]


def test_a_phones_double_picture_counts_as_a_jpeg(pictures):
    data = file_of(scene(), "MPO", save_all=True, append_images=[scene(100, 80)])
    fitted = pictures.add(data)
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert fitted.original.kind == "jpeg"
    assert copy.format == "JPEG"
    assert copy.size == (400, 300)


def test_palette_and_transparency_stay_right(pictures):
    image = scene(mode="RGBA").copy()
    image.paste((0, 0, 0, 0), (0, 0, 200, 150))
    for data in (file_of(image, "PNG"), file_of(image.quantize(32), "PNG"), file_of(image, "WEBP")):
        copy = sent(pictures, data).convert("RGBA")
        assert copy.getpixel((50, 50))[3] == 0
        assert copy.getpixel((350, 250))[3] == 255


def test_another_colour_profile_is_turned_into_srgb(pictures):
    lab_to_nowhere = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab_to_nowhere, b"not a profile"):
        copy = sent(pictures, file_of(scene(), icc_profile=profile))
        assert "icc_profile" not in copy.info
        assert copy.getpixel((50, 150))[0] > 150


def test_a_wide_gamut_profile_changes_the_numbers_and_not_the_look(pictures):
    wide = ImageCms.ImageCmsProfile(io.BytesIO(swapped_profile())).tobytes()
    copy = sent(pictures, file_of(Image.new("RGB", (200, 200), (200, 30, 30)), "PNG", icc_profile=wide))
    assert copy.getpixel((100, 100))[2] > copy.getpixel((100, 100))[0], "this profile swaps red and blue"


def swapped_profile():
    """sRGB under another name with its red and blue primaries exchanged: cannot be overlooked in a copy."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = raw.index(b"rXYZ"), raw.index(b"bXYZ")
    raw[red : red + 4], raw[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(raw).replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be")).replace(b"sRGB", b"Swap")


# What is refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"GIF89a" + bytes(50), "This is a GIF. Use png, jpeg or webp."),
        (b"\0\0\0\x18ftypheic" + bytes(50), "This is a HEIC."),
        (b"\0\0\0\x18ftypavif" + bytes(50), "This is an AVIF."),
        (b"II*\0" + bytes(50), "This is a TIFF"),
        (b"<?xml version='1.0'?>\n<svg xmlns='x'></svg>", "This is an SVG."),
        (b"\n<!DOCTYPE html><html></html>", "This is a web page."),
        (b"%PDF-1.7", "This is a PDF."),
        (b"hello", "not a picture that can be read here"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This file"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "This file"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(50), "This file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_picture_is_named(pictures, data, words):
    assert words in refusal(pictures, data)


def test_the_content_decides_not_the_name(pictures):
    assert pictures.add(file_of(scene(), "WEBP")).original.kind == "webp"


@pytest.mark.parametrize(
    ("size", "words"),
    [((90, 200), "90 × 200 pixels; both sides must be at least 128"), ((1, 300), "1 × 300"), ((150, 601), "too high")],
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
    assert "at most 50 MB" in refusal(pictures, file_of(scene(), "PNG") + bytes(50_000_000))


def png_with_header(width, height, depth=8, colour=2):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = file_of(scene(), "PNG")
    return data[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + data[33:]


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (60_000, 60_000, "3,600 megapixels; at most 100"),
        (12_000, 12_000, "144 megapixels"),
        (9_000, 9_000, "at most 66"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(pictures, width, height, words):
    assert words in refusal(pictures, png_with_header(width, height))


def test_a_very_large_photo_gets_a_smaller_copy(pictures):
    data = file_of(Image.new("L", (7000, 5000), 99), exif=metadata(6), quality=30)
    fitted = pictures.add(data)
    assert (fitted.original.width, fitted.original.height) == (5000, 7000)
    assert (fitted.sending.width, fitted.sending.height) == (2500, 3500)
    assert said(fitted).startswith("5000 × 7000")


MEASURE = """
import resource, sys
from pathlib import Path
from lib.services.pictures import Pictures
from PIL import JpegImagePlugin
data = Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
original = Pictures(Path(sys.argv[2])).add(data).original
Pictures(Path(sys.argv[2])).fit([original], 100_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("progressive", [False, True])
def test_a_hundred_megapixels_cost_less_than_400_mb(tmp_path, progressive):
    image = Image.linear_gradient("L").resize((10_000, 10_000)).convert("RGB")
    (tmp_path / "it.jpg").write_bytes(file_of(image, exif=metadata(6), progressive=progressive))
    command = [sys.executable, "-c", MEASURE, tmp_path / "it.jpg", tmp_path / "data"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 400_000_000 / 1024


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_random_damage_never_gives_anything_but_a_sentence_or_a_copy(pictures, kind):
    import random

    dice = random.Random(7)
    clean = file_of(scene(200, 150), kind, exif=metadata(6))
    for _ in range(60):
        data = bytearray(clean)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(4, min(len(data), 600))] = dice.randrange(256)
        try:
            copy = sent(pictures, bytes(data))
        except PictureUnusable as exc:
            assert exc.detail.endswith(".")
        else:
            assert not copy.getexif()


# Fitting and thumbnails


@functools.cache
def cast_files():
    return [file_of(scene(1600, 1200), quality=95), file_of(scene(1000, 900), "PNG"), file_of(scene(150, 150))]


@pytest.fixture
def cast(pictures):
    """Three pictures of very different weight, as facts."""
    return [pictures.add(data).original for data in cast_files()]


@pytest.mark.parametrize("part", [0.8, 0.4, 0.15])
def test_pictures_are_made_to_fit_and_use_the_room(pictures, cast, part):
    room = int(part * sum(sent_bytes(one.size_bytes) for one in cast))
    fitted = pictures.fit(cast, room)
    sizes = [pictures.size(fitted[one.sha256].sending.sha256) for one in cast]
    assert sizes == [fitted[one.sha256].sending.size_bytes for one in cast]
    assert sum(map(sent_bytes, sizes)) <= room
    assert fitted[cast[2].sha256].sending == cast[2], "a small picture stays as it is"
    assert min(fitted[cast[0].sha256].sending.width, fitted[cast[0].sha256].sending.height) >= 512
    for one in fitted.values():
        copy = opened(pictures.bytes(one.sending.sha256))
        assert copy.size == (one.sending.width, one.sending.height)
        assert copy.format.lower() == one.sending.kind


def test_everything_that_fits_stays_untouched(pictures, cast):
    assert all(one.sending == one.original for one in pictures.fit(cast, 20_000_000).values())


def test_fitting_again_gives_the_same_files_from_the_disk(pictures, cast, tmp_path):
    first = pictures.fit(cast, 400_000)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()}
    assert Pictures(tmp_path).fit(cast, 400_000) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()} == kept


def test_transparency_survives_fitting(pictures):
    image = scene(900, 900, "RGBA").copy()
    image.paste((0, 0, 0, 0), (0, 0, 450, 450))
    original = pictures.add(file_of(image, "PNG")).original
    fitted = pictures.fit([original], 150_000)[original.sha256]
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert fitted.sending.kind == "webp"
    assert copy.getpixel((10, 10))[3] == 0
    assert "png →" in said(fitted)


def test_the_same_picture_twice_counts_twice(pictures, cast):
    big = cast[0]
    room = int(1.5 * sent_bytes(big.size_bytes))
    fitted = pictures.fit([big, big], room)
    assert 2 * sent_bytes(fitted[big.sha256].sending.size_bytes) <= room


def test_what_cannot_fit_is_refused_with_a_remedy(pictures, cast):
    with pytest.raises(PictureUnusable) as caught:
        pictures.fit(cast, 2_000)
    assert "Use fewer pictures" in caught.value.detail


def test_a_forgotten_picture_cannot_be_fitted(pictures):
    lost = Picture("0" * 64, "png", 500, 500, 9_000_000)
    with pytest.raises(PictureUnusable):
        pictures.fit([lost], 100)


@pytest.mark.parametrize("edge", [96, 320, 640])
def test_a_thumbnail_is_small_upright_and_made_once(pictures, edge):
    original = pictures.add(file_of(scene(1200, 900), exif=metadata(6))).original
    path = pictures.thumbnail(original.sha256, edge)
    image = Image.open(path)
    assert image.size == (edge * 3 // 4, edge)
    made = path.stat().st_mtime_ns
    assert pictures.thumbnail(original.sha256, edge).stat().st_mtime_ns == made


def test_a_thumbnail_of_another_size_is_our_own_mistake(pictures):
    with pytest.raises(ValueError, match="edge"):
        pictures.thumbnail("0" * 64, 100)


# Cleaning


def test_forgetting_keeps_what_is_named_with_its_copies(pictures):
    kept = pictures.add(file_of(scene(), exif=metadata(6)))
    gone = pictures.add(file_of(scene(300, 300), exif=metadata(6)))
    pictures.thumbnail(gone.original.sha256)
    assert pictures.forget({kept.original.sha256}, before=LATER) == 4
    assert pictures.known(kept.original.sha256)
    assert pictures.known(kept.sending.sha256)
    assert not pictures.known(gone.original.sha256)
    assert not pictures.known(gone.sending.sha256)


def test_forgetting_spares_what_was_just_added(pictures):
    fresh = pictures.add(file_of(scene()))
    assert pictures.forget(set(), before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert pictures.known(fresh.original.sha256)
