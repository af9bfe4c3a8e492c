"""The server is killed while people sign in by their links: whoever was let in stays in, and no link works twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
import requests

from lib.domain.role import Role
from lib.ui.callers import TOKEN_COOKIE
from tests.browser.running import AppServer
from tests.browser.team import INVITE, link_for
from tests.conftest import ON_EACH_DATABASE
from tests.faults.processes import start, wait_for_killed_sessions
from tests.faults.table import Row, Table

LINKS = 24
LET_IN_BEFORE = 8
"""So many have their answer when the server is killed; the others are anywhere on their way."""
FILE = "/app/static/library/videos/none.mp4"
"""Nobody is told whether it exists; who is signed in is."""


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[AppServer]:
    server = AppServer(tmp_path / "data", INVITE | {"CASTBOARD_DATABASE_URL": database_url}, forked=True)
    start(server)
    yield server
    server.kill()


@ON_EACH_DATABASE
def test_whoever_was_let_in_before_a_kill_stays_in_and_no_link_works_twice(app: AppServer, table: Table) -> None:
    links = [link_for(app, Role.MAKER) for _ in range(LINKS)]
    asked = dict.fromkeys(links, "")
    """By link: the cookie that was answered, if an answer came."""
    with ThreadPoolExecutor(4) as pool:
        answers = {link: pool.submit(joined, link, app.address) for link in links}
        for _ in islice(as_completed(answers.values()), LET_IN_BEFORE):
            pass
        app.kill()
        asked |= {link: one.result() for link, one in answers.items()}
    with closing(app.studio()) as studio:
        wait_for_killed_sessions(studio)
    app.start(same_port=True)
    let_in = {link: cookie for link, cookie in asked.items() if cookie}
    assert LET_IN_BEFORE <= len(let_in) < LINKS, "the kill came at the wrong time"

    assert status(app, "") == 401
    assert [status(app, cookie) for cookie in let_in.values()] == [404] * len(let_in)
    states = {link: requests.get(link, timeout=10).status_code for link in links}
    assert {states[link] for link in let_in} == {410}
    assert [joined(link, app.address) for link in let_in] == [""] * len(let_in)
    used = [link for link, state in states.items() if state == 410]
    with closing(app.studio()) as studio:
        assert len(studio.store.accounts.all()) == len(used), "one person for each used link, and none for others"
    still_open = [link for link, state in states.items() if state == 200]
    assert len(used) + len(still_open) == LINKS
    assert all(status(app, joined(link, app.address)) == 404 for link in still_open)
    end = f"{len(let_in)} let in and still signed in, {len(used)} links used, {len(still_open)} work once more"
    table.add(Row("Process", "kill -9 while people sign in", LINKS, end, 0))


def joined(link: str, address: str) -> str:
    """The cookie of somebody who opens a link; "" if they are not let in, or nobody answers."""
    try:
        answer = requests.post(link, {"name": "Mia"}, headers={"Origin": address}, timeout=10, allow_redirects=False)
    except (requests.ConnectionError, requests.Timeout):
        return ""
    return answer.cookies.get(TOKEN_COOKIE) or ""


def status(app: AppServer, cookie: str) -> int:
    """What is answered to whoever asks for a file with this cookie: 401 to nobody, 404 where it would be shown."""
    cookies = {TOKEN_COOKIE: cookie} if cookie else {}
    return requests.get(app.address + FILE, cookies=cookies, timeout=10).status_code
