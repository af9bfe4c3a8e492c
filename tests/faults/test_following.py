"""Faults of the looks at a running task: whatever a query answers, the job goes on and its video comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import JobState
from lib.services.gateway.client import Client
from tests.conftest import KEY
from tests.faults.conftest import QUICK, quick_client
from tests.faults.ports import a_port_that_takes_no_connection
from tests.faults.trial import Trial

S = JobState
BUSY = "The video service is busy. Castboard waits and then continues automatically."
THEIRS = "The video service had a problem of its own. Castboard asks again automatically."
IN_90_S = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    """Three jobs that the service is making."""
    trial.group = "Following"
    trial.generate(3)
    trial.step()
    assert trial.states() == {S.RUNNING}
    return trial


@dataclass(frozen=True)
class Fault:
    """A mishap on some queries in a row, and words that people then read."""

    mishap: Mishap
    words: str = THEIRS
    times: int = 6


FAULTS = {
    "cut before the answer": Fault(Mishap(cut="before")),
    "reset before the answer": Fault(Mishap(cut="before", reset=True)),
    "cut within the answer's head": Fault(Mishap(cut="head", made=True)),
    "cut within the answer's body": Fault(Mishap(cut="body", made=True)),
    "no answer within the read timeout": Fault(Mishap(silent=True), times=2),
    "an answer that trickles for too long": Fault(Mishap(made=True, trickle_s=0.05), times=2),
    "200 with HTML": Fault(Mishap(body="<html><title>Welcome</title></html>")),
    "200 with nothing at all": Fault(Mishap(body=b"")),
    "200 with JSON of no known shape": Fault(Mishap(body={"result": {"job": 7}})),
    "401": Fault(Mishap.of(401), "The video service does not accept the API key any more."),
    "402 without credit": Fault(Mishap.error(402, "insufficient_user_quota", shape="error")),
    "403": Fault(Mishap.error(403, "Forbidden")),
    "413": Fault(Mishap.of(413)),
    "400 in the vendor's shape": Fault(Mishap.error(400, "FieldInvalid")),
    "400 in the gateway's shape": Fault(Mishap.error(400, "FieldInvalid", shape="error")),
    "400 in the shape for tasks": Fault(Mishap.error(400, "FieldInvalid", shape="task")),
    "400 in the shortest shape": Fault(Mishap.error(400, "", shape="plain")),
    "429, Retry-After in seconds": Fault(Mishap.busy("120"), BUSY),
    "429, Retry-After as an HTTP date": Fault(Mishap.busy(IN_90_S), BUSY),
    "429, Retry-After absurdly long": Fault(Mishap.busy("99999999999999999999"), BUSY),
    "429 without Retry-After": Fault(Mishap.of(429), BUSY),
    "500 with a contract body": Fault(Mishap.of(500)),
    "502 with a proxy's page": Fault(Mishap.html(502)),
    "503 with a proxy's page": Fault(Mishap.html(503)),
}


def still_running(trial: Trial) -> None:
    """While the fault lasts nothing is given up, and nobody is told that nothing was made or to send it again."""
    assert trial.states() == {S.RUNNING}
    assert not any(words in read for read in trial.read for words in ("Nothing was made", "send it again", "Make it"))


@pytest.mark.parametrize("name", FAULTS)
def test_a_look_that_fails_is_only_followed_by_another(trial: Trial, name: str) -> None:
    fault = FAULTS[name]
    trial.finish()
    trial.order(fault.mishap, on="query", times=fault.times)
    trial.jump(timedelta(seconds=5))
    assert trial.read
    trial.let_pass(timedelta(hours=7))
    assert trial.states() == {S.READY}
    row = trial.row(f"{name} on a query")
    assert (row.times, row.submits, row.lost, row.paid_twice) == (fault.times, 3, 0, 0)
    assert fault.words in row.outcome
    assert not any(words in read for read in trial.read for words in ("Nothing was made", "send it again", "Make it"))


@pytest.mark.parametrize("name", ["502 with a proxy's page", "401", "429 without Retry-After", "200 with HTML"])
def test_a_fault_that_lasts_for_three_days_drops_no_job(trial: Trial, name: str) -> None:
    trial.order(FAULTS[name].mishap, on="query", times=1000)
    for _ in range(9):
        trial.jump(timedelta(hours=8))
    still_running(trial)
    row = trial.row(f"{name} on every query for three days")
    assert (row.submits, row.lost, row.paid_twice) == (3, 0, 0)


@pytest.mark.parametrize("status", [301, 307])
def test_a_query_is_not_sent_on_to_another_host(trial: Trial, elsewhere: DemoService, status: int) -> None:
    trial.order(Mishap.moved(f"{elsewhere.base_url}/v1/video/query?id=1", status), on="query", times=6)
    trial.jump(timedelta(seconds=5))
    still_running(trial)
    assert trial.kinds() == {"Redirected"} and elsewhere.received == []
    row = trial.row(f"{status} to another address on a query")
    assert (row.submits, row.lost, row.paid_twice) == (3, 0, 0)


def test_a_slow_answer_is_an_answer(trial: Trial) -> None:
    trial.order(Mishap(made=True, trickle_s=0.001), on="query", times=3)
    trial.jump(timedelta(seconds=5))
    assert trial.states() == {S.RUNNING} and trial.kinds() == set()
    assert trial.row("a query's answer that trickles in byte by byte").lost == 0


# Nobody there


def out_of_reach(trial: Trial, client: Client, kind: str) -> None:
    """Three looks that find nobody."""
    with trial.talking_to(client):
        for _ in range(3):
            trial.jump(timedelta(minutes=1))
    still_running(trial)
    assert trial.kinds() == {kind}


def all_well(trial: Trial, name: str) -> None:
    row = trial.row(name, times=9)
    assert (row.submits, row.lost, row.paid_twice) == (3, 0, 0)


def test_a_service_that_is_away_is_asked_again(trial: Trial) -> None:
    trial.upstream.close()
    out_of_reach(trial, quick_client(trial.upstream.base_url, KEY), "NotReached")
    trial.upstream.start()
    all_well(trial, "connection refused on queries")


def test_an_unknown_host_is_asked_again(trial: Trial) -> None:
    out_of_reach(trial, quick_client("https://nothing.invalid", KEY), "NotReached")
    all_well(trial, "unknown host on queries")


def test_a_tls_failure_of_a_query_is_no_failure_of_the_job(trial: Trial) -> None:
    out_of_reach(trial, quick_client(trial.upstream.base_url.replace("http:", "https:"), KEY), "TlsFailed")
    all_well(trial, "TLS failure on queries")


def test_a_connect_timeout_of_a_query_is_no_failure_of_the_job(trial: Trial) -> None:
    with a_port_that_takes_no_connection() as address:
        hurried = Client(address, KEY, timeouts=replace(QUICK, connect_s=0.1), read_retries=0)
        out_of_reach(trial, hurried, "NotReached")
    all_well(trial, "connect timeout on queries")
