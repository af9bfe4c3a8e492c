"""Faults of a submit that finds nobody: nothing left, so it is tried again; and what retries would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from lib.demo.mishaps import Mishap
from lib.domain.job import JobState
from lib.services.gateway.client import Client
from tests.conftest import KEY
from tests.faults.conftest import QUICK, quick_client
from tests.faults.ports import a_port_that_takes_no_connection
from tests.faults.trial import Trial

S = JobState
JOBS = 3


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    trial.group = "Submitting"
    return trial


def tries(trial: Trial) -> int:
    """How often all jobs together were sent for nothing."""
    stories = [trial.studio.store.jobs.story(job_id) for job_id in trial.ids]
    return sum(event.kind in ("postponed", "failed") for story in stories for event in story)


def test_a_service_that_is_away_gets_its_jobs_when_it_is_back(trial: Trial) -> None:
    trial.upstream.close()
    trial.generate(JOBS)
    trial.let_pass(timedelta(hours=1))
    assert trial.states() == {S.QUEUED} and trial.kinds() == {"NotReached"}
    missed = tries(trial)
    trial.upstream.start()
    trial.let_pass(timedelta(minutes=6))
    assert trial.states() == {S.RUNNING}
    row = trial.row("connection refused for an hour", times=missed)
    assert missed >= JOBS * 10 and (row.submits, row.lost, row.paid_twice) == (JOBS, 0, 0)


def unreachable(trial: Trial, client: Client) -> None:
    """A day with this connection, and then with the true one."""
    with trial.talking_to(client):
        trial.generate()
        trial.let_pass(timedelta(minutes=30))
        assert trial.states() == {S.QUEUED} and trial.kinds() == {"NotReached"}
    assert trial.upstream.submits() == []


def test_an_unknown_host_is_tried_again_with_growing_pauses(trial: Trial) -> None:
    unreachable(trial, quick_client("https://nothing.invalid", KEY))
    missed = tries(trial)
    trial.let_pass(timedelta(minutes=6))
    row = trial.row("unknown host", times=missed)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0) and "cannot be reached" in row.outcome


def test_a_connect_timeout_is_tried_again_with_growing_pauses(trial: Trial) -> None:
    with a_port_that_takes_no_connection() as address:
        unreachable(trial, Client(address, KEY, timeouts=replace(QUICK, connect_s=0.1)))
    missed = tries(trial)
    trial.let_pass(timedelta(minutes=6))
    row = trial.row("connect timeout", times=missed)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0) and "cannot be reached" in row.outcome


def test_a_tls_failure_is_given_up_after_three_tries(trial: Trial) -> None:
    with trial.talking_to(quick_client(trial.upstream.base_url.replace("http:", "https:"), KEY)):
        trial.generate(JOBS)
        trial.step()
        assert trial.states() == {S.QUEUED}
        trial.let_pass(timedelta(hours=1))
    assert trial.states() == {S.FAILED}
    row = trial.row("TLS failure", times=tries(trial))
    assert (row.times, row.submits, row.lost, row.paid_twice) == (3 * JOBS, 0, 0, 0)
    assert "No secure connection" in row.outcome


# The negative control: what the table shows once a submit is repeated as reads are


class RetryingClient(Client):
    """A client as it is often built: urllib3 repeats whatever breaks, POSTs too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "timeouts": QUICK})
        again = Retry(total=2, allowed_methods=None, status_forcelist=[502], backoff_factor=0)
        self._session.mount(self._base + "/vidu/ent/v2/reference2video", HTTPAdapter(max_retries=again))


CONTROLS = {
    "cut after the body was sent, task made": Mishap(cut="before", made=True),
    "502 with a proxy's page, task made": Mishap(status=502, body="<html>Bad Gateway</html>", made=True),
    "no answer within the read timeout, task made": Mishap(silent=True, made=True),
}


class TestWithRetriesOfPosts:
    @pytest.fixture
    def make_client(self) -> Callable[..., Client]:
        return RetryingClient

    @pytest.mark.parametrize("name", CONTROLS)
    def test_videos_are_paid_twice(self, trial: Trial, name: str) -> None:
        trial.generate()
        trial.order(CONTROLS[name], on="submit", times=1)
        trial.step()
        row = trial.row(f"{name}, POSTs retried", control=True)
        assert (row.submits, row.paid_twice) == (2, 1)
