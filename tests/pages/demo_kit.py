"""What the tests of the demo's own pages share: the app without a key, and its service, which draws nothing."""

from __future__ import annotations

import pytest

from lib.app import Studio
from lib.demo.service import DemoService


@pytest.fixture
def environment(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere, but for the key."""
    monkeypatch.setenv("OCTOPUSX_API_KEY", "")


@pytest.fixture
def service(studio: Studio) -> DemoService:
    """The demo service of this studio; its tasks wait for the test. It ends with the studio."""
    assert studio.demo is not None
    studio.demo.start()
    studio.demo.hold()
    return studio.demo
