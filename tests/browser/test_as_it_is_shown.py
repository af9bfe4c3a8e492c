"""What a page shows is what is there, also in a browser that translates, and the console has nothing to complain of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from lib.domain.cast_member import MemberKind
from lib.domain.job import JobState
from lib.ui.state import utc_now
from tests.browser.board import a_board
from tests.browser.job_page import card_of_the_job
from tests.browser.lived_in import fill
from tests.browser.running import AppServer, click, in_bar, open_page, settled
from tests.conftest import SOMEONE

ADMIN = tuple(f"admin?section={name}" for name in ("limits", "usage", "storage", "service", "announcement"))
TRANSLATE = """() => {
  let wrapped = 0;
  const walk = (root) => {
    for (const node of [...root.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
        const font = document.createElement('font');
        node.replaceWith(font);
        font.append(document.createElement('font'));
        font.firstChild.append(node);
        wrapped += 1;
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches('script, style, textarea')) {
        if (node.matches('[translate="no"], .notranslate')) continue;
        walk(node);
        if (node.shadowRoot) walk(node.shadowRoot);
      }
    }
  };
  if (!document.documentElement.matches('[translate="no"], .notranslate')) walk(document.documentElement);
  return wrapped;
}"""
"""What a translating browser does with each text that does not say that it must not."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture(scope="module")
def ids(app: AppServer, film: Path) -> dict[str, str]:
    studio = app.studio()
    found = fill(studio, film)
    studio.close()
    return found


def translated(page: Page) -> None:
    settled(page)
    assert page.evaluate(TRANSLATE) == 0


def test_a_board_that_is_translated_shows_what_is_sent(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    translated(page)
    click(page.get_by_role("radio", name="Q2 Turbo"))
    expect(page.get_by_text("Q2 Turbo, 1 s, 540p")).to_be_visible()
    translated(page)
    click(page.get_by_role("button", name="Add a subject"))
    expect(page.get_by_text("Subject 3 needs")).not_to_have_count(0)
    translated(page)


def test_a_job_that_is_translated_is_the_one_whose_buttons_are_there(
    app: AppServer, ids: dict[str, str], page: Page
) -> None:
    for job_id, name in ((ids["Fog"], "Fog"), (ids["Bear naps"], "Bear naps")):
        open_page(page, f"{app.address}/jobs?job={job_id}")
        translated(page)
        expect(card_of_the_job(page).get_by_role("heading", name=name)).to_be_visible()
    for path in ("gallery", f"gallery?video={ids['Fog']}", "deleted", "cast", *ADMIN):
        open_page(page, f"{app.address}/{path}")
        translated(page)


def test_a_member_that_is_translated_is_the_one_that_is_changed(app: AppServer, page: Page) -> None:
    studio, now = app.studio(), utc_now()
    mia, bear = (studio.cast.add(SOMEONE, name, MemberKind.PERSON, now).id for name in ("Mia", "Bear"))
    for member_id, name in ((mia, "Mia"), (bear, "Bear")):
        open_page(page, f"{app.address}/cast?member={member_id}")
        translated(page)
        expect(page.get_by_role("heading", level=1)).to_have_text([name])
    click(page.get_by_role("button", name="Add a look"))
    expect(page.get_by_label("Name of look 2")).to_be_visible()
    translated(page)
    click(page.get_by_role("button", name="Archive"))
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    translated(page)
    kept = studio.store.members.of_ids([mia, bear])
    studio.close()
    assert [(one.archived, len(one.member.looks)) for one in (kept[mia], kept[bear])] == [(False, 1), (True, 2)]


def test_no_page_complains_in_the_console(app: AppServer, ids: dict[str, str], page: Page) -> None:
    """Of warnings, too: what nobody reads hides what somebody should have read."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(text(message)) if message.type in ("warning", "error") else None)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        shown = ("", "cast", "jobs", f"jobs?job={ids[JobState.FAILED]}", "gallery", f"gallery?video={ids['Fog']}")
        for path in (*shown, "deleted", *ADMIN):
            open_page(page, f"{app.address}/{path}")
            expect(in_bar(page)).to_have_count(4)
    assert heard == []


def text(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"
