"""A submit over real HTTP: what leaves, what each answer means, and that it leaves once. Design 4."""

from __future__ import annotations

import json

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.errors import (
    ContentRefused,
    FieldRefused,
    KeyRejected,
    ModelUnavailable,
    NoCredit,
    Redirected,
    Refused,
    RouteMissing,
    SettingsInvalid,
    StudioError,
    SubmissionUncertain,
    TooLarge,
    TooMany,
)
from lib.domain.replies import Phase
from lib.domain.request import Subject, body_size, stored_picture, to_json
from lib.services.gateway.body import body_of
from lib.services.gateway.client import Client
from tests.contract_schema import judge
from tests.services.client_kit import FACE, KEY, client, no_picture, order, upstream

__all__ = ["client", "upstream"]


def test_an_order_is_taken(client: Client, upstream: DemoService) -> None:
    reply = client.submit(order(), no_picture)

    assert reply.task_id == upstream.tasks()[0].id
    assert (reply.word, reply.phase) == ("processing", Phase.WORKING)
    assert reply.created_at is not None


def test_the_request_on_the_wire_is_the_contracts(client: Client, upstream: DemoService) -> None:
    request = order(seed=0, audio=False, prompt='让@mia 向前走 "quoted" 🎬')

    client.submit(request, no_picture)

    [received] = upstream.submits()
    assert received.body.decode() == to_json(request)
    assert judge(received.body) == []
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["Authorization"] == f"Bearer {KEY}"
    assert received.headers["Content-Length"] == str(len(received.body))


@pytest.mark.parametrize("sizes", [(), (0,), (1, 2, 3), (300_001,)], ids=str)
def test_the_body_has_exactly_the_measured_size(sizes: tuple[int, ...]) -> None:
    pictures = {f"{n:064x}": b"\xfa" * size for n, size in enumerate(sizes)}
    kinds = ("png", "jpeg", "webp")
    ours = [stored_picture(sha256, kind) for (sha256, kind) in zip(pictures, kinds, strict=False)]
    sly = f'{stored_picture("0" * 64, "png")} "images":["{stored_picture("0" * 64, "png")}"]'
    request = order(FACE, *ours[:2], prompt=sly, payload=stored_picture("0" * 64, "png"))
    request = request.model_copy(
        update={"subjects": (*request.subjects, *(Subject(id="b", images=(o,)) for o in ours[2:]))}
    )

    body = body_of(request, pictures.__getitem__).getvalue()

    assert len(body) == body_size(request, lambda sha256: len(pictures[sha256]))
    sent = json.loads(body)
    assert (sent["prompt"], sent["payload"]) == (sly, stored_picture("0" * 64, "png"))
    images = [image for subject in sent["subjects"] for image in subject["images"]]
    assert images[0] == FACE
    assert all(image.startswith("data:image/") for image in images[1:])


def test_a_body_over_the_limit_is_not_sent(client: Client, upstream: DemoService) -> None:
    with pytest.raises(TooLarge):
        client.submit(order(stored_picture("a" * 64, "png")), lambda _: bytes(15_000_001))

    assert upstream.received == []


def test_a_picture_that_cannot_be_read_sends_nothing(client: Client, upstream: DemoService) -> None:
    def gone(sha256: str) -> bytes:
        raise FileNotFoundError(sha256)

    with pytest.raises(FileNotFoundError):
        client.submit(order(stored_picture("a" * 64, "png")), gone)

    assert upstream.received == []


