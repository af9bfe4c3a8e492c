"""The front door where people sign in, for somebody who has not: how to, and nothing of the pages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT


def test_whoever_is_not_signed_in_reads_how_to_and_sees_no_board(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("CASTBOARD_SIGN_IN", "proxy")  # By a header: AppTest has no cookies.
    request.getfixturevalue("studio")
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).run()
    assert not app.exception and [one.value for one in app.title] == ["You are not signed in"]
    assert not app.text_area and not [one for one in app.button if one.key == "generate"]
