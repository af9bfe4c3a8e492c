"""Who asks, from cookies and headers: only what the way to sign in here goes by counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.sign_in import Caller
from lib.services.settings import Settings
from lib.ui.callers import ADDRESS_HEADER, TOKEN_COOKIE, caller_of

TOKEN = "A" * 43
HEADERS = {ADDRESS_HEADER: "192.0.2.7", "X-Forwarded-Email": " mia@example.com ", "User-Agent": "x" * 999}
NOBODY = Caller(address="192.0.2.7", browser="x" * 300)


@pytest.mark.parametrize(
    ("sign_in", "caller"),
    [
        ("invite", replace(NOBODY, token=TOKEN)),
        ("proxy", replace(NOBODY, named="mia@example.com")),
        ("oidc", NOBODY),
        ("", NOBODY),
    ],
)
def test_each_way_to_sign_in_goes_by_its_own_sign(sign_in: str, caller: Caller) -> None:
    settings = Settings.model_validate({"CASTBOARD_SIGN_IN": sign_in})
    assert caller_of({TOKEN_COOKIE: TOKEN}, HEADERS, settings) == caller


@pytest.mark.parametrize("token", ["", "short", "A" * 101, f"{TOKEN}\n", "ü" * 43])
def test_what_cannot_be_a_token_of_ours_is_none(token: str) -> None:
    settings = Settings.model_validate({"CASTBOARD_SIGN_IN": "invite"})
    assert caller_of({TOKEN_COOKIE: token}, {}, settings) == Caller()
