"""The account line: whether the key is taken and what is left, asked rarely and kept for all pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.services.gateway.balance import Account, AccountStatus


def balance(available: float, *, unlimited: bool = False) -> Mishap:
    data = {"name": "team", "total_available": available, "unlimited_quota": unlimited}
    return Mishap(status=200, body={"code": True, "data": data})


def questions(upstream: DemoService) -> int:
    return sum(one.path == "/api/usage/token/" for one in upstream.received)


def test_nothing_is_known_before_the_first_answer(studio: Studio) -> None:
    assert studio.account.status() is None


def test_the_balance_is_kept_for_every_page(studio: Studio, upstream: DemoService, now: datetime) -> None:
    upstream.fail_next(balance(1234.5), on="account")
    studio.account.refresh(now)
    assert studio.account.status() == AccountStatus(upstream.base_url, "accepted", 1234.5)
    other_page = Account(studio.store, studio.connect, studio.settings.service)
    assert other_page.status() == studio.account.status()


def test_an_account_without_a_limit_says_so(studio: Studio, upstream: DemoService, now: datetime) -> None:
    upstream.fail_next(balance(0, unlimited=True), on="account")
    studio.account.refresh(now)
    status = studio.account.status()
    assert status is not None and status.unlimited


def test_it_is_asked_at_most_every_five_minutes(studio: Studio, upstream: DemoService, now: datetime) -> None:
    for seconds in range(0, 301, 5):
        studio.account.refresh(now + timedelta(seconds=seconds))
    assert questions(upstream) == 2


def test_a_key_that_is_not_accepted_is_known_before_anyone_generates(
    studio: Studio, upstream: DemoService, now: datetime
) -> None:
    upstream.fail_next(401, on="account")
    studio.account.refresh(now)
    status = studio.account.status()
    assert status is not None and (status.key, status.available) == ("rejected", None)
    studio.account.refresh(now + timedelta(minutes=5))
    status = studio.account.status()
    assert status is not None and status.key == "accepted"


@pytest.mark.parametrize(
    "answer", [Mishap.html(404), Mishap(status=200, body={"code": False}), Mishap(status=200, body="moved")]
)
def test_a_service_that_tells_nothing_is_no_fault(
    studio: Studio, upstream: DemoService, now: datetime, answer: Mishap
) -> None:
    upstream.fail_next(answer, on="account")
    studio.account.refresh(now)
    assert studio.account.status() == AccountStatus(upstream.base_url, "silent")


def test_a_service_that_is_away_leaves_what_is_known(studio: Studio, upstream: DemoService, now: datetime) -> None:
    studio.account.refresh(now)
    known = studio.account.status()
    upstream.close()
    studio.account.refresh(now + timedelta(minutes=5))
    assert known is not None and studio.account.status() == known


@pytest.mark.parametrize(
    "kept", ["", "{", "7", "[]", '{"service": 7}', '{"service": "x", "key": "of another version"}']
)
def test_what_was_kept_and_cannot_be_read_is_not_known(studio: Studio, kept: str) -> None:
    studio.store.notes.set("account", kept)
    assert studio.account.status() is None


def test_the_balance_of_another_service_is_not_shown(studio: Studio, now: datetime) -> None:
    studio.account.refresh(now)
    elsewhere = Account(studio.store, studio.connect, "https://another.example.com")
    assert elsewhere.status() is None
