"""What is sent looks like what Chromium shows of the same file on white: the same way up, the same colours."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from lib.services.media.picture.sending_copy import check_and_copy
from tests.browser.odd_pictures import (
    GREY_18,
    LINEAR_P3,
    coded,
    colours,
    deep,
    few_colours,
    hidden_first,
    high_range,
    odd,
    of_a_profile_in_parts,
    png,
    see_through,
    short_of_colours,
)
from tests.services.picture_chunks import P3, P3_XYZ, SRGB, chrm, cicp, gama, iccp, profile
from tests.services.picture_kit import file_of, metadata

FIELDS = 12
WITHIN = 3.0
"""Levels of 255, as the mean of each of 12 x 12 fields."""
ROTATED = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)


def others() -> dict[str, bytes]:
    """In formats that are not sent, as far as Chromium shows them."""
    rgb, best = colours(), {"quality": 95, "subsampling": "4:4:4"}
    return {
        "plain.avif": file_of(rgb, "AVIF", **best),
        "profile.avif": file_of(rgb, "AVIF", icc_profile=profile(P3_XYZ), **best),
        "linear profile.avif": file_of(rgb, "AVIF", icc_profile=LINEAR_P3, **best),
        "grey.avif": file_of(colours("L"), "AVIF", **best),
        "turned.avif": file_of(rgb, "AVIF", exif=metadata(6), **best),
        "mirrored.avif": file_of(rgb, "AVIF", exif=metadata(5), **best),
        # Of the full range Chromium shows a lone picture as it is, and an animation's with too much contrast.
        "animated.avif": file_of(rgb, "AVIF", save_all=True, append_images=[rgb.rotate(180)], range="limited", **best),
        "halved colours.avif": file_of(rgb, "AVIF", quality=95),
        "P3 by its code.avif": coded(file_of(rgb, "AVIF", **best), 12, 13),
        "P3 by its code, television.avif": coded(file_of(rgb, "AVIF", **best), 12, 1),
        "sRGB, television.avif": coded(file_of(rgb, "AVIF", **best), 1, 1),
        "linear by its code.avif": coded(file_of(rgb, "AVIF", **best), 1, 8),
        "nothing by its code.avif": coded(file_of(rgb, "AVIF", **best), 2, 2),
        "plain.gif": file_of(rgb, "GIF"),
        "grey.gif": file_of(colours("L"), "GIF"),
        "transparent.gif": file_of(see_through().quantize(60), "GIF"),
        "animated.gif": file_of(rgb, "GIF", save_all=True, append_images=[rgb.rotate(180), colours("L")]),
        "interlaced.gif": file_of(few_colours(), "GIF", interlace=1),
        "plain.bmp": file_of(rgb, "BMP"),
        "palette.bmp": file_of(few_colours(), "BMP"),
        "transparent.bmp": file_of(see_through(), "BMP"),
        "grey.bmp": file_of(colours("L"), "BMP"),
    }


def files() -> dict[str, bytes]:
    rgb, grey, few = colours(), colours("L"), colours().quantize(60)
    best: dict[str, Any] = {"quality": 95, "subsampling": 0}
    return others() | {
        **odd(),
        **high_range(),
        **of_a_profile_in_parts(),
        **short_of_colours(),
        "plain.png": png(rgb),
        "profile.png": png(rgb, iccp(LINEAR_P3)),
        "profile of a palette.png": png(few, iccp(LINEAR_P3)),
        "profile with alpha.png": png(see_through(), iccp(LINEAR_P3)),
        "profile only named sRGB.png": png(rgb, iccp(profile(P3_XYZ, 1.8, name=b"sRGB IEC61966-2.1"))),
        "profile only named sRGB.jpg": file_of(rgb, icc_profile=profile(P3_XYZ, 1.8, name=b"sRGB"), **best),
        "profile.webp": file_of(rgb, "WEBP", lossless=True, icc_profile=LINEAR_P3),
        "profile for grey.png": png(grey, iccp(GREY_18)),
        "profile for grey.jpg": file_of(grey, icc_profile=GREY_18, **best),
        "profile for grey, 16 bit.png": png(deep(), iccp(GREY_18)),
        "profile for colour on grey.png": png(grey, iccp(profile(gamma=1.4))),
        "profile for colour on grey.jpg": file_of(grey, icc_profile=profile(gamma=1.4), **best),
        "profile for grey on colour.png": png(rgb, iccp(GREY_18)),
        "no profile at all.jpg": file_of(rgb, icc_profile=b"junk" * 99, **best),
        "gAMA.png": png(rgb, gama(1 / 1.4)),
        "gAMA that is sRGB's.png": png(rgb, gama(0.45455)),
        "gAMA of grey.png": png(grey, gama(1.0)),
        "gAMA and cHRM.png": png(rgb, gama(1 / 2.2), chrm(P3)),
        "gAMA and cHRM of sRGB.png": png(rgb, gama(1 / 2.2), chrm(SRGB)),
        "cHRM alone.png": png(rgb, chrm(P3)),
        "gAMA of nothing.png": png(rgb, gama(0), chrm(P3)),
        "gAMA of a palette.png": png(few, gama(1.0), chrm(P3)),
        "gAMA beside sRGB.png": png(rgb, (b"sRGB", b"\0"), gama(1.0), chrm(P3)),
        "gAMA beside a profile.png": png(rgb, gama(1.0), iccp(profile(P3_XYZ))),
        "gAMA of 16 bit.png": png(deep(), gama(1.0)),
        "cICP.png": png(rgb, cicp(12, 13)),
        "cICP of a palette.png": png(few, cicp(12, 13)),
        "cICP with alpha.png": png(see_through(), cicp(9, 13)),
        "cICP of television.png": png(rgb, cicp(1, 1)),
        "cICP, linear.png": png(grey, cicp(1, 8)),
        "cICP beside a profile.png": png(rgb, cicp(12, 13), iccp(LINEAR_P3)),
        "cICP of narrow range.png": png(rgb, cicp(12, 13, full=0)),
        "transparent.png": png(see_through()),
        "transparent.webp": file_of(see_through(), "WEBP", lossless=True),
        "transparent palette.png": png(see_through().quantize(60)),
        "one colour is transparent.png": png(rgb, (b"tRNS", b"\0\xdc\0\x14\0\x1e")),
        "16 bit grey.png": png(deep()),
        "print colours.jpg": file_of(colours("CMYK"), quality=95),
        "grey.jpg": file_of(grey, **best),
        "turned by EXIF.jpg": file_of(rgb, exif=metadata(6), **best),
        "turned by EXIF.png": file_of(rgb, "PNG", exif=metadata(5)),
        "turned by XMP alone.jpg": file_of(rgb, xmp=ROTATED, **best),
        "turned by XMP alone.webp": file_of(rgb, "WEBP", lossless=True, xmp=ROTATED),
        "turned by both.jpg": file_of(rgb, xmp=ROTATED, exif=metadata(3), **best),
        "first picture hidden.png": hidden_first(colours()),
        "first picture hidden, palette.png": file_of(
            few, "PNG", save_all=True, append_images=[few.transpose(Image.Transpose.ROTATE_180)], default_image=True
        ),
        "animated.webp": file_of(
            rgb, "WEBP", lossless=True, save_all=True, append_images=[colours("L").convert("RGB")]
        ),
    }


SHOW = """async file => {
    const bytes = Uint8Array.from(atob(file), one => one.charCodeAt(0));
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([bytes]));
    await image.decode();
    const sheet = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), pen = sheet.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(image, 0, 0);
    const drawn = await sheet.convertToBlob({type: "image/png"});
    const buffer = new Uint8Array(await drawn.arrayBuffer());
    return btoa(Array.from(buffer, one => String.fromCharCode(one)).join(""));
}"""


def fields(image: Image.Image) -> list[tuple[int, ...]]:
    small = image.convert("RGB").resize((FIELDS, FIELDS), Image.Resampling.BOX)
    return [small.getpixel((x, y)) for y in range(FIELDS) for x in range(FIELDS)]  # type: ignore[misc]


@pytest.fixture(scope="module")
def all_files() -> dict[str, bytes]:
    return files()


@pytest.mark.parametrize("name", files())
def test_what_is_sent_is_what_the_browser_shows(page: Page, all_files: dict[str, bytes], name: str) -> None:
    data = all_files[name]
    shown = Image.open(io.BytesIO(base64.b64decode(page.evaluate(SHOW, base64.b64encode(data).decode()))))
    sent = Image.open(io.BytesIO(check_and_copy(data).copy.data))
    assert sent.size == shown.size
    pairs = zip(fields(sent), fields(shown), strict=True)
    assert max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True)) <= WITHIN
