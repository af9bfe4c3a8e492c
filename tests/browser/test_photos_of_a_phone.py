"""Pictures as phones and editors make them, from the choice of files to the service, whose checks they pass."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms
from playwright.sync_api import Locator, Page, expect

from lib.demo.service import DemoService
from tests.browser.board import a_file, card, generate, pictures, upload, write_scene
from tests.browser.odd_pictures import colours, see_through
from tests.browser.running import AppServer, click, open_page, settled, until
from tests.browser.test_pictures_as_shown import WITHIN, fields
from tests.contract_schema import judge
from tests.services.picture_chunks import P3_XYZ, profile
from tests.services.picture_kit import file_of, heic_of

WIDE = profile(P3_XYZ, 1.8)


def a_few() -> Image.Image:
    """Large enough that nothing is lost to halved colours in the fields that are compared."""
    return colours().resize((768, 576), Image.Resampling.LANCZOS)


def files() -> list[tuple[str, bytes]]:
    image = a_few()
    best = {"quality": 100, "subsampling": "4:4:4"}
    return [
        ("IMG_0001.HEIC", heic_of(image, 6, chroma=444, icc_profile=WIDE)),
        ("IMG_0002.avif", file_of(image, "AVIF", icc_profile=WIDE, **best)),
        ("wave.gif", file_of(image, "GIF", save_all=True, append_images=[image.rotate(180)])),
        ("print.tif", file_of(image.convert("CMYK"), "TIFF", compression="tiff_lzw")),
        ("scan.bmp", file_of(image, "BMP")),
        ("both eyes.jpg", file_of(image, "MPO", save_all=True, append_images=[image], quality=95, subsampling=0)),
    ]


def expected(chosen: list[tuple[str, bytes]]) -> list[Image.Image]:
    image = a_few()
    # AVIF is off by two levels, which this profile doubles.
    avif = Image.open(io.BytesIO(chosen[1][1])).convert("RGB")
    few = image.quantize(256).convert("RGB")
    return [_in_srgb(image).rotate(-90, expand=True), _in_srgb(avif), few, image, image, image]


def _in_srgb(image: Image.Image) -> Image.Image:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    shown = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(WIDE)), srgb)
    assert shown is not None
    return shown


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


def filled(page: Page, name: str, chosen: list[tuple[str, bytes]]) -> Locator:
    place = page.locator('[class*="st-key-card-"]').count()
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, place)
    found.get_by_label("Name", exact=True).fill(name)
    found.get_by_label("Name", exact=True).press("Tab")
    settled(page)
    upload(found, *[a_file(file, data, "") for file, data in chosen])
    expect(pictures(found)).to_have_count(len(chosen))
    expect(found.get_by_role("alert")).to_have_count(0)
    settled(page)
    return found


def sent(upstream: DemoService, number: int) -> list[Image.Image]:
    until(lambda: len(upstream.submits()) > number, 30, "the service was sent it")
    body = upstream.submits()[number].body
    assert judge(body) == []
    uris = [one for subject in json.loads(body)["subjects"] for one in subject["images"]]
    return [Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) for uri in uris]


def apart(one: Image.Image, other: Image.Image) -> float:
    pairs = zip(fields(one), fields(other), strict=True)
    return max(abs(a - b) for here, there in pairs for a, b in zip(here, there, strict=True))


def test_photos_of_a_phone_arrive_upright_and_in_their_colours(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    before = len(module_upstream.submits())
    open_page(page, app.address)
    chosen = files()
    first = filled(page, "Mia", chosen[:3])
    second = filled(page, "Bear", chosen[3:])
    expect(first.get_by_text("This is an animation: only its first frame is used.")).to_be_visible()
    expect(second.get_by_text("Its print colours (CMYK) are turned into screen colours.")).to_be_visible()
    # The HEIC is shown as it is sent, though this browser knows no HEIC.
    shown = pictures(first).first
    assert shown.evaluate("async (image) => { await image.decode(); return image.naturalHeight > image.naturalWidth }")
    write_scene(page, "@Mia and @Bear wave")
    generate(page)
    arrived = sent(module_upstream, before)
    for (name, _data), one, right in zip(chosen, arrived, expected(chosen), strict=True):
        assert one.size == right.size, name
        assert "icc_profile" not in one.info and dict(one.getexif()) == {}, name
        assert apart(one, right) <= WITHIN, name


def test_a_file_that_only_says_that_it_is_a_picture_is_named(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    upload(
        found,
        a_file("a.png", b"%PDF-1.7\n" + bytes(99)),
        a_file("b.jpg", b"\0\0\0\x18ftypisom" + bytes(99)),
        a_file("c.heic", b"II*\0\x10\0\0\0CR\x02\0" + bytes(99)),
    )
    alerts = found.get_by_role("alert")
    expect(alerts).to_have_count(3)
    for place, words in enumerate(["a.png: This is a PDF", "b.jpg: This is a video", "c.heic: This is a RAW photo"]):
        expect(alerts.nth(place)).to_contain_text(words)


def test_the_colour_behind_a_cut_out_is_chosen_and_sent(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    before = len(module_upstream.submits())
    open_page(page, app.address)
    found = filled(page, "Mia", [("cut out.png", file_of(see_through(), "PNG"))])
    expect(found.get_by_text("Its transparent parts are sent on white.")).to_be_visible()
    click(found.get_by_test_id("stColorPickerBlock"))
    box = page.get_by_role("textbox").filter(visible=True).and_(page.locator('input[value="#FFFFFF" i]'))
    box.fill("#204060")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(found.get_by_text("Its transparent parts are sent on the colour you chose.")).to_be_visible()
    settled(page)
    write_scene(page, "@Mia waves")
    generate(page)
    (arrived,) = sent(module_upstream, before)
    # Its left edge is all but gone, its right edge is there.
    left = arrived.convert("RGB").getpixel((0, 70))
    assert isinstance(left, tuple)
    assert max(abs(a - b) for a, b in zip(left, (0x20, 0x40, 0x60), strict=True)) <= 3
