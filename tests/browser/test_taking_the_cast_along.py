"""A cast leaves one house as a file and comes into another, which is empty: the faces are there."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import MemberKind
from lib.domain.member_edits import with_fields, with_pictures
from tests.browser.axe import judge
from tests.browser.nginx import LIMIT_BYTES, Nginx
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled
from tests.conftest import SOMEONE
from tests.services.store_kit import NOW

ANN = Actor("ann")
EXAMPLE = Path("lib/ui/create/example")


@pytest.fixture(scope="module")
def from_here(app_server: Callable[..., AppServer]) -> AppServer:
    """A house with Mia and Bear."""
    server = app_server()
    studio = server.studio()
    for name, kind, file in (("Mia", MemberKind.PERSON, "mia-portrait"), ("Bear", MemberKind.ANIMAL, "bear")):
        made = studio.cast.add(ANN, name, kind, NOW)
        _with_picture(studio, made.id, Path(server.root) / EXAMPLE / f"{file}.webp")
    studio.close()
    return server


def _with_picture(studio: Studio, member_id: str, file: Path) -> None:
    picture = studio.desk.add_picture(SOMEONE, file.read_bytes(), file.name)
    studio.cast.change(ANN, member_id, lambda one: with_pictures(one, one.looks[0].id, [picture]), NOW)


@pytest.fixture(scope="module")
def to_there(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def exported(page: Page, app: AppServer, folder: Path) -> Path:
    """The file that Export… saves."""
    open_page(page, f"{app.address}/cast")
    click(page.get_by_role("button", name="Export…"))
    dialog = page.get_by_role("dialog", name="Export the cast")
    expect(dialog.get_by_text("2 pictures")).to_be_visible()
    settled(page)
    assert judge(page) == []
    with page.expect_download() as saving:
        click(dialog.get_by_role("button", name="Export 2 members"))
    assert saving.value.suggested_filename.startswith("Castboard cast 20")
    expect(dialog.get_by_text("Your browser saves")).to_be_visible()
    path = folder / "cast.zip"
    saving.value.save_as(path)
    return path


def choose(page: Page, address: str, file: Path) -> Locator:
    """The dialog in which this file was chosen."""
    open_page(page, f"{address}/cast")
    click(page.get_by_role("button", name="Import…"))
    dialog = page.get_by_role("dialog", name="Import into the cast")
    with page.expect_file_chooser() as choosing:
        click(dialog.get_by_role("button", name="Choose a file"))
    choosing.value.set_files(file)
    return dialog


def faces(page: Page) -> list[int]:
    """How wide each face is, in pixels of its file, once all have been drawn."""
    drawn = page.locator("img.face")
    expect(drawn.nth(1)).to_be_visible()
    for one in drawn.all():
        expect(one).to_have_js_property("complete", True)
    widths: list[int] = drawn.evaluate_all("all => all.map(one => one.naturalWidth)")
    return widths


def test_a_cast_comes_whole_into_an_empty_house(
    from_here: AppServer, to_there: AppServer, page: Page, tmp_path: Path
) -> None:
    file = exported(page, from_here, tmp_path)
    dialog = choose(page, to_there.address, file)
    expect(dialog.get_by_text("2 new")).to_be_visible()
    expect(dialog.get_by_alt_text("Mia")).to_be_visible()
    click(dialog.get_by_role("button", name="Import 2 members"))
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("2 members imported.")).to_be_visible()
    widths = faces(page)
    assert len(widths) == 2 and all(widths)

    # The same file again: everybody is here.
    dialog = choose(page, to_there.address, file)
    expect(dialog.get_by_text("2 the same")).to_be_visible()
    expect(dialog.get_by_text("There is nothing to import")).to_be_visible()
    expect(dialog.get_by_role("button", name="Import", exact=True)).to_be_disabled()
    click(dialog.get_by_role("button", name="Close"))

    # Somebody changes Mia here: the file does not undo it by itself.
    studio = to_there.studio()
    mia = next(one.member for one in studio.store.members.all() if one.member.name == "Mia")
    studio.cast.change(ANN, mia.id, lambda one: with_fields(one, name="Maria"), NOW)
    dialog = choose(page, to_there.address, file)
    expect(dialog.get_by_text("1 differs")).to_be_visible()
    settled(page)
    assert judge(page) == []
    click(dialog.get_by_text("Use imported"))
    click(dialog.get_by_role("button", name="Import 1 member"))
    expect(page.get_by_text("1 member imported: 0 new, 1 changed.")).to_be_visible()
    settled(page)
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Maria")).to_be_visible()
    studio.close()


def test_a_file_that_is_no_cast_says_so_in_its_place(to_there: AppServer, page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    other = tmp_path / "holiday.zip"
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("beach.txt", "x")
    dialog = choose(page, to_there.address, other)
    expect(dialog.get_by_text("There is no cast in this zip file.")).to_be_visible()
    no_sideways_scroll(page)
    other.write_bytes(b"no zip")
    with page.expect_file_chooser() as choosing:
        dialog.get_by_role("button", name="Choose a file").press("Enter")
    choosing.value.set_files(other)
    expect(dialog.get_by_text("This is not a zip file.")).to_be_visible()


def test_a_file_comes_through_a_proxy_that_takes_little_at_once(
    from_here: AppServer, page: Page, tmp_path: Path
) -> None:
    proxy = Nginx(tmp_path / "nginx", from_here.address)
    file = exported(page, from_here, tmp_path)
    assert file.stat().st_size > 2 * LIMIT_BYTES
    # The console tells of each part that was too large.
    tab = page.context.new_page()
    dialog = choose(tab, proxy.limited, file)
    expect(dialog.get_by_text("2 the same")).to_be_visible()
    proxy.stop()
