"""Formats that are not sent: whatever opens as a still is converted, everything else is called by its name."""

import io
import struct
import zipfile

import pytest
from PIL import Image, ImageCms

from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.services.media.pictures import Pictures
from tests.services.picture_chunks import P3_XYZ, profile
from tests.services.picture_kit import file_of, heic_of, metadata, opened, refusal, scene, sent


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


def photoshop(image, *, whole=True):
    """Without layers and without compression, which no library at hand writes."""
    flag = b"8BIM\x04\x21\0\0" + struct.pack(">I", 5) + struct.pack(">I?", 1, whole) + b"\0"
    head = b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 3, image.height, image.width, 8, 3)
    planes = b"".join(band.tobytes() for band in image.split())
    return head + bytes(4) + struct.pack(">I", len(flag)) + flag + bytes(4) + b"\0\0" + planes


RGB = scene()
FILES = {
    "heic": lambda: heic_of(RGB),
    "avif": lambda: file_of(RGB, "AVIF"),
    "gif": lambda: file_of(RGB, "GIF"),
    "bmp": lambda: file_of(RGB, "BMP"),
    "tiff": lambda: file_of(RGB, "TIFF", compression="tiff_lzw"),
    "tiff as JPEG": lambda: file_of(RGB, "TIFF", compression="jpeg"),
    "tiff in print colours": lambda: file_of(scene(mode="CMYK"), "TIFF"),
    "tiff of a Mac": lambda: file_of(RGB, "TIFF", big_tiff=True),
    "jp2": lambda: file_of(RGB, "JPEG2000"),
    "psd": lambda: photoshop(RGB),
    "ppm": lambda: file_of(RGB, "PPM"),
    "qoi": lambda: file_of(RGB, "QOI"),
    "sgi": lambda: file_of(RGB, "SGI"),
    "pcx": lambda: file_of(RGB, "PCX"),
    "tga": lambda: file_of(RGB, "TGA") + bytes(8) + b"TRUEVISION-XFILE.\0",
}


@pytest.mark.parametrize("name", FILES)
def test_a_still_in_another_format_is_converted(pictures, name):
    fitted = pictures.add(FILES[name]())
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert fitted.original.kind == name.split()[0]
    assert fitted.sending.kind in ("png", "jpeg")
    assert (fitted.original.width, fitted.original.height) == copy.size == (400, 300)
    for x, colour in ((50, (200, 30, 30)), (350, (30, 30, 200))):
        around = copy.convert("RGB").crop((x - 20, 100, x + 20, 200)).resize((1, 1), Image.Resampling.BOX)
        true = RGB.crop((x - 20, 100, x + 20, 200)).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert max(abs(a - b) for a, b in zip(around.getpixel((0, 0)), true, strict=True)) <= 6, colour


@pytest.mark.parametrize(("turned", "red"), [(3, (0.9, 0.5)), (6, (0.5, 0.1)), (8, (0.5, 0.9)), (5, (0.5, 0.1))])
@pytest.mark.parametrize("kind", ["heic", "avif", "tiff"])
def test_it_is_turned_upright_by_what_its_format_goes_by(pictures, kind, turned, red):
    make = {
        "heic": lambda: heic_of(RGB, turned),
        "avif": lambda: file_of(RGB, "AVIF", exif=metadata(turned)),
        "tiff": lambda: file_of(RGB, "TIFF", exif=metadata(turned)),
    }
    data = make[kind]()
    assert b"Mia" in data
    fitted = pictures.add(data)
    upright = (400, 300) if turned == 3 else (300, 400)
    copy = opened(pictures.bytes(fitted.sending.sha256)).convert("RGB")
    assert (fitted.original.width, fitted.original.height) == copy.size == upright
    at = copy.getpixel((int(red[0] * copy.width), int(red[1] * copy.height)))
    assert at[0] > at[2], "the red side came from the left"
    assert b"Mia" not in pictures.bytes(fitted.sending.sha256)


WIDE = profile(P3_XYZ, 1.8)


