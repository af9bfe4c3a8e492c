"""Links to our media: the same for an hour, valid for one file, forged by nobody."""

import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from lib.domain.errors import DiskTrouble
from lib.services.media.links import SECRET_FILE, Links, is_own_name

NAME = "videos/3f2a.mp4"
HOUR = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def links():
    return Links(b"s" * 64)


def query_of(url):
    return dict(parse_qsl(urlsplit(url).query))


def test_a_link_opens_its_file(links):
    url = links.url(NAME, now=HOUR)
    assert url.startswith(f"/app/static/library/{NAME}?")
    allowed = links.check(NAME, query_of(url), now=HOUR)
    assert allowed.name == NAME
    assert allowed.download_as is None


def test_a_link_is_the_same_text_within_an_hour(links):
    first, last = HOUR, HOUR + timedelta(minutes=59, seconds=59)
    assert links.url(NAME, now=first) == links.url(NAME, now=last)
    assert links.url(NAME, now=first) != links.url(NAME, now=HOUR + timedelta(hours=1))


@pytest.mark.parametrize("minute", [0, 59])
def test_a_link_lives_at_least_one_hour_and_ends_after_two(links, minute):
    made = HOUR + timedelta(minutes=minute)
    query = query_of(links.url(NAME, now=made))
    assert links.check(NAME, query, now=made + timedelta(hours=1))
    assert links.check(NAME, query, now=HOUR + timedelta(hours=2)) is None


def test_the_name_to_save_under_is_signed_too(links):
    query = query_of(links.url(NAME, now=HOUR, download_as="雾 & Bär.mp4"))
    assert links.check(NAME, query, now=HOUR).download_as == "雾 & Bär.mp4"
    assert links.check(NAME, query | {"as": "invoice.exe"}, now=HOUR) is None
    assert links.check(NAME, {key: query[key] for key in ("exp", "sig")}, now=HOUR) is None


def test_a_link_for_one_file_opens_no_other(links):
    assert links.check("videos/other.mp4", query_of(links.url(NAME, now=HOUR)), now=HOUR) is None


@pytest.mark.parametrize(
    "change",
    [
        {"exp": "99999999999"},
        {"exp": "-1"},
        {"exp": ""},
        {"exp": "١٢٣"},
        {"exp": "9" * 400},
        {"sig": ""},
        {"sig": "é\udcff"},
        {"sig": "A" * 43},
        {"as": "\udcff"},
        {"as": "a\nb"},
    ],
    ids=str,
)
def test_a_changed_link_is_refused(links, change):
    assert links.check(NAME, query_of(links.url(NAME, now=HOUR)) | change, now=HOUR) is None


def test_a_signature_with_any_other_last_letter_is_refused(links):
    query = query_of(links.url(NAME, now=HOUR))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    opens = [last for last in letters if links.check(NAME, query | {"sig": query["sig"][:-1] + last}, now=HOUR)]
    assert opens == [query["sig"][-1]]


def test_an_empty_query_is_refused(links):
    assert links.check(NAME, {}, now=HOUR) is None


def test_another_secret_opens_nothing(links):
    assert Links(b"t" * 64).check(NAME, query_of(links.url(NAME, now=HOUR)), now=HOUR) is None


BAD_NAMES = [
    "",
    "/etc/passwd",
    "../secret",
    "videos/../link-secret",
    "videos/..",
    "videos\\a",
    "a\nb",
    "a\0",
    "videos//a",
    "videos/",
    ".hidden",
    "videos/.part",
    "C:/x",
    "a?b",
    "a%2e",
    "ä.mp4",
    "a" * 201,
]


@pytest.mark.parametrize("name", BAD_NAMES, ids=repr)
def test_a_name_that_is_not_ours_gets_no_link_and_opens_nothing(links, name):
    assert not is_own_name(name)
    with pytest.raises(ValueError, match="no link"):
        links.url(name, now=HOUR)
    assert links.check(name, query_of(links.url(NAME, now=HOUR)), now=HOUR) is None


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x", "a\0", "a\u2028"], ids=repr)
def test_a_file_name_with_control_characters_gets_no_link(links, name):
    with pytest.raises(ValueError, match="no link"):
        links.url(NAME, now=HOUR, download_as=name)


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = Links.from_folder(tmp_path / "data")
    again = Links.from_folder(tmp_path / "data")
    assert again.check(NAME, query_of(first.url(NAME, now=HOUR)), now=HOUR)
    secret = tmp_path / "data" / SECRET_FILE
    assert secret.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in secret.parent.iterdir()] == [SECRET_FILE]


def test_a_secret_that_others_could_read_is_closed_to_them(tmp_path):
    Links.from_folder(tmp_path)
    (tmp_path / SECRET_FILE).chmod(0o644)
    Links.from_folder(tmp_path)
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o777 == 0o600


def test_starts_at_the_same_moment_share_one_secret(tmp_path):
    together, urls = threading.Barrier(8), []

    def start():
        together.wait()
        urls.append(Links.from_folder(tmp_path).url(NAME, now=HOUR))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 8
    assert len(set(urls)) == 1


def test_a_damaged_secret_is_never_used(tmp_path):
    (tmp_path / SECRET_FILE).write_bytes(b"")
    with pytest.raises(DiskTrouble) as caught:
        Links.from_folder(tmp_path)
    assert "Delete it" in caught.value.detail


def test_a_folder_that_cannot_be_made_is_disk_trouble(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskTrouble):
        Links.from_folder(tmp_path / "file" / "data")
