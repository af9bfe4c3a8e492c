"""What the tests in the language without plain letters share: the messages of a page, and what may be plain in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit.testing.v1.local_script_runner as runner
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, DraftSubject
from lib.text.language import follow
from lib.ui.session_language import of_this_session
from tests.conftest import ROOT, SOMEONE
from tests.pages.board_kit import WholePage
from tests.pages.conftest import ME
from tests.pages.pseudo import PSEUDO, plain_words

MIA, BEAR = "米娅", "小熊"
FOG = "雾"
ALLOWED = frozenset(
    # Names: of the app, the service's models, what they are good for, formats and units.
    {"castboard", "vidu", "q1", "q2", "q3", "pro", "turbo", "fast", "classic"}
    | {"english", "ai", "label", "contentproducer", "version"}
    | {"mb", "kb", "gb", "mp", "png", "jpeg", "jpg", "webp", "hevc", "csv", "zip", "json", "curl", "http", "https"}
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ForwardMsg]]:
    """Every message that a page sends to its browser, in the language without plain letters."""
    messages: list[ForwardMsg] = []
    parse = runner.parse_tree_from_messages

    def keep(these: list[ForwardMsg]) -> Any:
        messages.extend(these)
        return parse(these)

    monkeypatch.setattr(runner, "parse_tree_from_messages", keep)
    follow(lambda: PSEUDO)
    yield messages
    follow(of_this_session)


@pytest.fixture
def board(studio: Studio, picture: Callable[..., bytes]) -> Draft:
    """As `draft`, and what is typed has no plain letter."""
    cast = tuple(
        DraftSubject(uid=uid, name=name, pictures=(studio.desk.add_picture(SOMEONE, picture(colour), "1.png"),))
        for uid, name, colour in (("1", MIA, "red"), ("2", BEAR, "blue"))
    )
    return Draft(cast=cast, scene=f"@{MIA} @{BEAR} 走过雾中", duration=1, resolution="540p")


@pytest.fixture
def draft(board: Draft) -> Draft:
    """What the kits of the pages make their jobs of."""
    return board


def at(page: str, **params: str) -> AppTest:
    app = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=30)
    app.session_state["person"] = ME
    if page != "create":
        app.switch_page(f"pages/{page}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return app


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def nothing_is_plain(messages: list[ForwardMsg], *more: str) -> None:
    assert messages
    found = plain_words(messages, ALLOWED | {word.lower() for word in more})
    assert not found, found
