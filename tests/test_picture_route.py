"""Pictures that a page of ours sends: from our page alone, only by somebody we know, and no larger than may be."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from lib.app import Studio
from lib.domain.actor import person_id_of
from lib.domain.picture_rules import MAX_FILE_BYTES
from lib.ui.media_links import UPLOADS
from lib.ui.state import PERSON_COOKIE
from tests.test_server import address

__all__ = ["address"]
MINE, OTHERS = "a" * 32, "b" * 32
FILE = {"Content-Type": "application/octet-stream"}


def post(address: str, data: bytes = b"a picture", *, cookie: str = MINE, **headers: str) -> requests.Response:
    own = {"Origin": f"http://{urlsplit(address).netloc}"} | FILE
    cookies = {PERSON_COOKIE: cookie} if cookie else {}
    sent = {name.replace("_", "-"): value for name, value in (own | headers).items()}
    return requests.post(address + UPLOADS, data=data, headers=sent, cookies=cookies, timeout=30)


def left(studio: Studio) -> list[Path]:
    return list((studio.settings.data_dir / "pictures" / "inbox").glob("*"))


def test_what_came_is_taken_once_and_only_by_who_sent_it(address: str, studio: Studio) -> None:
    token = post(address).json()["id"]
    assert studio.inbox.take(token, person_id_of(OTHERS)) is None
    assert studio.inbox.take(token, person_id_of(MINE)) == b"a picture"
    assert studio.inbox.take(token, person_id_of(MINE)) is None and left(studio) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"cookie": ""}, 403),
        ({"cookie": "short"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ],
)
def test_another_site_and_nobody_send_nothing(
    address: str, studio: Studio, headers: dict[str, str], status: int
) -> None:
    assert post(address, **headers).status_code == status
    assert len(left(studio)) == (status == 200)


def test_what_is_too_large_is_not_kept_whether_it_says_so_or_not(address: str, studio: Studio) -> None:
    assert post(address, bytes(MAX_FILE_BYTES + 1)).status_code == 413
    parts = iter([bytes(10_000_000)] * 6)  # without a length
    assert post(address, parts).status_code == 413
    assert left(studio) == []


@pytest.mark.parametrize("token", ["", "../../secret", "x" * 32, "0" * 32])
def test_what_is_no_file_of_theirs_is_none(studio: Studio, token: str) -> None:
    assert studio.inbox.take(token, person_id_of(MINE)) is None
