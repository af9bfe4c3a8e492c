"""The app behind a real nginx that puts a prefix before it, which the app knows or has never heard of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.browser.board import add_subject, card, pictures
from tests.browser.lived_in import fill
from tests.browser.nginx import PREFIX, Nginx
from tests.browser.running import AppServer, click, in_bar, open_page, settled

PASSED = ("data", "blob")


@pytest.fixture(scope="module", params=["stripped", "passed on"])
def studio(
    request: pytest.FixtureRequest,
    app_server: Callable[..., AppServer],
    tmp_path_factory: pytest.TempPathFactory,
    film: Path,
) -> Iterator[str]:
    """The address of a studio with jobs and videos below the prefix."""
    strip = request.param == "stripped"
    app = app_server(settings={} if strip else {"STREAMLIT_SERVER_BASE_URL_PATH": PREFIX})
    inside = app.studio()
    fill(inside, film)
    inside.close()
    proxy = Nginx(tmp_path_factory.mktemp("nginx"), urlsplit(app.address)._replace(path="").geturl(), strip=strip)
    yield proxy.prefixed
    proxy.stop()


class Asked:
    """All that a page asks for: nothing outside the prefix, and all of it is there."""

    def __init__(self, page: Page) -> None:
        self.paths: list[str] = []
        self.wrong: list[str] = []
        page.on("request", self._request)
        page.on("response", self._response)

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in PASSED:
            self.paths.append(url.path)
            if not url.path.startswith(f"{PREFIX}/"):
                self.wrong.append(f"outside: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")

    def has(self, part: str) -> bool:
        return any(part in path for path in self.paths)


def test_a_journey_over_all_pages_stays_below_it(studio: str, page: Page) -> None:
    asked = Asked(page)
    with page.expect_request("**/app/static/library/thumbs/*-96.webp*") as small:
        open_page(page, f"{studio}/jobs")
    assert small.value.response() is not None
    click(in_bar(page, "Create"))
    expect(page).to_have_url(f"{studio}/")
    settled(page)
    add_subject(page, "Mia", "red")
    expect(pictures(card(page, 0))).not_to_have_js_property("naturalWidth", 0)
    click(in_bar(page, "Cast"))
    expect(page).to_have_url(f"{studio}/cast")
    settled(page)
    open_page(page, f"{studio}/admin?section=usage")
    expect(page.get_by_role("heading", name="By model")).to_be_visible()
    click(in_bar(page, "Gallery"))
    expect(page).to_have_url(f"{studio}/gallery")
    poster = page.locator(".card img.poster").first
    expect(poster).to_have_js_property("complete", True)
    expect(poster).not_to_have_js_property("naturalWidth", 0)
    click(page.locator(".card a.open").first)
    with page.expect_download() as saved:
        click(page.get_by_text("Download", exact=True))
    assert saved.value.path().stat().st_size > 1000
    page.evaluate("""() => Object.defineProperty(navigator, "clipboard",
        { value: { writeText: async text => { window.copied = text } }, configurable: true })""")
    click(page.get_by_role("button", name="Copy link"))
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    shown = str(page.evaluate("() => window.copied"))
    assert shown.startswith(f"{studio}/gallery?video=")
    page.goto(shown)
    settled(page)
    expect(page.locator("video")).not_to_have_js_property("duration", 0)
    assert asked.wrong == [] and asked.has("/thumbs/") and asked.has("/posters/") and asked.has("/videos/")
