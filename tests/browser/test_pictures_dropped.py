"""Several pictures for the board at once, chosen or dropped: people say whom they show, and take all back at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.board import a_board, card, open_card, pictures, png
from tests.browser.running import AppServer, click, open_page, settled

THREE = {"Mia.png": png("red", 330), "Bear.png": png("blue", 340), "IMG_2034.png": png("green", 350)}
COPY = 1


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def button(page: Page) -> Locator:
    """What opens the choice of files for the whole cast."""
    return page.get_by_role("button", name="Add pictures", exact=True)


def chooser(page: Page) -> Locator:
    return page.locator(".st-key-cast-pictures input[type=file]")


def kept(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """On the disk, where people drag them from."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in files]


def drag(page: Page, paths: list[str], over: Locator, *events: str) -> None:
    """The browser's own drag of files from outside."""
    box = over.bounding_box()
    assert box
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    line = page.context.new_cdp_session(page)
    for event in events:
        data = {"items": [], "files": paths, "dragOperationsMask": COPY}
        line.send("Input.dispatchDragEvent", {"type": event, **where, "data": data})
    line.detach()


def drop(page: Page, paths: list[str], over: Locator) -> None:
    drag(page, paths, over, "dragEnter", "dragOver", "drop")


def cards(page: Page) -> Locator:
    return page.locator('[class*="st-key-card-"]')


def title(page: Page) -> Locator:
    return page.get_by_role("heading", name="Create a video")


def test_three_files_dropped_anywhere_become_a_subject_each_in_one_step(
    app: AppServer, page: Page, tmp_path: Path
) -> None:
    open_page(page, app.address)
    expect(button(page)).to_be_visible()
    drop(page, kept(tmp_path, THREE), title(page))
    asked = page.locator(".st-key-deal")
    expect(asked.get_by_text("Who is in these 3 pictures?")).to_be_visible()
    expect(pictures(asked)).to_have_count(3)
    expect(cards(page)).to_have_count(0)
    click(asked.get_by_role("button", name="One subject each"))
    expect(cards(page)).to_have_count(3)
    expect(card(page, 0).get_by_text("Mia", exact=True)).to_be_visible()
    expect(card(page, 1).get_by_text("Bear", exact=True)).to_be_visible()
    # Whose file says no name is asked for it.
    expect(card(page, 2).get_by_label("Name", exact=True)).to_have_value("")
    expect(pictures(card(page, 2))).to_have_count(1)
    settled(page)
    click(page.get_by_role("button", name="Undo: Added pictures"))
    expect(cards(page)).to_have_count(0)
    click(page.get_by_role("button", name="Redo"))
    expect(cards(page)).to_have_count(3)


def test_on_a_board_with_a_cast_a_folder_of_them_can_be_one_subject(app: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(page, a_board(app))
    expect(button(page)).to_be_visible()
    kept(tmp_path / "owl", {"Owl.png": png("gold", 300), "owl_side.png": png("gold", 310), ".DS_Store": b"x"})
    drop(page, [str(tmp_path / "owl")], title(page))
    expect(page.get_by_text("Who is in these 2 pictures?")).to_be_visible()
    click(page.get_by_role("button", name="All to one subject"))
    expect(cards(page)).to_have_count(3)
    expect(card(page, 2).get_by_text("Owl", exact=True)).to_be_visible()
    expect(pictures(card(page, 2))).to_have_count(2)
    expect(page.get_by_text("Who is in")).to_have_count(0)


def test_what_is_dropped_on_a_card_is_its_own_and_the_card_says_so_before(
    app: AppServer, page: Page, tmp_path: Path
) -> None:
    open_page(page, a_board(app))
    found = open_card(page, 0)
    settled(page)
    paths, name = kept(tmp_path, {"side.png": png("gold", 330)}), found.get_by_label("Name", exact=True)
    drag(page, paths, name, "dragEnter", "dragOver")
    expect(page.locator("[data-castboard-over]")).to_have_class(found.evaluate("card => card.className"))
    drag(page, paths, name, "drop")
    expect(pictures(found)).to_have_count(2)
    expect(page.locator("[data-castboard-over]")).to_have_count(0)
    expect(pictures(card(page, 1))).to_have_count(1)


def test_they_are_chosen_by_keyboard_and_what_is_no_picture_is_named(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    button(page).focus()
    settled(page)
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    assert choosing.value.is_multiple()
    choosing.value.set_files(
        [
            {"name": name, "mimeType": "image/png", "buffer": data}
            for name, data in {"a.png": png("gold"), "b.png": png("green"), "c.png": b"%PDF-1.7\n" + bytes(99)}.items()
        ]
    )
    expect(page.get_by_text("Who is in these 2 pictures?")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("c.png: This is a PDF, not a picture")
    expect(button(page)).to_be_focused()


def test_a_file_over_the_limit_is_never_sent_and_named(app: AppServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "uploads" in request.url else None)
    open_page(page, a_board(app))
    # Playwright hands over at most 50 MB by itself; the page can make a larger one.
    chooser(page).evaluate(
        """input => {
        const files = new DataTransfer()
        files.items.add(new File([new Uint8Array(51_000_000)], "huge.png", { type: "image/png" }))
        input.files = files.files
        input.dispatchEvent(new Event("change", { bubbles: true }))
    }"""
    )
    expect(page.get_by_role("alert")).to_contain_text("huge.png: This file is 51 MB; at most 50 MB")
    assert asked == []


def test_what_is_on_its_way_is_shown_and_can_be_cancelled(app: AppServer, page: Page) -> None:
    held: list[Route] = []
    page.route("**/app/static/uploads", lambda route: held.append(route))
    open_page(page, a_board(app))
    two = [{"name": f"{name}.png", "mimeType": "image/png", "buffer": png(name)} for name in ("gold", "green")]
    chooser(page).set_input_files(two)  # type: ignore[arg-type]
    place = page.locator(".st-key-cast-pictures")
    expect(place.get_by_text("Sending pictures: 2")).to_be_visible()
    expect(place.get_by_role("progressbar")).to_be_visible()
    click(place.get_by_role("button", name="Cancel"))
    expect(place.get_by_text("Sending pictures")).to_be_hidden()
    expect(button(page)).to_be_focused()
    page.unroute("**/app/static/uploads")
    chooser(page).set_input_files(two)  # type: ignore[arg-type]
    expect(page.get_by_text("Who is in these 2 pictures?")).to_be_visible()


def test_text_and_pictures_of_the_page_that_are_dragged_about_are_left_alone(app: AppServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "uploads" in request.url else None)
    open_page(page, a_board(app))
    settled(page)
    pictures(card(page, 0)).drag_to(title(page))
    expect(page.get_by_text("Who is in")).to_have_count(0)
    expect(cards(page)).to_have_count(2)
    assert asked == []


def test_a_phone_opens_its_pictures_and_a_desktop_all_files(app: AppServer, page: Page, phone: Page) -> None:
    asks = "input => [input.accept, input.hasAttribute('capture'), input.multiple]"
    open_page(page, app.address)
    assert chooser(page).evaluate(asks) == ["", False, True]
    open_page(phone, app.address)
    assert chooser(phone).evaluate(asks) == ["image/*", False, True]
    expect(phone.get_by_text("drop or paste")).to_be_hidden()
