"""The first video of a newcomer, without a key: by mouse, on a phone, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.board import (
    a_file,
    add_subject,
    card,
    choose_the_quickest,
    files_dialog,
    generate,
    png,
    scene,
    write_scene,
)
from tests.browser.conftest import watch
from tests.browser.running import (
    FAILED,
    AppServer,
    click,
    in_bar,
    no_overlaps,
    no_sideways_scroll,
    open_page,
    settled,
    until,
)

DRAWN_MS = 90_000
"""The demo takes 5 s at least; two busy cores take longer."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)
"""By its name Streamlit knows a phone."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    made = browser.new_context(viewport=size, user_agent=PHONE, has_touch=True, is_mobile=True)
    page = made.new_page()
    wrong = watch(page)
    yield page
    assert page.locator(FAILED).count() == 0
    assert wrong == []
    made.close()


def test_a_first_video_without_a_key(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    add_subject(page, "Mia", "red")
    add_subject(page, "Bear", "blue")
    click(page.get_by_role("button", name="@Mia", exact=True))
    expect(scene(page)).to_have_value("@Mia ")
    write_scene(page, "@Mia and @Bear walk through fog")
    expect(page.get_by_text("The scene mentions both")).to_be_visible()
    choose_the_quickest(page)
    generate(page)

    click(page.get_by_role("link", name="Show the jobs"))
    expect(page.get_by_role("heading", name="Mia and Bear walk through fog")).to_be_visible()
    opening = page.get_by_role("link", name="Open the video")
    expect(opening).to_be_visible(timeout=DRAWN_MS)
    click(opening)
    expect(page).to_have_title("Mia and Bear walk through fog · Castboard")
    _it_plays(page)
    job_id = page.url.partition("video=")[2]
    with page.expect_download() as saving:
        click(page.get_by_role("link", name="Download"))
    assert saving.value.suggested_filename.startswith("Mia and Bear walk through fog")
    assert saving.value.suggested_filename.endswith(".mp4")
    on_disk = next(Path(app.data_dir).rglob(f"{job_id}.mp4")).read_bytes()
    assert Path(saving.value.path()).read_bytes() == on_disk


def _it_plays(page: Page) -> None:
    """The one second is there, and runs without being asked for."""
    video = player(page)
    expect(video).to_be_visible()
    until(lambda: video.evaluate("video => video.readyState >= 2"), 20, "the video has a picture")
    assert video.evaluate("video => video.duration") == pytest.approx(1, abs=0.1)
    assert video.evaluate("video => [video.videoWidth, video.videoHeight]") == [960, 540]
    until(lambda: video.evaluate("video => video.currentTime > 0.2"), 20, "it plays")


def player(page: Page) -> Locator:
    """The open video's; the cards of the gallery have players of their own."""
    return page.locator(".st-key-gallery-player video")


def test_a_first_video_on_a_phone(app: AppServer, phone: Page) -> None:
    open_page(phone, app.address)
    add_subject(phone, "Kit", "green")
    write_scene(phone, "@Kit jumps")
    scene(phone).tap()
    expect(phone.get_by_role("button", name="Generate", exact=True)).not_to_be_in_viewport()
    choose_the_quickest(phone)
    expect(phone.get_by_role("button", name="Generate", exact=True)).to_be_in_viewport(ratio=1)
    no_sideways_scroll(phone)
    no_overlaps(phone)
    generate(phone)
    expect(phone.get_by_text("Your video is on the way.")).to_be_in_viewport()

    in_bar(phone, "Gallery").tap()
    shown = phone.get_by_role("link", name="Kit jumps")
    expect(shown).to_be_visible(timeout=DRAWN_MS)
    shown.tap()
    _it_plays(phone)
    no_sideways_scroll(phone)
    expect(player(phone)).to_be_in_viewport()


def test_on_a_phone_the_guide_s_next_note_is_in_view_above_generate(app: AppServer, phone: Page) -> None:
    open_page(phone, app.address)
    add_subject(phone, "Kit", "green")
    write_scene(phone, "@Kit jumps")
    last, button = phone.get_by_text("4 of 4"), phone.get_by_role("button", name="Generate", exact=True)
    expect(last).to_be_in_viewport(ratio=1)
    expect(button).to_be_in_viewport(ratio=1)
    note, generate_it = last.bounding_box(), button.bounding_box()
    assert note and generate_it and note["y"] + note["height"] <= generate_it["y"]
    no_overlaps(phone)
    no_sideways_scroll(phone)
    phone.get_by_role("button", name="Hide the guide").tap()
    expect(last).to_have_count(0)
    expect(button).to_be_in_viewport(ratio=1)


def test_a_first_video_by_keyboard_alone(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    _tab_to(page, page.get_by_role("button", name="Add a subject"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    _tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Fox")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="@Fox", exact=True)).to_be_visible()

    def press_upload() -> None:
        _tab_to(page, card(page, 0).get_by_role("button", name="Upload", exact=True))
        page.keyboard.press("Enter")

    files_dialog(page, press_upload).set_files([a_file("fox.png", png("orange"))])
    expect(page.locator('[class*="st-key-card-"] img')).to_have_count(1)
    _tab_to(page, scene(page))
    page.keyboard.type("@Fox sleeps")
    _tab_to(page, page.get_by_role("slider", name="Length"))
    page.keyboard.press("Home")
    expect(page.get_by_text("Q3 Pro, 1 s, 720p")).to_be_visible()
    _tab_to(page, page.get_by_role("button", name="Generate", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()

    _tab_to(page, in_bar(page, "Gallery"))
    page.keyboard.press("Enter")
    expect(page).to_have_title("Gallery · Castboard")
    shown = page.get_by_role("link", name="Fox sleeps")
    expect(shown).to_be_visible(timeout=DRAWN_MS)
    _tab_to(page, shown)
    page.keyboard.press("Enter")
    expect(player(page)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(["Fox sleeps"])


def _tab_to(page: Page, wanted: Locator, within: int = 60) -> None:
    """Press Tab until the focus is there, as someone without a mouse does."""
    settled(page)
    for _ in range(within):
        if wanted.evaluate("node => node.getRootNode().activeElement === node"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{within} times Tab do not lead to {wanted}")
