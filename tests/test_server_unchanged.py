"""What a browser has already is not sent once more: If-None-Match on the media route."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from lib.app import Studio
from tests.test_server import JOB, OTHER, address, get, link, video

__all__ = ["address", "link", "video"]

KNOWN = ["{tag}", "W/{tag}", '"other", {tag}', '"other",W/{tag} , "third"', "*"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("said", KNOWN)
def test_what_the_browser_has_is_not_sent_again(link: Callable[..., str], video: str, said: str, method: str) -> None:
    for name in (video, video.replace("videos", "posters").replace(".mp4", ".jpg")):
        tag = get(link(name)).headers["ETag"]
        asked = {"If-None-Match": said.format(tag=tag), "Range": "bytes=0-9"}
        answer = requests.request(method, link(name), headers=asked, timeout=10)
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
        assert answer.headers["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize("said", ['"other"', 'W/"other", "third"', "", "nonsense", '"'])
def test_another_file_than_the_browser_has_is_sent(link: Callable[..., str], video: str, said: str) -> None:
    assert get(link(video), **{"If-None-Match": said}).status_code == 200
    assert get(link(video), **{"If-None-Match": said, "Range": "bytes=0-9"}).status_code == 206


def test_a_changed_file_has_another_tag(link: Callable[..., str], video: str, studio: Studio) -> None:
    tag = get(link(video)).headers["ETag"]
    studio.library.video(JOB).write_bytes(b"another film")
    assert get(link(video), **{"If-None-Match": tag}).content == b"another film"


def test_a_tag_opens_no_link_that_is_not_signed(link: Callable[..., str], video: str) -> None:
    tag = get(link(video)).headers["ETag"]
    assert get(link(video).partition("?")[0], **{"If-None-Match": tag}).status_code == 404
    assert get(link("videos/" + OTHER + ".mp4"), **{"If-None-Match": "*"}).status_code == 404
