"""The cast over real HTTP: a file to take along, and one that comes in parts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
import requests

from lib.app import Studio
from lib.services.cast_uploads import PART_BYTES
from lib.ui.state import utc_now
from tests.services.cast_kit import kept_member
from tests.test_server import address, get, link  # noqa: F401 - fixtures

TOKEN = "0123456789abcdef" * 2
Link = Callable[..., str]
Paint = Callable[..., bytes]


@pytest.fixture
def to(link: Link) -> str:  # noqa: F811
    return link(f"imports/{TOKEN}.zip")


def put(url: str, data: bytes, at: object = 0) -> requests.Response:
    return requests.put(url, data=data, headers={"X-Castboard-At": str(at)}, timeout=10)


def listed(studio: Studio, *ids: str) -> None:
    studio.store.notes.set(f"zip:{TOKEN}", json.dumps(ids), utc_now())


def test_the_chosen_members_come_as_a_zip_with_its_size(studio: Studio, link: Link, picture: Paint) -> None:  # noqa: F811
    mia, bear = (kept_member(studio, number, picture(colour)) for number, colour in ((1, "red"), (2, "blue")))
    listed(studio, mia.id, "f" * 32)
    answer = get(link(f"casts/{TOKEN}.zip", download_as="Cast.zip"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None and len(file.namelist()) == 2
        assert mia.id in file.read("cast.json").decode() and bear.id not in file.read("cast.json").decode()
        assert all(one.compress_type == zipfile.ZIP_STORED for one in file.infolist())
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert "Cast.zip" in answer.headers["Content-Disposition"]


def test_a_list_that_is_gone_is_no_zip(link: Link) -> None:  # noqa: F811
    assert get(link(f"casts/{TOKEN}.zip")).status_code == 404


def test_a_file_comes_in_parts_and_a_part_that_comes_twice_counts_once(studio: Studio, to: str) -> None:
    said = [put(to, data, at).json()["size"] for data, at in ((b"abc", 0), (b"def", 3), (b"def", 3), (b"x", 9))]
    assert said == [3, 6, 6, 6] and studio.cast_uploads.path(TOKEN).read_bytes() == b"abcdef"
    assert put(to, b"new", 0).json() == {"size": 3} and studio.cast_uploads.path(TOKEN).read_bytes() == b"new"


def test_nothing_is_taken_without_a_link_for_it(studio: Studio, address: str, link: Link, to: str) -> None:  # noqa: F811
    other = link(f"zips/{TOKEN}.zip").replace("/zips/", "/imports/")
    late = link(f"imports/{TOKEN}.zip", ago=timedelta(hours=3))
    for url in (to.split("?")[0], other, late, to.replace(TOKEN, "f" * 32)):
        assert put(url, b"x").status_code == 404
    assert put(to, b"x", "-1").status_code == put(to, b"x", "one").status_code == 404
    assert not studio.cast_uploads.path(TOKEN).exists()


def test_too_much_is_refused_and_not_kept(studio: Studio, to: str) -> None:
    assert put(to, b"x" * (PART_BYTES + 1)).status_code == 413
    assert put(to, b"x", 4_000_000_000).status_code == 413
    assert not studio.cast_uploads.path(TOKEN).exists()


def test_what_was_sent_cannot_be_fetched(to: str) -> None:
    put(to, b"x")
    assert get(to).status_code == 404


def test_what_nobody_imported_is_swept(studio: Studio, to: str) -> None:
    put(to, b"x")
    left = [one.id for one in studio.sweeper.run(utc_now() + timedelta(days=40))]
    assert str(studio.cast_uploads.path(TOKEN)) in left
