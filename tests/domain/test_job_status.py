"""Where a job stands: resting, late, its link."""

from datetime import timedelta
from typing import Any

import pytest

from lib.domain.catalog import CATALOG
from lib.domain.job import DEMO, MOVING, JobState, Trouble, is_overdue, usual_s
from lib.domain.job_status import is_late, link_to_open, rests
from lib.text.job_sentences import service_name
from tests.domain.test_job import NOW, a_job, a_request

REAL = "https://octopusx.ai"
LINK = "https://storage.example/a/video.mp4?sig=%7E%2d[1]&x="
DEAD = Trouble("LinkDead")


@pytest.mark.parametrize("state", JobState)
def test_only_what_would_move_rests_and_only_for_another_service(state: JobState):
    assert rests(a_job(state, service=REAL), DEMO) is (state in MOVING)
    assert not rests(a_job(state, service=REAL), REAL)


@pytest.mark.parametrize(
    ("service", "name"),
    [
        (DEMO, "the demo"),
        (REAL, "octopusx.ai"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("https://someone:secret@host.example/base", "host.example"),
        ("something else", "something else"),
    ],
)
def test_a_service_is_called_by_its_host_and_nothing_secret(service: str, name: str):
    assert service_name(service) == name


@pytest.mark.parametrize("model", [model.id for model in CATALOG])
@pytest.mark.parametrize("service", [DEMO, REAL])
def test_a_job_is_late_after_twice_its_usual_time_and_until_it_is_overdue(model: str, service: str):
    _, to_s = usual_s(model, service)
    job = a_job(JobState.RUNNING, request=a_request(model=model), service=service, sent_at=NOW)
    assert not is_late(job, NOW + timedelta(seconds=to_s))
    assert is_late(job, NOW + timedelta(seconds=max(120, 2 * to_s) + 1))
    overdue = NOW + timedelta(hours=25)
    assert is_overdue(job, overdue) and not is_late(job, overdue)


@pytest.mark.parametrize(
    "change", [{"request": a_request(off_peak=True)}, {"sent_at": None}, {"state": JobState.SAVING}], ids=str
)
def test_what_has_no_usual_time_is_never_late(change: dict[str, Any]):
    job = a_job(**{"state": JobState.RUNNING, "sent_at": NOW, **change})
    assert not is_late(job, NOW + timedelta(hours=12))


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("trouble", [None, DEAD], ids=["well", "trouble"])
def test_the_link_is_offered_where_we_could_not_fetch_it(state: JobState, trouble: Trouble | None):
    offered = state is JobState.UNSAVED or (state is JobState.SAVING and trouble is not None)
    assert link_to_open(a_job(state, trouble=trouble, video_url=LINK)) == (LINK if offered else "")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//host/video.mp4",
        "/video.mp4",
        "https://",
        "https:///video.mp4",
        "https://[::1",
        "https://storage.example/a b",
        "https://storage.example/\u202egpj.4pm",
        "https://key:secret@storage.example/video.mp4",
    ],
)
def test_nothing_but_a_web_address_is_opened_in_a_browser(url: str | None):
    assert link_to_open(a_job(JobState.UNSAVED, video_url=url)) == ""
