"""Queries, the reason of a failure and the balance over real HTTP: which route, how often, and who gets the key."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.errors import (
    ContentRefused,
    KeyRejected,
    NotReached,
    Redirected,
    RouteMissing,
    ServiceFailed,
    StudioError,
    TaskUnknown,
    TlsFailed,
    TooMany,
)
from lib.domain.replies import Phase
from lib.domain.request import Subject, VideoRequest
from lib.services.gateway.client import Client, QueryStyle, Timeouts
from lib.services.gateway.transport import Bearer, Session, origin

KEY = "not-a-real-key"
QUICK = Timeouts(connect_s=2, read_s=0.4, submit_read_s=2, download_read_s=0.4)
ORDER = VideoRequest(
    model="viduq2-pro", subjects=(Subject(id="mia", images=("https://example.com/a.png",)),), prompt="@mia walks"
)


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    service = DemoService(tmp_path, api_key=KEY, min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


@pytest.fixture
def client(upstream: DemoService) -> Iterator[Client]:
    client = Client(upstream.base_url, KEY, timeouts=QUICK)
    yield client
    client.close()


@pytest.fixture
def task_id(client: Client) -> str:
    return client.submit(ORDER, lambda _: b"").task_id


def gets(upstream: DemoService) -> list[str]:
    return [one.path for one in upstream.received if one.method == "GET"]


@pytest.mark.parametrize(
    ("style", "path"), [("vidu", "/vidu/ent/v2/task/{}/creations"), ("unified", "/v1/video/query?id={}")]
)
def test_both_styles_of_query_tell_how_a_task_stands(
    upstream: DemoService, task_id: str, style: QueryStyle, path: str
) -> None:
    upstream.progress(task_id, 40)

    reply = Client(upstream.base_url, KEY, query_style=style).query(task_id)

    assert (reply.phase, reply.progress) == (Phase.WORKING, 40 if style == "unified" else None)
    assert gets(upstream) == [path.format(task_id)]


def test_a_missing_route_makes_the_other_one_remembered(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.html(404), on="query")

    assert client.query(task_id).phase is Phase.WORKING
    client.query(task_id)

    assert [path.startswith("/v1/video/query") for path in gets(upstream)] == [False, True, True]


def test_two_missing_routes_are_reported(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.html(404), on="query", times=2)

    with pytest.raises(RouteMissing):
        client.query(task_id)

    assert client.query(task_id).phase is Phase.WORKING
    assert gets(upstream)[-1].endswith("/creations")


def test_an_unknown_task_is_not_asked_for_on_the_other_route(client: Client, upstream: DemoService) -> None:
    with pytest.raises(TaskUnknown):
        client.query("no-such-task")

    assert len(gets(upstream)) == 1


@pytest.mark.parametrize("task_id", ["", " ", ".", ".."])
def test_an_id_that_would_lead_elsewhere_asks_nobody(client: Client, upstream: DemoService, task_id: str) -> None:
    with pytest.raises(TaskUnknown):
        client.query(task_id)

    assert upstream.received == []


def test_an_odd_id_stays_one_part_of_the_path(client: Client, upstream: DemoService) -> None:
    with pytest.raises(TaskUnknown):
        client.query("../a?b#c d")

    assert gets(upstream) == ["/vidu/ent/v2/task/..%2Fa%3Fb%23c%20d/creations"]


@pytest.mark.parametrize(
    "mishap",
    [
        pytest.param(Mishap.html(503), id="503"),
        pytest.param(Mishap.html(504), id="504"),
        pytest.param(Mishap(cut="before"), id="cut"),
        pytest.param(Mishap(cut="before", reset=True), id="reset"),
        pytest.param(Mishap(cut="body", made=True), id="cut in the body"),
        pytest.param(Mishap(silent=True), id="silence"),
        pytest.param(Mishap(made=True, trickle_s=0.05), id="trickle"),
        pytest.param(Mishap.busy("0", status=503), id="503 with a short pause"),
    ],
)
def test_a_read_is_tried_again(client: Client, upstream: DemoService, task_id: str, mishap: Mishap) -> None:
    upstream.fail_next(mishap, on="query")

    assert client.query(task_id).phase is Phase.WORKING
    assert len(gets(upstream)) == 2


def test_a_read_is_given_up_after_its_tries(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.html(503), on="query", times=9)

    with pytest.raises(ServiceFailed):
        client.query(task_id)

    assert len(gets(upstream)) == 3


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        pytest.param(Mishap.busy("1"), TooMany, id="429"),
        pytest.param(Mishap.busy("60", status=503), ServiceFailed, id="503 with a long pause"),
        pytest.param(Mishap.of(500), ServiceFailed, id="500"),
        pytest.param(Mishap.of(401), KeyRejected, id="401"),
        pytest.param(Mishap(body={"odd": 1}), ServiceFailed, id="odd JSON"),
        pytest.param(Mishap(body="<html>Log in</html>"), ServiceFailed, id="200 HTML"),
        pytest.param(Mishap.moved("http://127.0.0.1:9/x"), Redirected, id="moved to another host"),
    ],
)
def test_what_another_try_would_not_mend_is_reported_at_once(
    client: Client, upstream: DemoService, task_id: str, mishap: Mishap, kind: type[StudioError]
) -> None:
    upstream.fail_next(mishap, on="query")

    with pytest.raises(kind):
        client.query(task_id)

    assert len(gets(upstream)) == 1


def test_a_redirect_within_the_service_is_followed(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.moved(f"/v1/videos/{task_id}"), on="query")

    assert client.query(task_id).phase is Phase.WORKING


def test_a_redirect_in_a_circle_ends(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.moved("/vidu/ent/v2/task/x/creations"), on="query", times=50)

    with pytest.raises(Redirected):
        client.query(task_id)

    assert len(gets(upstream)) < 10


def test_a_closed_service_is_not_reached(client: Client, upstream: DemoService) -> None:
    upstream.close()

    with pytest.raises(NotReached):
        client.query("a")


def test_a_port_without_tls_is_a_tls_failure(upstream: DemoService) -> None:
    with pytest.raises(TlsFailed):
        Client(upstream.base_url.replace("http:", "https:"), KEY).query("a")


def test_the_reason_of_a_failure_is_fetched(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_task(task_id, "AuditSubmitIllegal", "The prompt is not allowed.")

    error = client.failure(task_id)

    assert type(error) is ContentRefused
    assert (error.detail, error.field) == ("The prompt is not allowed.", "prompt")


@pytest.mark.parametrize(
    "mishap", [Mishap.html(404), Mishap.html(502), Mishap(body={"status": "failed"}), Mishap(body=b"")]
)
def test_without_an_answer_a_failure_has_no_reason(client: Client, upstream: DemoService, mishap: Mishap) -> None:
    upstream.fail_next(mishap, on="query")

    assert client.failure("a") is None


def test_the_balance_is_told_where_the_service_tells_it(client: Client, upstream: DemoService) -> None:
    balance = client.balance()

    assert balance is not None
    assert (balance.available, balance.name) == (1_000_000, "demo")


@pytest.mark.parametrize("mishap", [Mishap.html(404), Mishap.html(502), Mishap(body=b""), Mishap(body={"code": False})])
def test_a_balance_that_is_not_told_is_silently_absent(client: Client, upstream: DemoService, mishap: Mishap) -> None:
    upstream.fail_next(mishap, on="account")

    assert client.balance() is None


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    upstream: DemoService, task_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert Client(upstream.base_url, KEY).query(task_id).phase is Phase.WORKING


@pytest.mark.parametrize("key", [KEY, ""])
def test_a_netrc_file_never_speaks_for_us(
    upstream: DemoService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    home = origin(upstream.base_url)
    assert home is not None

    with Session() as session:
        session.get(f"{upstream.base_url}/x", auth=Bearer(key, home))

    assert upstream.received[0].headers.get("Authorization") == (f"Bearer {key}" if key else None)


def test_many_threads_share_one_client(client: Client, upstream: DemoService, task_id: str) -> None:
    upstream.fail_next(Mishap.html(404), on="query", times=1)
    phases: list[Phase] = []
    threads = [threading.Thread(target=lambda: phases.append(client.query(task_id).phase)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert phases == [Phase.WORKING] * 20
