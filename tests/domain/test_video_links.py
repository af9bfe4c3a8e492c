"""The video's link is found wherever it stands, and nothing else is taken for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.replies import Phase, phase_of, read_task
from lib.domain.video_links import video_link

BASE = "https://api.example/vidu/ent/v2/task/t-1/creations"
URL, MARKED, COVER = "https://cdn.example/v.mp4?s=%7e", "https://cdn.example/wm.mp4", "https://cdn.example/c"


def reply(answer: Any) -> Any:
    return read_task(json.dumps(answer).encode(), {}, BASE)


PLACES: dict[str, Any] = {
    "video_url": {"video_url": URL},
    "results, a list of texts": {"results": [URL]},
    "results, a list of objects": {"results": [{"url": URL}]},
    "results, an object": {"results": {"url": URL}},
    "output, a text": {"output": URL},
    "output, a list": {"output": [URL]},
    "output, an object": {"output": {"video_url": URL}},
    "output, an object of lists": {"output": {"videos": [{"url": URL}]}},
    "video_urls": {"video_urls": [URL]},
    "video_urls, an object": {"video_urls": {"0": {"url": URL}}},
    "video, a text": {"video": URL},
    "video, an object": {"video": {"url": URL, "cover": COVER}},
    "data, a text": {"data": URL},
    "data, a list": {"data": [URL]},
    "data within data": {"data": {"data": {"creations": [{"url": URL}]}}},
    "JSON in a string": {"data": json.dumps({"creations": [{"url": URL, "cover_url": COVER}]})},
    "no case at all": {"videourl": URL, "coverurl": COVER, "images": [COVER]},
    "camel case": {"videoUrl": URL, "coverUrl": COVER},
    "download": {"download_url": URL},
    "metadata": {"metadata": {"url": URL}},
    "the second creation": {"creations": [{"url": ""}, {"url": URL}]},
    "a name nobody knows, with a video's ending": {"asset": {"location": URL}},
    "a message of a chat": {"choices": [{"message": {"content": URL}}]},
    "Markdown": {"content": f"![cover]({COVER}.jpg) [Your video]({URL}), have fun (really)"},
    "HTML": {"content": f'<img src="{COVER}"><video controls src="{URL}"></video>'},
    "a sentence": {"choices": [{"message": {"content": f"Your video is ready:\n{URL}\nIt stays for 24 hours."}}]},
    "only a watermarked one": {"creations": [{"url": "", "watermarked_url": URL}]},
    "both, the watermarked first": {"creations": [{"watermarked_url": MARKED, "url": URL}]},
    "both, far apart": {"watermarked_url": MARKED, "data": {"result": {"url": URL}}},
    "both in lists": {"watermarked_urls": [MARKED], "output": [URL]},
    "without a watermark": {"no_watermark_url": URL, "watermark_url": MARKED},
    "a cover before it": {"cover_url": COVER, "url": URL},
    "a link to nobody knows what before it": {"link": COVER, "video_url": URL},
    "pictures around it": {"thumbnail": COVER, "poster": {"url": COVER}, "last_frame_url": COVER, "result": URL},
    "typed items": {"results": [{"type": "image", "url": COVER}, {"type": "video", "url": URL}]},
    "a kind of task": {"type": "image_to_video", "url": URL},
    "the request repeated": {"input": {"video": MARKED, "images": [COVER]}, "wm_url": COVER, "output": {"url": URL}},
    "mp4": {"mp4": URL},
    "by quality": {"video_urls": {"720p": URL, "1080p": MARKED}},
    "one of its qualities": {"video_url": {"hd": URL}},
    "the original": {"results": [{"original": URL, "thumb": COVER}]},
    "a URI": {"videouri": URL},
    "a page to share it before it": {"share_url": COVER, "embed_url": COVER, "url": URL},
    "where it was uploaded to": {"upload_url": COVER, "url": URL},
    "a playlist before it": {"hls_url": "https://cdn.example/p.m3u8", "url": URL},
    "items with a MIME type": {
        "files": [{"mimeType": "image/png", "url": COVER}, {"mimeType": "video/mp4", "url": URL}]
    },
    "what it was made from": {"input_type": "image", "content": "An image of a cat.", "url": URL},
    "addresses of the API": {"urls": {"get": COVER, "cancel": COVER}, "status_url": COVER, "result_url": URL},
}


WORKING = {"status": "running"}
DEEP: dict[str, Any] = {
    "data in result": {"result": {"data": WORKING}},
    "task in data in response": {"response": {"data": {"task": WORKING}}},
    "a list of tasks": {"tasks": [WORKING]},
    "a list in data": {"data": {"items": [WORKING]}},
    "a job": {"job": WORKING},
    "JSON in a string": {"result": json.dumps(WORKING)},
    "the video's own": {"videos": [WORKING]},
}


@pytest.mark.parametrize("around", [{}, {"state": "success"}, {"status": "done", "progress": 100}, {"status": "ready"}])
@pytest.mark.parametrize("place", PLACES)
def test_the_link_is_found_in_every_place(place: str, around: dict[str, Any]) -> None:
    found = reply({**around, **PLACES[place]})

    assert (found.phase, found.video_url) == (Phase.DONE, URL)


def test_a_long_link_in_the_field_for_failures_is_not_cut() -> None:
    long = URL + "x" * 5000

    assert reply({"status": "success", "fail_reason": long}).video_url == long
    assert reply({"status": "success", "fail_reason": "/not/a/link.mp4"}).video_url is None


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("//cdn.example/a%7e.mp4?x=[", "https://cdn.example/a%7e.mp4?x=["),
        ("/files/a%2D.mp4", "https://api.example/files/a%2D.mp4"),
        ("../a.mp4", "https://api.example/vidu/ent/v2/task/a.mp4"),
        ("files/a.mp4?s=1", "https://api.example/vidu/ent/v2/task/t-1/files/a.mp4?s=1"),
        (" https://cdn.example/a b.mp4 ", "https://cdn.example/a%20b.mp4"),
        (
            "[it](https://cdn.example/a(1).mp4?x=(2)) or [no](https://cdn.example/b)",
            "https://cdn.example/a(1).mp4?x=(2)",
        ),
        ("(see https://docs.example/videos)", None),
        (
            "go.mp4?to=https://cdn.example/a.mp4",
            "https://api.example/vidu/ent/v2/task/t-1/go.mp4?to=https://cdn.example/a.mp4",
        ),
        ("视频链接：https://cdn.example/a.mp4 请尽快下载", "https://cdn.example/a.mp4"),
        ("https://cdn.example/" + "x" * 20_000, "https://cdn.example/" + "x" * 20_000),
        *[(said, None) for said in ("", " ", "/", "//", "N/A", "none", "pending", "ftp://x/y.mp4", "https://", "a/b")],
        *[(said, None) for said in ("javascript:alert(1)//x.mp4", "https:// x/y", "https://x\u202e/y", "http:/x/y")],
        ("https://cdn.example/" + "x" * 200_000, None),
    ],
)
def test_what_counts_as_a_link(said: str, address: str | None) -> None:
    assert reply({"status": "completed", "video_url": said}).video_url == address


@pytest.mark.parametrize(
    "answer",
    [
        {"cover_url": URL},
        {"cover": {"url": URL}, "thumbnail_url": URL, "posters": [URL]},
        {"creations": [{"url": "", "cover_url": COVER}]},
        {"last_frame": {"url": URL}, "last_frame_url": URL, "firstFrameUrl": URL},
        {"image_url": URL, "images": [{"url": URL}], "preview_url": URL, "audio_url": URL},
        {"results": [{"type": "image/png", "url": COVER}, {"kind": "cover", "url": COVER}]},
        {"url": "https://cdn.example/a.jpg?x=1", "result": "https://cdn.example/a.PNG"},
        {"subjects": [{"images": [URL]}], "wm_url": URL, "payload": URL, "meta_data": json.dumps({"url": URL})},
        {"payload": json.dumps({"video_url": URL}), "prompt": URL, "callback_url": URL, "status_url": URL},
        {"error": {"url": URL}, "urls": {"cancel": URL, "get": URL}},
    ],
)
@pytest.mark.parametrize("word", ["rendering", "completed"])
def test_what_is_something_else_is_never_the_video(answer: dict[str, Any], word: str) -> None:
    found = reply({"status": word, **answer})

    assert (found.phase, found.video_url) == (phase_of(word), None)


@pytest.mark.parametrize("word", ["queued", "processing", "running", "failed", "rejected", "expired", "timeout"])
@pytest.mark.parametrize("wrap", [False, True])
def test_beside_a_known_word_the_word_decides(word: str, wrap: bool) -> None:
    answer = {"status": word, "video_url": URL}

    assert reply({"code": "success", "data": answer} if wrap else answer).phase is phase_of(word)


@pytest.mark.parametrize("word", ["ok", "ready", "rendered", "200", "成功", "SUCCEEDED_WITH_WARNINGS"])
def test_a_word_nobody_knows_is_done_only_with_a_link(word: str) -> None:
    assert reply({"status": word, "video_url": URL}).phase is Phase.DONE
    assert reply({"status": word, "video_url": None, "cover_url": COVER}).phase is Phase.UNKNOWN


@pytest.mark.parametrize("deep", DEEP)
def test_the_word_is_found_however_deep_it_is_wrapped(deep: str) -> None:
    assert reply({"status": "success", **DEEP[deep]}).phase is Phase.WORKING
    assert reply({"status": "queued", "results": [{"status": "completed"}]}).phase is Phase.WAITING


@pytest.mark.parametrize("outer", ["success", "ok", "completed"])
def test_the_word_of_a_wrapper_does_not_outweigh_what_is_inside(outer: str) -> None:
    found = reply({"status": outer, "data": {"status": "rendering"}})

    assert (found.phase, found.word) == (Phase.UNKNOWN, "rendering")
    assert reply({"status": "failed", "data": {"status": "rendering"}}).phase is Phase.FAILED


@pytest.mark.parametrize("name", ["cover_url", "coverUrl", "thumbnail_url", "poster"])
def test_a_cover_is_not_taken_for_the_video(name: str) -> None:
    answer = {"status": "completed", "creations": [{"url": URL, name: COVER}]}

    assert video_link(answer) == URL


NAMES = st.sampled_from(["data", "result", "results", "output", "creations", "video", "videos", "content"])
STILLS = st.sampled_from(["cover", "thumbnail", "last_frame", "images", "poster", "preview", "coverImage", "input"])


def nested(inside: Any, names: list[str], lists: list[bool]) -> Any:
    for name, many in zip(names, lists, strict=False):
        inside = {name: [inside] if many else inside, "status": "rendering"}
    return inside


@settings(max_examples=150, deadline=None)
@given(
    names=st.lists(NAMES, min_size=1, max_size=5),
    lists=st.lists(st.booleans(), min_size=5, max_size=5),
    still=STILLS,
    first=st.booleans(),
)
def test_no_nesting_hides_the_video_or_makes_a_still_of_it(
    names: list[str], lists: list[bool], still: str, first: bool
) -> None:
    pair = [(still, {"url": COVER}), ("url", URL)]
    answer = nested(dict(pair if first else pair[::-1]), names, lists)

    assert reply(answer).video_url == URL
    assert reply(nested({still: nested({"url": COVER}, names, lists)}, names, lists)).video_url is None