@pytest.mark.parametrize(
    "data",
    [heic_of(RGB, 6, chroma=444, icc_profile=WIDE), file_of(RGB.rotate(-90, expand=True), "TIFF", icc_profile=WIDE)],
    ids=["heic", "tiff"],
)
def test_its_profile_counts_as_little_cms_reads_it(pictures, data):
    to_srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    shown = ImageCms.profileToProfile(RGB, ImageCms.ImageCmsProfile(io.BytesIO(WIDE)), to_srgb)
    shown = shown.rotate(-90, expand=True).resize((12, 12), Image.Resampling.BOX)
    copy = sent(pictures, data).convert("RGB").resize((12, 12), Image.Resampling.BOX)
    assert max(abs(a - b) for a, b in zip(copy.tobytes(), shown.tobytes(), strict=True)) <= 3
    plain = RGB.rotate(-90, expand=True).resize((12, 12), Image.Resampling.BOX)
    assert max(abs(a - b) for a, b in zip(plain.tobytes(), shown.tobytes(), strict=True)) > 9, "or it proves nothing"


def test_16_bits_and_a_single_bit_become_8(pictures):
    deep = Image.frombytes("I;16", (256, 200), b"".join(struct.pack("<H", x * 257) for x in range(256)) * 200)
    for data in (file_of(deep, "TIFF"), file_of(deep, "JPEG2000", irreversible=False)):
        copy = sent(pictures, data)
        assert [copy.getpixel((x, 10)) for x in (0, 100, 255)] == [0, 100, 255]
    line = Image.new("1", (200, 200), 0)
    line.paste(1, (0, 0, 100, 200))
    for kind in ("TIFF", "BMP", "PPM"):
        copy = sent(pictures, file_of(line, kind)).convert("L")
        assert (copy.getpixel((50, 50)), copy.getpixel((150, 50))) == (255, 0)


# What is said of it

FRAMES = [Image.new("RGB", (200, 200), colour) for colour in ("red", "lime", "blue")]
SEVERAL = {"save_all": True, "append_images": FRAMES[1:]}


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (file_of(FRAMES[0], "GIF", **SEVERAL), RemarkKind.FIRST_FRAME),
        (file_of(FRAMES[0], "AVIF", **SEVERAL), RemarkKind.FIRST_FRAME),
        (file_of(FRAMES[0], "TIFF", **SEVERAL), RemarkKind.FIRST_PAGE),
    ],
    ids=["gif", "avif", "tiff"],
)
def test_of_several_pictures_the_first_is_used_and_it_is_said(pictures, data, remark):
    fitted = pictures.add(data)
    assert fitted.notes == (PictureRemark(remark),)
    red, green, blue = opened(pictures.bytes(fitted.sending.sha256)).convert("RGB").getpixel((100, 100))
    assert red > 240 and max(green, blue) < 20


@pytest.mark.parametrize("kind", ["HEIC", "AVIF", "TIFF", "GIF", "TGA"])
def test_what_shows_through_is_sent_on_white_and_it_is_said(pictures, kind):
    image = scene(mode="RGBA").copy()
    image.paste((0, 255, 0, 0), (0, 0, 200, 150))
    if kind == "HEIC":
        data = heic_of(image)
    elif kind == "TGA":
        data = file_of(image, "TGA") + bytes(8) + b"TRUEVISION-XFILE.\0"
    else:
        data = file_of(image, kind)
    copy = sent(pictures, data).convert("RGB")
    assert min(copy.getpixel((50, 50))) >= 253
    assert copy.getpixel((350, 250))[2] > 100
    assert pictures.add(data).notes == (PictureRemark(RemarkKind.ON_WHITE),)


def test_print_colours_become_screen_colours_also_out_of_a_tiff(pictures):
    assert pictures.add(FILES["tiff in print colours"]()).notes == (PictureRemark(RemarkKind.PRINT_COLOURS),)


# What is refused


def office(*names):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return into.getvalue()


