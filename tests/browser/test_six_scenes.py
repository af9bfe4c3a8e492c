"""Six scenes with one cast of three, in few clicks: counted as hands do them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from lib.demo.service import DemoService
from lib.domain.lists import JobQuery
from lib.domain.naming import with_ids
from tests.browser.board import a_file, files_dialog, png, scene
from tests.browser.hands import Hands
from tests.browser.running import AppServer, click, in_bar, open_page, settled

SCENES = (
    "@Mia lifts her lantern. @Bear and @Owl look up.",
    "@Owl flies over @Mia and @Bear.",
    "@Bear carries @Mia over the brook, @Owl ahead of them.",
    "@Mia, @Bear and @Owl sleep under a tree.",
    "@Mia wakes; @Owl calls, and @Bear stretches.",
    "@Bear, @Mia and @Owl walk home in the rain.",
)
NAMES = ["Mia", "Bear", "Owl"]
MOST_CLICKS, MOST_DIALOGS = 15, 3


def test_six_scenes_with_three_subjects(
    app_server: Callable[..., AppServer], module_upstream: DemoService, page: Page
) -> None:
    module_upstream.hold()
    app = app_server(upstream=module_upstream)
    hands = Hands()
    hands.watch(page)
    open_page(page, app.address)
    choosing = files_dialog(page, lambda: click(page.get_by_role("button", name="Add pictures", exact=True)))
    names = {"Mia_front.png": "coral", "Bear.png": "teal", "owl-final.png": "gold"}
    choosing.set_files([a_file(name, png(colour)) for name, colour in names.items()])
    click(page.get_by_role("button", name="One subject each"))
    expect(page.get_by_role("button", name="@Owl", exact=True)).to_be_visible()
    settled(page)

    studio = app.studio()
    click(scene(page))
    for number, words in enumerate(SCENES, start=1):
        if number > 1:
            click(page.get_by_role("button", name="Clear the scene"))
            expect(scene(page)).to_be_focused()
            expect(scene(page)).to_have_value("")
            settled(page)
        page.keyboard.type(words, delay=25)
        click(page.get_by_role("button", name="Generate", exact=True))
        # Whoever waits for the word that it counted sees it here and above.
        expect(in_bar(page, "Jobs")).to_have_accessible_name(re.compile(rf"\b{number}\b"))
        settled(page)

    jobs = [studio.store.jobs.get(line.id) for line in studio.store.lists.lines(JobQuery())]
    assert {job.request.prompt for job in jobs if job} == {with_ids(words, NAMES) for words in SCENES}
    assert all(job and [one.id for one in job.request.subjects] == NAMES for job in jobs)
    studio.close()
    print(f"six scenes: {hands.clicks} clicks, {hands.keys} keys, {hands.dialogs} file dialogs")
    assert hands.clicks + hands.keys <= MOST_CLICKS and hands.dialogs <= MOST_DIALOGS
    # Cleared by mistake, a scene comes back.
    click(page.get_by_role("button", name="Clear the scene"))
    click(page.get_by_role("button", name="Undo: Cleared the scene"))
    expect(scene(page)).to_have_value(SCENES[-1])
