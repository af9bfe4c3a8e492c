"""In demo mode, too, no sentence of ours reaches a page past the catalogue: see test_pseudo_language.py."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.app import Studio
from lib.domain.demo_words import DemoWord
from lib.domain.draft import Draft
from lib.ui.state import utc_now
from tests.pages.conftest import ME
from tests.pages.demo_kit import environment
from tests.pages.pseudo_kit import at, board, nothing_is_plain, sent, shown

__all__ = ["board", "environment", "sent"]


@pytest.mark.parametrize("word", DemoWord)
def test_what_can_go_wrong(sent: list[ForwardMsg], studio: Studio, board: Draft, word: DemoWord) -> None:
    studio.store.drafts.save("1", ME, board, utc_now())
    shown(at("create", draft="1", mishap=word.value))
    nothing_is_plain(sent, word.value)
