"""Pictures pass through the server's memory and do not stay there."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import card, pictures
from tests.browser.running import AppServer, click, open_page, settled

UPLOADS, WARM = 20, 5
"""The first few bring in what stays for good: libraries, caches, room to decode in."""
GROWTH_BYTES = 40_000_000
"""Half of what the others would take if they stayed."""
AT_ONCE = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "1000000"}
"""With them, read at its start, glibc gives back at once what is freed of pictures. Else it keeps up to 70 MB, by how
the threads happened to meet: what is measured would not be what the app holds."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server(AT_ONCE, forked=False)


def five_megabytes(number: int) -> bytes:
    """A picture of noise, another one for each number."""
    noise = Image.frombytes("RGB", (1300, 1300), random.Random(number).randbytes(1300 * 1300 * 3))
    into = io.BytesIO()
    noise.save(into, "PNG", compress_level=0)
    return into.getvalue()


def memory(app: AppServer) -> int:
    return int(psutil.Process(app.pid).memory_info().rss)


def test_uploads_do_not_pile_up_in_memory(app: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    after: list[int] = []
    for number in range(UPLOADS):
        picture = tmp_path / "noise.png"
        picture.write_bytes(five_megabytes(number))
        put_on_and_taken_off(page, found, picture)
        after.append(memory(app))
    assert after[-1] - after[WARM - 1] < GROWTH_BYTES, [one // 1_000_000 for one in after]


def test_files_that_were_refused_do_not_pile_up_either(app: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    after: list[int] = []
    for number in range(UPLOADS):
        name = f"not-{number}-really.png"
        (tmp_path / name).write_bytes(b"%PDF-1.7" + random.Random(number).randbytes(5_000_000))
        choose(found, tmp_path / name)
        expect(found.get_by_role("alert")).to_contain_text(f"{name}: This is a PDF")
        settled(page)
        after.append(memory(app))
    assert after[-1] - after[WARM - 1] < GROWTH_BYTES, [one // 1_000_000 for one in after]


def choose(found: Locator, file: Path) -> None:
    """From the disk: through the test's own line to the browser such a file takes longer than all that follows."""
    found.locator('input[type="file"]').set_input_files(file)


def put_on_and_taken_off(page: Page, found: Locator, file: Path) -> None:
    choose(found, file)
    expect(pictures(found)).to_have_count(1)
    settled(page)
    click(found.get_by_role("button", name="Remove").last)
    expect(pictures(found)).to_have_count(0)
    settled(page)
