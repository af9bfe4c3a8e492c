"""Faults in what a service says of a task: odd words, steps backwards, silence, and clocks that are set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from lib.demo.mishaps import Mishap
from lib.domain.errors import StudioError
from lib.domain.job import Action, Job, JobState, actions, is_overdue
from lib.services.tracking.work import Clock, Work
from tests.conftest import SOMEONE
from tests.faults.table import Row
from tests.faults.trial import Trial, reads

S = JobState
FIVE_S = timedelta(seconds=5)
A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    """A job that the service is making."""
    trial.group = "Following"
    trial.generate()
    trial.step()
    assert trial.states() == {S.RUNNING}
    return trial


def nothing_lost(row: Row, submits: int = 1) -> None:
    assert (row.submits, row.lost, row.paid_twice) == (submits, 0, 0)


def job_of(trial: Trial) -> Job:
    return trial.jobs()[0]


def say(trial: Trial, word: str, percent: float | None = None) -> None:
    """What the service says from now on, and a look at it."""
    trial.upstream.progress(trial.upstream.tasks()[0].id, percent, word)
    trial.jump(A_MINUTE)


# Words and figures


@pytest.mark.parametrize("word", ["reticulating", "", "SUCCESSFULLY_STARTED", "x" * 5000, "完成中"])
def test_a_word_nobody_knows_is_shown_and_asked_again(trial: Trial, word: str) -> None:
    say(trial, word)
    assert trial.states() == {S.RUNNING} and job_of(trial).word in (word[:100], "processing")
    trial.note()
    trial.finish()
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row(f"unknown status word “{word[:20]}”", times=1))


@pytest.mark.parametrize("word", ["dreaming", "RE-RENDERING", "完成中"])
def test_an_hour_of_words_nobody_knows_gives_the_place_to_others(trial: Trial, word: str) -> None:
    trial.generate(trial.studio.settings.max_running)
    trial.step()
    trial.order(Mishap(body={"id": "1", "status": word}), on="query", times=1000)
    trial.jump(A_MINUTE)
    assert trial.states() == {S.RUNNING, S.QUEUED}
    trial.jump(AN_HOUR)
    trial.jump(A_MINUTE)
    assert trial.states() == {S.RUNNING}
    row = trial.row(f"“{word}” for an hour: the place goes to others")
    nothing_lost(row, submits=trial.studio.settings.max_running + 1)


def test_progress_that_goes_backwards_is_shown_as_it_was(trial: Trial) -> None:
    shown = []
    trial.order(Mishap(status=404, body=NO_ROUTE), on="query", times=1)  # The other route tells the progress.
    for percent in (10, 60, 20, None, 0, 61):
        say(trial, "processing", percent)
        shown.append(job_of(trial).progress)
    assert shown == [10, 60, 60, 60, 60, 61]
    nothing_lost(trial.row("progress that goes backwards", times=2))


NO_ROUTE = {"error": {"message": "Invalid URL (GET /)", "type": "invalid_request_error", "param": "", "code": ""}}


def test_the_other_query_route_is_used_once_the_chosen_one_is_gone(trial: Trial) -> None:
    trial.order(Mishap(status=404, body=NO_ROUTE), on="query", times=1)
    for _ in range(3):
        trial.jump(A_MINUTE)
    queries = [one.path.partition("?")[0] for one in trial.upstream.received if one.method == "GET"]
    assert [path.rpartition("/")[2] for path in queries] == ["creations", "query", "query", "query"]
    assert trial.kinds() == set()
    nothing_lost(trial.row("the chosen query route gone"))


def test_both_query_routes_gone_is_no_end(trial: Trial) -> None:
    trial.order(Mishap(status=404, body=NO_ROUTE), on="query", times=1000)
    for _ in range(30):
        trial.jump(AN_HOUR)
    assert trial.states() == {S.RUNNING} and trial.kinds() == {"RouteMissing"}
    nothing_lost(trial.row("both query routes gone for 30 hours"))


def test_a_status_that_goes_back_from_completed_is_followed_again(trial: Trial) -> None:
    trial.order(Mishap(body={"id": "1", "status": "completed", "video_url": ""}), on="query", times=2)
    trial.jump(FIVE_S)
    trial.jump(A_MINUTE)
    assert trial.states() == {S.RUNNING} and job_of(trial).word == "completed"
    trial.note()
    trial.jump(A_MINUTE)
    assert trial.states() == {S.RUNNING} and job_of(trial).word == "processing"
    trial.jump(AN_HOUR)
    trial.finish()
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("back from completed to processing"))


def test_a_status_that_goes_back_after_a_link_was_given_costs_no_video(trial: Trial) -> None:
    gone = f"{trial.upstream.base_url}/files/not-there-yet.mp4"
    trial.order(Mishap(body={"id": "1", "status": "completed", "video_url": gone}), on="query", times=1)
    trial.jump(FIVE_S)
    assert trial.states() == {S.SAVING}
    trial.let_pass(timedelta(minutes=2))
    trial.finish()
    trial.let_pass(AN_HOUR)
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("back to processing after a link was given"))


# Endings without what belongs to them


def test_a_failure_without_a_reason_says_that_there_is_none(trial: Trial) -> None:
    trial.upstream.fail_task(trial.upstream.tasks()[0].id, "", "")
    trial.jump(FIVE_S)
    assert trial.states() == {S.FAILED}
    asked = [one.path for one in trial.upstream.received if one.path.startswith("/v1/videos/")]
    row = trial.row("failed without a reason", times=1, made=False)
    assert len(asked) == 1 and "gave no reason" in row.outcome
    nothing_lost(row)


def test_completed_without_a_link_for_a_while_waits_for_the_link(trial: Trial) -> None:
    trial.order(Mishap(body={"id": "1", "status": "completed", "video_url": None}), on="query", times=4)
    trial.finish()
    trial.jump(FIVE_S)
    trial.note()
    trial.let_pass(timedelta(minutes=4))
    assert trial.states() == {S.READY}
    assert not [one for one in trial.upstream.received if one.path.endswith("/content")]
    nothing_lost(trial.row("completed without a link for a while"))


def test_completed_without_a_link_for_ever_is_fetched_by_the_content_route(trial: Trial) -> None:
    trial.finish(linked=False)
    trial.let_pass(timedelta(minutes=4))
    assert trial.states() == {S.RUNNING}
    trial.note()
    trial.let_pass(timedelta(minutes=2))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("completed without a link for ever", times=1))


def test_completed_without_a_link_or_content_says_so(trial: Trial) -> None:
    trial.upstream.finish(trial.upstream.tasks()[0].id)
    trial.let_pass()
    assert trial.states() == {S.UNSAVED}
    row = trial.row("completed without a link or content for ever", times=1, made=False)
    assert "says that the video is done, but gives no link to it." in row.outcome
    nothing_lost(row)


NOT_KNOWN = Mishap.error(404, "task_not_exist", shape="task")


@pytest.mark.parametrize("hours", [0, 2], ids=["at first", "after two hours"])
def test_a_task_that_is_not_known_for_a_while_is_not_given_up(trial: Trial, hours: int) -> None:
    for _ in range(hours):
        trial.jump(AN_HOUR)
    trial.order(NOT_KNOWN, on="query", times=10)
    trial.finish()
    trial.let_pass(timedelta(minutes=9))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row(f"task not known for ten looks, {hours} h after the start"))


def test_a_task_that_is_no_longer_known_is_given_up_after_a_while_with_the_reason(trial: Trial) -> None:
    trial.upstream.clear()
    trial.let_pass(timedelta(minutes=9))
    assert trial.states() == {S.RUNNING} and trial.kinds() == {"TaskNotKnownYet"}
    trial.let_pass(timedelta(minutes=3))
    assert trial.states() == {S.FAILED}
    assert "no longer knows this job" in reads(job_of(trial), trial.studio.settings.service, trial.now)
    nothing_lost(trial.row("task no longer known for ever", times=1, made=False))


@pytest.mark.parametrize("word", ["cancelled", "expired"])
def test_a_task_that_the_service_ended_says_so(trial: Trial, word: str) -> None:
    trial.order(Mishap(body={"id": "1", "status": word}), on="query", times=1)
    trial.jump(FIVE_S)
    assert trial.states() == {S.ENDED}
    row = trial.row(f"{word} by the service", made=False)
    assert f"The video service ended it ({word})." in row.outcome


# Time


@pytest.mark.parametrize(("off_peak", "hours"), [(False, 24), (True, 50)], ids=["usual", "off-peak"])
def test_a_task_that_never_ends_says_so_and_is_never_dropped(trial: Trial, off_peak: bool, hours: int) -> None:
    trial.draft = trial.draft.model_copy(update={"off_peak": off_peak, "audio": False})
    trial.generate()
    trial.step()
    for _ in range(hours):
        trial.jump(AN_HOUR)
    assert not is_overdue(trial.jobs()[1], trial.now)
    trial.jump(A_MINUTE)
    job = trial.jobs()[1]
    assert is_overdue(job, trial.now) and actions(job, trial.now)[0] is Action.GIVE_UP
    trial.read = [reads(job, trial.studio.settings.service, trial.now)]
    assert "longer than the video service promises" in trial.read[0]
    for _ in range(10):
        trial.jump(timedelta(days=1))
    assert trial.states() == {S.RUNNING}
    assert trial.studio.desk.put_aside(SOMEONE, trial.jobs()[1], trial.now)
    trial.finish()
    trial.jump(AN_HOUR)
    assert trial.states() == {S.READY} and not trial.jobs()[1].set_aside
    row = trial.row(f"a task that never ends, {'off-peak, ' if off_peak else ''}given up after days", times=1)
    nothing_lost(row, submits=2)


@pytest.mark.parametrize("jump", [AN_HOUR, -AN_HOUR], ids=["forward", "back"])
def test_a_clock_that_is_set_by_an_hour_delays_nothing(trial: Trial, jump: timedelta) -> None:
    trial.order(Mishap.busy("30"), on="submit", times=1)
    trial.generate()
    trial.step()
    assert [job.state for job in trial.jobs()] == [S.RUNNING, S.QUEUED]
    trial.jump(jump)
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.RUNNING}
    trial.finish()
    trial.jump(jump)
    trial.let_pass(A_MINUTE)
    assert trial.states() == {S.READY}
    word = "forward" if jump > timedelta(0) else "back"
    nothing_lost(trial.row(f"the clock set {word} by an hour, twice", times=2), submits=3)


# The negative control: a tracker that takes a failed look for a failed task


class HastyWork(Work):
    def look(self, job: Job, clock: Clock) -> None:
        try:
            self.connect().query(job.task_id or "")
        except StudioError:
            self.store.jobs.save(job, replace(job, state=S.FAILED), owner=self.owner, release=True)
            return
        super().look(job, clock)


@pytest.mark.parametrize("name", ["502", "no answer"])
def test_a_tracker_that_takes_a_failed_look_for_a_failed_task_loses_videos(trial: Trial, name: str) -> None:
    mishap = Mishap(cut="before") if name == "no answer" else Mishap.html(502)
    usual = trial.studio.tracker.work
    trial.studio.tracker.work = HastyWork(
        usual.store, usual.pictures, usual.library, usual.connect, usual.pauses, usual.owner, usual.answers
    )
    trial.order(mishap, on="query", times=2)
    trial.jump(FIVE_S)
    row = trial.row(f"{name} on a query, taken for the end", control=True)
    assert row.lost == 1
