"""Bodies as services send them: large, in other charsets, JSON within JSON, with links that are not whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.errors import ContentRefused, NoCredit, StudioError
from lib.domain.replies import Phase
from lib.services.gateway.client import Client, Timeouts
from tests.services.client_kit import KEY, no_picture, order, upstream

__all__ = ["upstream"]


@pytest.fixture
def client(upstream: DemoService) -> Iterator[Client]:
    client = Client(upstream.base_url, KEY, timeouts=Timeouts(2, 20, 20, 2), read_retries=0)
    yield client
    client.close()


def body(document: Any, charset: str = "utf-8") -> bytes:
    return json.dumps(document, ensure_ascii=False).encode(charset)


LONG = "The vendor said no. " * 260_000
INNER = {"code": 400, "reason": "CreditInsufficient", "message": "Not enough credits."}
LARGE = {
    "code after the message": body({"error": {"message": LONG, "code": "CreditInsufficient"}}),
    "code after a list": body({"trace": [LONG[:1000]] * 5200, "code": 400, "reason": "CreditInsufficient"}),
    "code in JSON in a string": body({"message": json.dumps({"trace": LONG, **INNER}), "code": "upstream_error"}),
    "blanks around": b" " * 5_000_000 + body(INNER) + b"\n" * 1000,
    "in GBK": body({"message": "额度" * 1_200_000, "reason": "CreditInsufficient"}, "gbk"),
}


@pytest.mark.parametrize("status", [400, 500])
@pytest.mark.parametrize("name", LARGE)
def test_a_large_error_is_read_to_its_code(client: Client, upstream: DemoService, name: str, status: int) -> None:
    upstream.fail_next(Mishap(status=status, body=LARGE[name]))
    assert len(LARGE[name]) > 4_700_000

    with pytest.raises(NoCredit) as caught:
        client.submit(order(), no_picture)

    assert caught.value.code == "CreditInsufficient"
    assert len(caught.value.detail) <= 500 and len(caught.value.answer) <= 4000


def test_an_answer_that_repeats_the_largest_payload_is_read(client: Client, upstream: DemoService) -> None:
    said = {"status": "completed", "payload": "\N{FOX FACE}" * 1_048_576, "video_url": "https://cdn.example/a.mp4"}
    upstream.fail_next(Mishap(body=json.dumps(said).encode()), on="query")

    assert client.query("t-1").video_url == "https://cdn.example/a.mp4"


SAID = "提示词包含敏感内容，请修改后重试"


@pytest.mark.parametrize(
    ("charset", "header"),
    [
        ("gbk", "application/json; charset=GBK"),
        ("gbk", "application/json;charset='gb2312'"),
        ("gb18030", "application/json"),
        ("gbk", "text/html; charset=iso-8859-1"),
        ("gbk", "application/json; charset=utf-8"),
        ("big5", "application/json; charset=Big5"),
        ("utf-16", "application/json"),
        ("utf-8", "application/json; charset=latin1"),
        ("utf-8", "application/json; charset=nonsense"),
        ("utf-8", "application/json; charset=hex"),
        ("utf-8-sig", "application/json"),
    ],
)
def test_a_message_is_readable_whatever_its_charset(
    client: Client, upstream: DemoService, charset: str, header: str
) -> None:
    said = SAID if charset != "big5" else "提示詞包含敏感內容"
    document = {"code": 400, "reason": "AuditSubmitIllegal", "message": said}
    upstream.fail_next(Mishap(status=400, body=body(document, charset), headers={"Content-Type": header}))

    with pytest.raises(ContentRefused) as caught:
        client.submit(order(), no_picture)

    assert caught.value.detail == said
    assert said in caught.value.answer


def test_a_key_is_hidden_in_other_charsets_too(client: Client, upstream: DemoService) -> None:
    document = {"message": f"{SAID} {KEY}", "reason": "AuditSubmitIllegal"}
    headers = {"Content-Type": "application/json; charset=gbk"}
    upstream.fail_next(Mishap(status=400, body=body(document, "gbk"), headers=headers))

    with pytest.raises(ContentRefused) as caught:
        client.submit(order(), no_picture)

    assert caught.value.detail == f"{SAID} [key hidden]"


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("/files/a%7e.mp4", "/files/a%7e.mp4"),
        ("a.mp4?s=%2D", "/vidu/ent/v2/task/t-1/a.mp4?s=%2D"),
        ("../../b.mp4", "/vidu/ent/v2/b.mp4"),
    ],
)
def test_a_relative_link_is_the_gateways(client: Client, upstream: DemoService, link: str, path: str) -> None:
    upstream.fail_next(Mishap(body={"status": "done", "video_url": link}), on="query")

    assert client.query("t-1").video_url == upstream.base_url + path


def test_a_relative_link_belongs_to_the_address_that_answered(client: Client, upstream: DemoService) -> None:
    upstream.fail_next(Mishap.moved("/v1/videos/t-1", 302), on="query")
    upstream.fail_next(Mishap(body={"status": "ready", "results": ["a.mp4"]}), on="query")

    reply = client.query("t-1")

    assert (reply.phase, reply.video_url) == (Phase.DONE, f"{upstream.base_url}/v1/videos/a.mp4")


@pytest.mark.parametrize("answer", [{"data": "TASK-ID"}, {"data": {"id": "TASK-ID"}}, {"id": "TASK-ID"}])
def test_a_bare_task_id_is_the_answer_to_a_submit(client: Client, upstream: DemoService, answer: Any) -> None:
    upstream.fail_next(Mishap(body=answer))

    assert client.submit(order(), no_picture).task_id == "TASK-ID"


def test_whoever_reads_an_error_gets_one_of_the_family(client: Client, upstream: DemoService) -> None:
    upstream.fail_next(Mishap(status=500, body=b"[" * 6_000_000 + b"]" * 6_000_000), on="query")

    with pytest.raises(StudioError):
        client.query("t-1")
