"""What a person does on the Create page, as steps of journeys, and boards that are ready to be sent."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from PIL import Image, ImageDraw
from playwright.sync_api import FileChooser, FilePayload, Locator, Page, TimeoutError, expect

from lib.domain.draft import Draft, DraftSubject
from tests.browser.running import AppServer, click, settled
from tests.conftest import SOMEONE

DIALOG_MS = 5_000
"""A person who sees no dialog presses once more."""
COLLEAGUE = "c0ffee00c0ffee00c0ffee00c0ffee00"
SCENE = "@Mia and @Bear walk through fog"


def png(colour: str, width: int = 320, height: int = 240) -> bytes:
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="white")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def a_file(name: str, data: bytes, kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def card(page: Page, place: int) -> Locator:
    """The card of a subject, counted from 0."""
    return page.locator('[class*="st-key-card-"]').nth(place)


def open_card(page: Page, place: int) -> Locator:
    """The card of a subject, unfolded if what is complete stands there as a row."""
    found = card(page, place)
    edit, name = found.get_by_role("button", name="Edit"), found.get_by_label("Name", exact=True)
    expect(edit.or_(name)).to_be_visible()
    settled(page)
    if edit.count():
        click(edit)
    expect(name).to_be_visible()
    return found


def pictures(found: Locator) -> Locator:
    """The pictures on a card; an icon is no picture."""
    return found.locator("img")


def upload(found: Locator, *files: FilePayload) -> None:
    """What choosing files does; the dialog itself is the system's."""
    found.locator('input[type="file"]').set_input_files(list(files))


def files_dialog(page: Page, press: Callable[[], None], presses: int = 4) -> FileChooser:
    """The dialog that asks for files. `press` is done again where none came, as a person does it: a card that is drawn
    anew in that moment takes no press.
    """
    for _ in range(presses - 1):
        try:
            with page.expect_file_chooser(timeout=DIALOG_MS) as choosing:
                press()
            return choosing.value
        except TimeoutError:
            settled(page)
    with page.expect_file_chooser() as choosing:
        press()
    return choosing.value


def add_subject(page: Page, name: str, colour: str) -> Locator:
    """One more card, with its name and a picture that can be seen."""
    place = page.locator('[class*="st-key-card-"]').count()
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, place)
    found.get_by_label("Name", exact=True).fill(name)
    found.get_by_label("Name", exact=True).press("Tab")
    upload(found, a_file(f"{name}.png", png(colour)))
    expect(pictures(found)).to_have_count(1)
    expect(page.get_by_role("button", name=f"@{name}", exact=True)).to_be_visible()
    return found


def write_scene(page: Page, words: str) -> None:
    box = scene(page)
    box.fill(words)
    box.press("Tab")
    settled(page)


def scene(page: Page) -> Locator:
    return page.get_by_role("textbox", name="What happens")


def choose_the_quickest(page: Page) -> None:
    """One second of 540p: drawn in about a second."""
    page.get_by_role("slider", name="Length").press("Home")
    click(page.get_by_role("radio", name="540p"))
    expect(page.get_by_text("Q3 Pro, 1 s, 540p")).to_be_visible()


def generate(page: Page) -> None:
    """The click, and the word that it counted; a refusal may have taken its place already."""
    settled(page)
    click(page.get_by_role("button", name="Generate", exact=True))
    on_the_way, refused = page.get_by_text("Your video is on the way."), page.get_by_text("Change and try again")
    expect(on_the_way.or_(refused).first).to_be_visible()


def a_board(server: AppServer, words: str = SCENE, names: tuple[str, ...] = ("Mia", "Bear"), **settings: Any) -> str:
    """The link of a board that a colleague left, ready to be sent: opening it gives a copy."""
    studio = server.studio()
    try:
        cast = tuple(
            DraftSubject(
                uid=f"s{place}", name=name, pictures=(studio.desk.add_picture(SOMEONE, png(colour), f"{place}.png"),)
            )
            for place, (name, colour) in enumerate(zip(names, ("red", "blue", "green", "gold"), strict=False))
        )
        draft = Draft.model_validate({"cast": cast, "scene": words, "duration": 1, "resolution": "540p"} | settings)
        draft_id = uuid4().hex
        studio.store.drafts.save(draft_id, COLLEAGUE, draft, datetime.now(UTC))
    finally:
        studio.close()
    return f"{server.address}/?draft={draft_id}"
