"""The search for a secret finds it however it is written, wherever it stands."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest

from tests.traces import found

SECRET = "not/a+real=key-0815"
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in a web address": lambda said: quote_plus(said).encode(),
    "in JSON": lambda said: json.dumps({"said": said}).encode(),
    "in hex": lambda said: said.encode().hex().encode(),
    "in UTF-16": lambda said: said.encode("utf-16"),
    "in base64": lambda said: base64.b64encode(said.encode()),
    "in base64 for addresses": lambda said: base64.urlsafe_b64encode(said.encode()),
}


@pytest.mark.parametrize("before", ["", "x", "xy", "Bearer ", "Authorization: Bearer "])
@pytest.mark.parametrize("after", ["", "!", "!!"])
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_secret_is_found(write: Callable[[str], bytes], before: str, after: str) -> None:
    assert found(SECRET, {"here": write(f"{before}{SECRET}{after}"), "there": b"nothing"})[0].startswith("here: ")


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_another_text_is_not_taken_for_it(write: Callable[[str], bytes]) -> None:
    assert found(SECRET, {"here": write(SECRET[:-1])}) == []
