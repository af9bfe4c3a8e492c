"""Every button of the Cast page, of a member's page and of the dialogs pressed twice, as hands do it.

By default with the shortest pause; `--every-press` tries the longer ones, too (presses.py).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from lib.app import Studio
from lib.domain.cast_member import CastMember, Look
from lib.domain.crop import Crop
from lib.domain.draft import Draft, DraftPicture
from lib.domain.lists import Voice
from lib.domain.permission import Permission, PermissionKind
from tests.browser.board import a_board, open_card, png, scene
from tests.browser.presses import names_of, press_each
from tests.browser.running import AppServer, click, go, open_page, settled
from tests.conftest import SOMEONE


@dataclass
class Places:
    """Where to press: one browser, so that what was kept before is there again."""

    app: AppServer
    studio: Studio
    folder: Path
    pressed: set[str] = field(default_factory=set)

    @property
    def cast(self) -> str:
        return f"{self.app.address}/cast"

    def keep(self, name: str = "Mia") -> CastMember:
        """A member of whom any button may be pressed: two looks, a picture of which a part is shown, a tag."""
        desk, pictures = self.studio.desk, self.studio.pictures
        faces = [desk.add_picture(SOMEONE, png(colour, 400, 500), f"{colour}.png") for colour in ("coral", "teal")]
        whole = faces[1].fitted
        assert whole is not None
        crop = Crop(width=0.5, height=0.5)
        part = faces[1].model_copy(
            update={"whole": whole, "crop": crop, "fitted": pictures.cropped(whole.original.sha256, crop, whole.ground)}
        )
        far = (DraftPicture(url="https://example.invalid/mia.png"),)
        coats = (("usual", "Coat 1", (faces[0], part)), ("child", "Coat 2", far))
        looks = tuple(Look(id=id_, name=called, pictures=pictures) for id_, called, pictures in coats)
        until = Permission(kind=PermissionKind.UNTIL, until=datetime.now(UTC).date(), by="Agency")
        member = CastMember(id=uuid4().hex, name=name, looks=looks, tags=("spring",), permission=until)
        return self.studio.cast.keep(SOMEONE, member, datetime.now(UTC))

    def zip(self) -> Path:
        """A file to import, with somebody who is not here."""
        rose = self.keep("Rose")
        package = self.studio.cast_export.package([rose.id], datetime.now(UTC))
        path = self.folder / f"{rose.id}.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(package.document_name, package.document.replace(rose.id.encode(), uuid4().hex.encode()))
            for name, file in package.files.items():
                made.write(file, name)
        self.studio.cast.delete(SOMEONE, rose.id, datetime.now(UTC))
        return path


Opening = Callable[[Places, Page], None]


@pytest.fixture(scope="module")
def places(app_server: Callable[..., AppServer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    app = app_server()
    studio = app.studio()
    yield Places(app, studio, tmp_path_factory.mktemp("casts"))
    studio.close()


def library(places: Places, page: Page) -> None:
    go(page, places.cast)
    expect(page.get_by_role("button", name="Add a member")).to_be_visible()


def member(places: Places, page: Page) -> None:
    go(page, f"{places.cast}?member={places.keep().id}")
    expect(page.get_by_role("button", name="Add a look")).to_be_visible()


def adding(places: Places, page: Page) -> None:
    library(places, page)
    click(page.get_by_role("button", name="Add a member"))
    page.get_by_test_id("stPopoverBody").get_by_label("Name", exact=True).fill("Zoe")


def deleted(places: Places, page: Page) -> None:
    """The library with its way back."""
    member(places, page)
    click(page.get_by_role("button", name="Delete", exact=True))
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def restorable(places: Places, page: Page) -> None:
    gone = places.keep()
    places.studio.cast.delete(SOMEONE, gone.id, datetime.now(UTC))
    go(page, f"{places.cast}?member={gone.id}")
    expect(page.get_by_role("button", name="Restore")).to_be_visible()


def planned(places: Places, page: Page) -> None:
    """An import that has to be decided."""
    library(places, page)
    click(page.get_by_role("button", name="Import…"))
    page.get_by_role("dialog").locator('input[type="file"]').set_input_files(places.zip())
    expect(page.get_by_role("button", name="Import 1 member")).to_be_enabled()


def imported(places: Places, page: Page) -> None:
    planned(places, page)
    settled(page)
    click(page.get_by_role("button", name="Import 1 member"))
    expect(page.get_by_text("1 member imported.")).to_be_visible()


def create(places: Places, page: Page) -> None:
    open_page(page, a_board(places.app))
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_enabled()


def two_drafts(places: Places, page: Page) -> None:
    """Of the person whose browser it is."""
    for letter in "AB":
        create(places, page)
        scene(page).press_sequentially(letter)
        expect(page.get_by_text("Saved", exact=True)).to_be_attached()


def stocked(places: Places, page: Page) -> None:
    """With a preset and a voice, also after one was deleted."""
    studio = places.studio
    studio.presets.make(SOMEONE, Draft(model="viduq2-pro", duration=3), "Teaser", datetime.now(UTC), team=True)
    studio.voices.add(SOMEONE, Voice("", "Warm narrator", "warm_narrator_1", language="English"))
    create(places, page)


def picking(places: Places, page: Page) -> None:
    places.keep("Bear")
    create(places, page)
    click(page.get_by_role("button", name="From the cast"))
    page.get_by_role("dialog").get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Add 1 to the board")).to_be_enabled()


def cropping(places: Places, page: Page) -> None:
    create(places, page)
    click(open_card(page, 0).get_by_role("button", name="Crop").first)
    expect(page.get_by_role("dialog")).to_be_visible()


def dialog(opened: Opening, *names: str) -> Opening:
    """What a press on that page opens, and one within that. Where the page is still there, it is not opened anew."""

    def open_it(places: Places, page: Page) -> None:
        first = page.get_by_role("button", name=names[0]).first
        if page.get_by_role("dialog").count() or not first.is_visible():
            opened(places, page)
        for name in names:
            settled(page)
            click(page.get_by_role("button", name=name).first)
        expect(page.get_by_role("dialog").first).to_be_visible()

    return open_it


OPENED: dict[str, Opening] = {
    "library": library,
    "library, adding": adding,
    "library, deleted": deleted,
    "library, imported": imported,
    "member": member,
    "member, deleted": restorable,
    "export": dialog(library, "Export…"),
    "import": dialog(library, "Import…"),
    "import, planned": planned,
    "crop on a look": dialog(member, "Crop"),
    "crop on a card": cropping,
    "from the cast": picking,
    "keep in the cast": dialog(create, "Keep in the cast"),
    "drafts": dialog(two_drafts, "Drafts"),
    "drafts, change": dialog(two_drafts, "Drafts", "Change"),
    "presets": dialog(stocked, "Presets"),
    "presets, change": dialog(stocked, "Presets", "Change"),
    "voices": dialog(stocked, "Voices of your team"),
    "voices, change": dialog(stocked, "Voices of your team", "Change"),
    "request": dialog(create, "Show request"),
}


OF_THE_SAME_BUTTONS = ("crop on a card",)


def kind_of(name: str) -> str:
    """Without the picture or look that it is about; what explains is the same everywhere."""
    return "Help" if name.startswith("Help") else re.split(r" (?:Picture \d|Coat)", name)[0]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "opened" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-press")
        metafunc.parametrize("opened", [name for name in OPENED if every or name not in OF_THE_SAME_BUTTONS])


def test_every_button_survives_being_pressed_twice(
    places: Places, used_tab: Page, request: pytest.FixtureRequest, opened: str
) -> None:
    every, page = request.config.getoption("--every-press"), used_tab

    nowhere = f"{places.app.address}/deleted"  # Where nothing of what follows can be pressed.

    def opening() -> None:
        if every:
            go(page, nowhere)  # A press may have taken away what the next one is about, and left the page.
        OPENED[opened](places, page)

    go(page, nowhere)
    opening()
    settled(page)
    tried = names_of(page)
    assert tried, "there is something to press"
    kinds = {kind_of(name): name for name in reversed(tried)}
    new = tried if every else [name for kind, name in kinds.items() if kind not in places.pressed]
    # In a dialog the same word is another button; on a page it is the same one.
    places.pressed |= {"Close", "Help"} if page.get_by_role("dialog").count() else set(kinds)
    assert press_each(places.app, page, opening, new, every=every) == []
