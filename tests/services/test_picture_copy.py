"""Usable picture files of every awkward kind: each gets a correct copy to send."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.services.media.pictures import Pictures
from lib.text.picture_sentences import sent_text
from tests.services.picture_chunks import cicp, with_chunks
from tests.services.picture_kit import ORIENTATION, file_of, metadata, opened, scene, sent


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_stays_at_home_without_touching_a_pixel(pictures, kind):
    data = file_of(scene(), kind, exif=metadata(), **({"lossless": True} if kind == "WEBP" else {}))
    copy = sent(pictures, data)
    assert b"Mia" in data
    assert b"Mia" not in pictures.bytes(pictures.add(data).sending.sha256)
    assert dict(copy.getexif()) == {}
    assert copy.tobytes() == opened(data).tobytes()


def test_text_and_comments_stay_at_home(pictures):
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
    assert sent_text(pictures.add(file_of(scene(), exif=metadata(6)))) == ""


def test_whatever_hides_behind_the_end_is_cut_off(pictures):
    for kind in ("JPEG", "PNG", "WEBP"):
        clean = file_of(scene(), kind)
        fitted = pictures.add(clean + b"PK\x03\x04 <script>alert(1)</script>")
        assert fitted.sending == pictures.add(clean).sending
        assert fitted.warnings == ()


def test_a_script_inside_a_picture_is_left_out(pictures):
    body = b"<script>alert(1)</script>"
    data = file_of(scene(), "PNG")
    chunk = struct.pack(">I", len(body)) + b"prVt" + body + struct.pack(">I", zlib.crc32(b"prVt" + body))
    fitted = pictures.add(data[:33] + chunk + data[33:])
    assert fitted.sending == pictures.add(data).sending
    assert b"script" not in pictures.bytes(fitted.sending.sha256)


def test_print_colours_become_screen_colours_and_it_is_sent_text(pictures):
    fitted = pictures.add(file_of(scene(mode="CMYK")))
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert copy.mode == "RGB"
    left, right = copy.getpixel((50, 150)), copy.getpixel((350, 150))
    assert left[0] > left[2]
    assert right[2] > right[0]
    assert fitted.notes == (PictureRemark(RemarkKind.PRINT_COLOURS),)


def test_colours_of_high_range_are_toned_down_and_it_is_said(pictures):
    hdr = with_chunks(file_of(scene(), "PNG"), cicp(9, 16))
    assert pictures.add(hdr).notes == (PictureRemark(RemarkKind.HDR_COLOURS),)
    assert pictures.add(file_of(scene(), "PNG")).notes == ()


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
        assert fitted.notes == (PictureRemark(RemarkKind.FIRST_FRAME),)


def test_a_phones_double_picture_counts_as_a_jpeg(pictures):
    data = file_of(scene(), "MPO", save_all=True, append_images=[scene(100, 80)])
    fitted = pictures.add(data)
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert fitted.original.kind == "jpeg"
    assert getattr(copy, "n_frames", 1) == 1
    assert copy.size == (400, 300)


def test_what_shows_through_is_sent_on_white_and_it_is_sent_text(pictures):
    image = scene(mode="RGBA").copy()
    image.paste((0, 255, 0, 0), (0, 0, 200, 150))
    for data in (file_of(image, "PNG"), file_of(image.quantize(32), "PNG"), file_of(image, "WEBP", lossless=True)):
        copy = sent(pictures, data)
        assert copy.mode == "RGB"
        assert copy.getpixel((50, 50)) == (255, 255, 255)
        assert copy.getpixel((350, 250))[2] > 100
        assert pictures.add(data).notes == (PictureRemark(RemarkKind.ON_WHITE),)


def test_nothing_is_said_about_transparency_that_nothing_has(pictures):
    assert pictures.add(file_of(scene(mode="RGBA"), "PNG")).notes == ()


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