def compound(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


RAW = "This is a RAW photo, which"
NO_PICTURES = {
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF, not a picture"),
    "video": (b"\0\0\0\x18ftypisom" + bytes(50), "This is a video, not a picture"),
    "video of a phone": (b"\0\0\0\x14ftypqt  " + bytes(50), "This is a video, not a picture"),
    "video for the web": (b"\x1a\x45\xdf\xa3" + bytes(50), "This is a video, not a picture"),
    "docx": (office("[Content_Types].xml", "word/document.xml"), "This is a Word document"),
    "doc": (compound("WordDocument"), "This is a Word document"),
    "rtf": (rb"{\rtf1\ansi hello}", "This is a Word document"),
    "xlsx": (office("[Content_Types].xml", "xl/workbook.xml"), "This is a spreadsheet"),
    "pptx": (office("[Content_Types].xml", "ppt/presentation.xml"), "This is a presentation"),
    "another document": (office("mimetype", "content.xml"), "This is an office document"),
    "zip": (office("a.png"), "This is a compressed archive"),
    "broken zip": (b"PK\x03\x04" + bytes(50), "This is a compressed archive"),
    "text": (b"hello", "This is a text file, not a picture."),
    "Chinese text": ("你好，世界。\n".encode() * 300, "This is a text file, not a picture."),
    "text of Windows": ("hello".encode("utf-16"), "This is a text file, not a picture."),
    "web page": (b"\n<!DOCTYPE html><html></html>", "This is a web page, not a picture"),
    "SVG": (b"<?xml version='1.0'?>\n<svg xmlns='x'></svg>", "This is an SVG drawing"),
    "SVG with its type": (
        b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'a'>\n<!-- b -->\n<svg/>",
        "This is an SVG drawing",
    ),
    "sound": (b"ID3\x04" + bytes(50), "This is a sound file, not a picture."),
    "JPEG XL": (b"\xff\x0a" + bytes(50), "This is a JPEG XL, which"),
    "icon": (file_of(RGB, "ICO"), "This is an icon file, which"),
    "layers of Photoshop": (photoshop(RGB, whole=False), "This is a Photoshop file with layers only"),
    "DNG": (file_of(RGB, "TIFF", tiffinfo={50706: b"\x01\x04\0\0"}), RAW),
    "RAW with a small picture first": (file_of(RGB, "TIFF", tiffinfo={254: 1}), RAW),
    "Canon": (b"II*\0\x10\0\0\0CR\x02\0" + bytes(50), RAW),
    "Canon of today": (b"\0\0\0\x18ftypcrx " + bytes(50), RAW),
    "Olympus": (b"IIRO\x08\0\0\0" + bytes(50), RAW),
    "Panasonic": (b"IIU\0\x18\0\0\0" + bytes(50), RAW),
    "Fujifilm": (b"FUJIFILMCCD-RAW 0201" + bytes(50), RAW),
    "anything": (bytes(range(1, 200)), "This is not a picture that can be opened here"),
}


@pytest.mark.parametrize(("data", "words"), NO_PICTURES.values(), ids=NO_PICTURES)
def test_a_file_that_is_no_picture_is_named_in_one_sentence(pictures, data, words):
    text = refusal(pictures, data)
    assert text.startswith(words)
    assert text.endswith(".") and ". " not in text


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("tga", "gif", "pcx")])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_cut_file_is_refused_in_words(pictures, name, part):
    data = FILES[name]()
    assert refusal(pictures, data[: int(part * len(data))]).endswith("export or download it again.")


@pytest.mark.parametrize("start", [b"GIF89a", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif", b"II*\0\x08\0\0\0"])
def test_what_only_begins_like_a_picture_is_refused_in_words(pictures, start):
    assert refusal(pictures, start + bytes(50)).endswith("export or download it again.")


def giant(data, at, pattern, side=60_000):
    return data[:at] + struct.pack(pattern, side, side) + data[at + struct.calcsize(pattern) :]


BOMBS = {
    "gif": file_of(RGB, "GIF").replace(struct.pack("<HH", 400, 300), struct.pack("<HH", 60_000, 60_000)),
    "bmp": giant(file_of(RGB, "BMP"), 18, "<ii"),
    "ppm": b"P6\n60000 60000\n255\n" + bytes(999),
    "psd": giant(photoshop(RGB), 14, ">II"),
    "qoi": giant(file_of(RGB, "QOI"), 4, ">II"),
    "sgi": giant(file_of(RGB, "SGI"), 6, ">HH"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(pictures, name):
    assert "3,600 megapixels; at most 100" in refusal(pictures, BOMBS[name])


@pytest.mark.parametrize("make", [heic_of, lambda image: file_of(image, "AVIF"), lambda image: file_of(image, "BMP")])
def test_the_rules_of_the_service_hold_for_every_format(pictures, make):
    assert "both sides must be at least 128" in refusal(pictures, make(Image.new("RGB", (90, 200))))
    assert "too tall" in refusal(pictures, make(Image.new("RGB", (150, 601))))


def test_a_file_over_50_mb_is_refused_unread(pictures):
    assert "at most 50 MB is allowed" in refusal(pictures, FILES["heic"]() + bytes(50_000_000))
