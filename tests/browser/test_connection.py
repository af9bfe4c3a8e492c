"""What people read when a proxy or a lost connection stands between the page and its server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, Route, expect

from lib.text.connection_sentences import SENTENCES
from lib.text.language import _, language_of, speaking
from tests.browser.board import a_file, add_subject, card, pictures, png, upload
from tests.browser.nginx import Nginx
from tests.browser.running import FAILED, AppServer, click, open_page, settled

MIA = a_file("mia.png", png("red"))
TOO_LARGE = a_file("large.png", png("red") + bytes(1_200_000))


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture
def proxy(app: AppServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    made = Nginx(tmp_path_factory.mktemp("nginx"), app.address)
    yield made
    made.stop()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab whose console may complain: each of these tests breaks a connection."""
    made = context.new_page()
    yield made
    assert made.locator(FAILED).count() == 0


def said(page: Page) -> Locator:
    """All but that the line is lost, which comes with the third attempt to find it again."""
    return page.locator('.castboard-connection section:not([data-castboard-said="away"])')


def pass_time(page: Page, ms: int) -> None:
    """As if nobody had touched the page for so long; what the browser asks meanwhile is answered."""
    for _second in range(ms // 1000):
        page.clock.run_for(1000)


# WebSockets


def test_a_page_whose_websockets_are_blocked_says_so_and_goes_on_when_they_pass(proxy: Nginx, page: Page) -> None:
    page.clock.install()
    page.goto(proxy.without_websockets)
    page.wait_for_selector('[data-testid="stApp"]', state="attached")
    pass_time(page, 7_000)
    expect(said(page)).to_have_count(0)
    with page.expect_response("**/_stcore/health"):
        pass_time(page, 2_000)
    page.clock.resume()
    expect(said(page)).to_have_count(1)
    expect(said(page).get_by_role("heading")).to_have_text("This page cannot connect to Castboard")
    for words in ("Nothing you made is lost", "Try another network", "proxy_set_header Upgrade", "_stcore/stream"):
        expect(said(page)).to_contain_text(words)
    proxy.let_websockets_pass()
    expect(said(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Create a video")).to_be_visible()


@pytest.mark.parametrize(
    "broken",
    [
        "window.WebSocket = class { constructor() { throw new Error('not here') } }",
        """window.WebSocket = class extends WebSocket { constructor(...from) {
             super(...from); this.addEventListener('open', () => this.close()) } }""",
    ],
    ids=["no WebSockets at all", "opened and cut at once"],
)
def test_other_ways_in_which_websockets_do_not_get_through(app: AppServer, page: Page, broken: str) -> None:
    page.add_init_script(broken)
    page.clock.install()
    page.goto(app.address)
    page.wait_for_selector('[data-testid="stApp"]', state="attached")
    # Only until the page's own attempt has begun. How long its line holds is for the real clock to say: a faked one is
    # two seconds on before a slow machine has reported that it was cut, and the attempt would count as a success.
    with page.expect_response("**/_stcore/health"):
        pass_time(page, 6_000)
    page.clock.resume()
    # The rest of the ten seconds takes its time; and as much again, should the machine stand still for two of them.
    heading = said(page).get_by_role("heading")
    expect(heading).to_have_text("This page cannot connect to Castboard", timeout=40_000)


@pytest.mark.parametrize("slow", ["the script", "everything"])
def test_a_start_that_is_only_slow_says_nothing(proxy: Nginx, page: Page, slow: str) -> None:
    held: list[Route] = []
    if slow == "the script":
        page.route("**/static/js/index.*.js", lambda route: held.append(route))
    page.clock.install()
    page.goto(proxy.limited, wait_until="commit")
    if slow == "everything":
        proxy.freeze()
    pass_time(page, 30_000)
    expect(said(page)).to_have_count(0)
    for route in held:
        route.continue_()
    proxy.thaw()
    page.clock.resume()
    expect(page.get_by_role("heading", name="Create a video")).to_be_visible()
    expect(said(page)).to_have_count(0)


# Pictures


def board_with_a_card(page: Page, address: str) -> Locator:
    open_page(page, address)
    click(page.get_by_role("button", name="Add a subject"))
    expect(card(page, 0).get_by_label("Name", exact=True)).to_be_visible()
    # Its script comes over the same line: without it there is nothing to choose a picture with.
    expect(card(page, 0).get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    settled(page)
    return card(page, 0)


def is_away(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')


def dropped(page: Page, found: Locator, file: FilePayload) -> None:
    transfer = page.evaluate_handle(
        """name => { const made = new DataTransfer(); made.items.add(new File(["x"], name)); return made }""",
        file["name"],
    )
    found.get_by_test_id("stFileUploaderDropzone").dispatch_event("drop", {"dataTransfer": transfer})


@pytest.mark.parametrize("how", [upload, dropped])
def test_a_picture_chosen_while_the_page_is_not_connected(proxy: Nginx, page: Page, how: Callable[..., None]) -> None:
    found = board_with_a_card(page, proxy.limited)
    proxy.stop()
    is_away(page)
    how(*([page] if how is dropped else []), found, MIA)
    expect(said(page)).to_contain_text("mia.png was not added. This page is not connected to Castboard now.")
    click(said(page).get_by_role("button", name="Close"))
    expect(said(page)).to_have_count(0)


def test_pictures_for_the_whole_cast_chosen_while_the_page_is_not_connected(proxy: Nginx, page: Page) -> None:
    open_page(page, proxy.limited)
    place = page.locator(".st-key-cast-pictures")
    expect(place.get_by_role("button", name="Add pictures")).to_be_visible()
    settled(page)
    upload(place, TOO_LARGE)
    expect(said(page)).to_contain_text("large.png was not added. It is 1.2 MB, more than the proxy")
    click(said(page).get_by_role("button", name="Close"))
    proxy.stop()
    is_away(page)
    upload(place, MIA)
    expect(said(page)).to_contain_text("mia.png was not added. This page is not connected to Castboard now.")
    proxy.start()
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    upload(place, MIA)
    expect(pictures(card(page, 0))).to_have_count(1)
    expect(said(page)).to_have_count(0)


def test_pictures_that_came_while_the_connection_was_lost_are_there_when_it_is_back(
    app: AppServer, proxy: Nginx, page: Page
) -> None:
    open_page(page, proxy.limited)
    expect(page.get_by_role("button", name="Add pictures")).to_be_visible()
    settled(page)
    held: list[Route] = []
    page.route("**/app/static/uploads", lambda route: held.append(route))
    with page.expect_request("**/app/static/uploads"):
        upload(page.locator(".st-key-cast-pictures"), MIA)
    proxy.stop()
    is_away(page)
    with page.expect_response("**/app/static/uploads"):
        # Past the proxy, to where it is the same origin.
        headers = held[0].request.headers | {"origin": app.address}
        held[0].fulfill(response=held[0].fetch(url=app.address + "/app/static/uploads", headers=headers))
    expect(pictures(card(page, 0))).to_have_count(0)
    proxy.start()
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    expect(pictures(card(page, 0))).to_have_count(1)


def test_a_picture_that_was_lost_on_its_way_is_named_when_the_page_is_back(proxy: Nginx, page: Page) -> None:
    found = board_with_a_card(page, proxy.limited)
    proxy.freeze()
    upload(found, MIA)
    proxy.stop()
    is_away(page)
    proxy.start()
    expect(said(page)).to_contain_text("mia.png was not added. The connection to Castboard was lost.")
    upload(found, MIA)
    expect(pictures(found)).to_have_count(1)
    expect(said(page)).to_have_count(0)


def test_a_connection_that_breaks_while_a_picture_is_sent(proxy: Nginx, page: Page) -> None:
    found = board_with_a_card(page, proxy.limited)
    page.route("**/_stcore/upload_file/**", lambda route: route.abort("connectionreset"))
    upload(found, MIA)
    expect(said(page)).to_contain_text("mia.png was not added. The connection was lost during the upload.")


def test_a_picture_over_the_limit_of_a_proxy_is_named_and_the_others_are_taken(proxy: Nginx, page: Page) -> None:
    found = board_with_a_card(page, proxy.limited)
    upload(found, TOO_LARGE, MIA)
    expect(said(page)).to_contain_text("large.png was not added. It is 1.2 MB, more than the proxy")
    expect(said(page)).to_contain_text("client_max_body_size")
    expect(pictures(found)).to_have_count(1)
    expect(said(page)).to_have_count(1)


def test_a_picture_that_is_taken_and_a_connection_that_comes_back_are_no_news(proxy: Nginx, page: Page) -> None:
    open_page(page, proxy.limited)
    add_subject(page, "Mia", "red")
    proxy.stop()
    is_away(page)
    proxy.start()
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    add_subject(page, "Bear", "blue")
    expect(said(page)).to_have_count(0)


# Languages


def in_chinese(name: str) -> str:
    with speaking(language_of("zh_Hans")):
        return _(SENTENCES[name])


@pytest.fixture
def chinese(browser: Browser) -> Iterator[Page]:
    """A tab of a browser that is set to Chinese."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def test_a_page_that_cannot_connect_speaks_the_language_of_the_browser(proxy: Nginx, chinese: Page) -> None:
    chinese.clock.install()
    chinese.goto(proxy.without_websockets)
    chinese.wait_for_selector('[data-testid="stApp"]', state="attached")
    with chinese.expect_response("**/_stcore/health"):
        pass_time(chinese, 9_000)
    chinese.clock.resume()
    expect(said(chinese).get_by_role("heading")).to_have_text(in_chinese("blocked"))
    expect(said(chinese)).to_contain_text(in_chinese("blocked_hint"))
    expect(said(chinese).locator("code")).to_have_text(re.compile("^ws://.*/_stcore/stream$"))
    expect(said(chinese).get_by_role("button")).to_have_text(in_chinese("try_again"))
    expect(chinese.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_connected_page_speaks_the_language_that_its_person_chose(proxy: Nginx, page: Page) -> None:
    open_page(page, proxy.limited)
    click(page.get_by_role("button", name="Add a subject"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    click(page.locator(".st-key-frame").get_by_role("button", name="English"))
    click(page.get_by_role("radio", name="简体中文").locator("xpath=ancestor::label"))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    dropzone = card(page, 0).get_by_test_id("stFileUploaderDropzone")
    expect(dropzone).to_be_visible()
    settled(page)
    proxy.stop()
    is_away(page)
    dropped(page, card(page, 0), MIA)
    sentence = in_chinese("not_taken").format(name="mia.png", reason=in_chinese("not_connected"))
    expect(said(page).get_by_role("paragraph")).to_have_text(sentence)