def test_without_a_key_no_key_is_sent(upstream: DemoService) -> None:
    with pytest.raises(KeyRejected):
        Client(upstream.base_url, None).submit(order(), no_picture)

    assert "Authorization" not in upstream.received[0].headers


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        pytest.param(Mishap.of(401), KeyRejected, id="401"),
        pytest.param(Mishap.of(402), NoCredit, id="402"),
        pytest.param(Mishap.error(400, "AuditSubmitIllegal"), ContentRefused, id="content"),
        pytest.param(Mishap.of(422), FieldRefused, id="422"),
        pytest.param(Mishap.html(404), RouteMissing, id="404"),
        pytest.param(Mishap.html(413), TooLarge, id="413"),
        pytest.param(Mishap.of(429), TooMany, id="429"),
        pytest.param(Mishap(status=418, body=b""), Refused, id="418"),
        pytest.param(Mishap(status=400, body=b'{"code": 400}', cut="body"), Refused, id="400, cut"),
        pytest.param(Mishap(status=400, body="x" * 3_000_000), Refused, id="400, endless"),
        pytest.param(Mishap.of(503), ModelUnavailable, id="model away"),
        pytest.param(Mishap.error(500, "SystemThrottling"), TooMany, id="throttled by a 500"),
        pytest.param(Mishap.of(500), SubmissionUncertain, id="500"),
        pytest.param(Mishap.html(502), SubmissionUncertain, id="502"),
        pytest.param(Mishap(status=503, body=b""), SubmissionUncertain, id="503 without a word"),
        pytest.param(Mishap(status=408, body=b"", made=True), SubmissionUncertain, id="408"),
        pytest.param(Mishap(status=200, body=b""), SubmissionUncertain, id="200, empty"),
        pytest.param(Mishap(status=204, body=b""), SubmissionUncertain, id="204"),
        pytest.param(Mishap(status=200, body="<html>hello</html>"), SubmissionUncertain, id="200, HTML"),
        pytest.param(Mishap(body={"odd": 1}), SubmissionUncertain, id="200, odd"),
        pytest.param(Mishap(cut="upload"), SubmissionUncertain, id="cut while sending"),
        pytest.param(Mishap(cut="before", made=True), SubmissionUncertain, id="cut before the answer"),
        pytest.param(Mishap(cut="before", made=True, reset=True), SubmissionUncertain, id="reset"),
        pytest.param(Mishap(cut="head", made=True), SubmissionUncertain, id="cut in the head"),
        pytest.param(Mishap(cut="body", made=True), SubmissionUncertain, id="cut in the body"),
        pytest.param(Mishap(made=True, announce=1000), SubmissionUncertain, id="shorter than announced"),
        pytest.param(Mishap(made=True, silent=True), SubmissionUncertain, id="silence"),
        pytest.param(Mishap(made=True, trickle_s=0.05), SubmissionUncertain, id="a trickle"),
        pytest.param(Mishap(made=True, headers={"Content-Encoding": "gzip"}), SubmissionUncertain, id="not unpackable"),
    ],
)
def test_what_a_submit_meets(client: Client, upstream: DemoService, mishap: Mishap, kind: type[StudioError]) -> None:
    upstream.fail_next(mishap)

    with pytest.raises(StudioError) as caught:
        client.submit(order(), no_picture)

    assert type(caught.value) is kind
    assert len(upstream.submits()) <= 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["http://127.0.0.1:9/x", "/elsewhere", "http://[odd", ""])
def test_a_redirect_of_a_submit_is_not_followed(
    client: Client, upstream: DemoService, status: int, location: str
) -> None:
    upstream.fail_next(Mishap.moved(location, status))

    with pytest.raises(Redirected):
        client.submit(order(), no_picture)

    assert len(upstream.received) == 1


def test_a_busy_service_says_how_long_to_wait(client: Client, upstream: DemoService) -> None:
    upstream.fail_next(Mishap.busy("90"))

    with pytest.raises(TooMany) as caught:
        client.submit(order(), no_picture)

    assert caught.value.retry_after_s == 90


def test_the_key_is_in_no_error(client: Client, upstream: DemoService) -> None:
    upstream.fail_next(Mishap.error(401, "Unauthorized", f"Invalid token {KEY}"))
    upstream.fail_next(Mishap(body={"said": KEY}))
    upstream.fail_next(Mishap(silent=True))
    errors: list[BaseException] = []
    for _ in range(3):
        with pytest.raises(StudioError) as caught:
            client.submit(order(), no_picture)
        errors += [caught.value, *([caught.value.__cause__] if caught.value.__cause__ else [])]

    assert all(KEY not in f"{error!r} {error} {vars(error)}" for error in errors)


@pytest.mark.parametrize("key", ["sk-1\nX-Evil: 1", "sk-ключ", "a b"])
def test_a_key_that_no_header_can_carry_is_a_setting_to_correct(key: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        Client("https://octopusx.ai", key)

    assert key not in str(caught.value)


@pytest.mark.parametrize("address", ["", "octopusx.ai", "ftp://octopusx.ai", "http://", "http://[::1", "https://a:b"])
def test_an_address_that_is_none_is_a_setting_to_correct(address: str) -> None:
    with pytest.raises(SettingsInvalid):
        Client(address, KEY)
