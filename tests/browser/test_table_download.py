"""The jobs as a file, by our own button: the facts, and text by people stays text in whatever opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.demo.service import DemoService
from tests.browser.odd_shelf import shelve
from tests.browser.odd_texts import as_typed, nothing_happens, read
from tests.browser.running import AppServer, click, open_page

NAMES = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("https://example.com","x")',
    "fog;=1+1",
    "fog, =1+1",
    'fog ";=1+1',
    "fog\t=1+1",
    "\u202e=1",
    "\u200b\u2060=1",
    "\x1b=1",
    "Mia, Bear and 小熊",
    'say "hello"',
    "a=b; c-d, e@f",
)
SIGNS = tuple("=+-@\t\r＝＋－＠")
UNSEEN = "".join(map(chr, range(32))) + "\u200b\u2060\u202e\ufeff"
WITHOUT_THE_PICKER = "delete window.showSaveFilePicker; delete Window.prototype.showSaveFilePicker;"
"""As in browsers that save a file without asking where to: nobody could answer that question here."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService, film: Path) -> AppServer:
    server = app_server(upstream=module_upstream)
    studio = server.studio()
    for name in NAMES:
        shelve(studio, name, film)
    studio.close()
    return server


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_of_the_file_begins_a_formula(app: AppServer, page: Page, separator: str) -> None:
    """Where a spreadsheet expects another separator than the file has, cells begin within names."""
    saved = _saved(app, page)
    cells = [cell for row in csv.reader(io.StringIO(saved, newline=""), delimiter=separator) for cell in row]
    assert len(cells) > len(NAMES)
    begun = [cell for cell in cells if cell.lstrip(" \ufeff").startswith(SIGNS)]
    assert not begun, begun
    without_a_guard = [cell for cell in cells if cell[:1] != "\u200b" and cell.lstrip(UNSEEN).startswith(SIGNS)]
    assert not without_a_guard, without_a_guard


def test_what_people_wrote_and_chose_stands_in_the_file(app: AppServer, page: Page) -> None:
    rows = list(csv.DictReader(io.StringIO(_saved(app, page).lstrip("\ufeff"), newline="")))
    typed = [read(name).replace("\u200b", "") for name in NAMES]
    assert sorted(_shown(rows, "Name")) == sorted(name for name in typed for _ in (1, 2))
    assert {row["Take"] for row in rows} == {"1 of 2", "2 of 2"} and all(row["Scene"] for row in rows)
    assert all(datetime.fromisoformat(row["Made at"]).utcoffset() for row in rows), "with its zone"
    assert not any("/app/static" in cell for row in rows for cell in row.values()), "links of ours, which die"
    assert sorted(_shown(rows, "Made by")) == sorted(name for name in typed for _ in (1, 2))
    assert {row["State"] for row in rows} == {"Ready", "Failed"}


def _shown(rows: list[dict[str, str]], column: str) -> list[str]:
    return [read(row[column]).replace("\u200b", "") for row in rows]


def _saved(app: AppServer, page: Page) -> str:
    page.add_init_script(WITHOUT_THE_PICKER)
    with nothing_happens(page):
        open_page(page, f"{app.address}/jobs")
        table = page.get_by_test_id("stDataFrame")
        expect(table).to_be_visible()
        as_typed(page)
        table.hover()
        expect(table.get_by_role("button", name="Download as CSV")).to_have_count(0)
        with page.expect_download() as saving:
            click(page.get_by_role("button", name="Save the list"))
        return Path(saving.value.path()).read_bytes().decode()
