"""In demo mode, too, no sentence of ours reaches a page past the catalogue: see test_pseudo_language.py."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.app import Studio
from lib.domain.demo_words import DemoWord
from lib.domain.draft import Draft
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME
from tests.pages.demo_kit import environment
from tests.pages.pseudo_kit import at, board, nothing_is_plain, sent, shown

__all__ = ["board", "environment", "sent"]


@pytest.mark.parametrize("word", DemoWord)
def test_what_can_go_wrong(sent: list[ForwardMsg], studio: Studio, board: Draft, word: DemoWord) -> None:
    studio.store.drafts.save("1", ME, board, utc_now())
    shown(at("create", draft="1", mishap=word.value))
    nothing_is_plain(sent, word.value)


def test_the_example_films_and_the_menu(sent: list[ForwardMsg], studio: Studio, now: datetime) -> None:
    for films in ("", "fill"):
        shown(at("gallery", **({"films": films} if films else {})))
        front = at("create")
        front.session_state["frame.demo"] = True
        assert any("mishap" in link.proto.query_string for link in shown(front).get("page_link"))
    for job_id in studio.example_films.now().ids:
        job = studio.store.jobs.get(job_id)
        assert job is not None
        studio.desk.cancel(SOMEONE, job, now)
    app = at("gallery", films="clear")
    shown(app)
    nothing_is_plain(sent, "demo", "octopusx_api_key", "readme")
