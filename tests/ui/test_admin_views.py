"""What the sections of the Admin page say, from what they are given; nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain.announcement import LASTS, Announcement, AnnouncementKind
from lib.domain.disk import DiskKind
from lib.domain.job import JobState
from lib.domain.lists import Claim
from lib.domain.running import DatabaseFacts, TrackerSign
from lib.domain.service_health import Condition, Health, Outcome
from lib.domain.trash import Kind, Leaving, TrashTotal, Why
from lib.domain.usage import Usage
from lib.services.gateway.balance import AccountStatus
from lib.text.service_sentences import condition_text, hour_text, pace_text
from lib.ui.admin.announcement_section import _LASTS, announcement_view
from lib.ui.admin.service_section import Seen, ServiceView, service_view
from lib.ui.admin.storage_section import Freed, freed, freed_words, storage_view
from lib.ui.admin.usage_section import in_words, usage_view

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAYS = ((date(2026, 11, 27), 0), (date(2026, 11, 28), 3))
SERVICE = "https://octopusx.ai"
SIGN = TrackerSign("me", "mill", 77, NOW - timedelta(hours=2), NOW - timedelta(seconds=5))


def test_usage_names_days_people_and_models_and_tells_two_of_one_name_apart() -> None:
    usage = Usage(DAYS, (("a", 2), ("b", 1), ("c", 1)), (("viduq1", 3),))
    view = usage_view(usage, {"a": "Bob", "b": "Bob"}, 7)
    assert view.summary == "3 videos in 7 days, asked for by 3 people."
    assert view.days == (("27 Nov", 0), ("28 Nov", 3))
    assert view.people == (("Bob", 2), ("Bob (2)", 1), ("Someone without a name", 1))
    assert len(view.models) == 1 and view.models[0][1] == 3


def test_usage_of_many_people_has_a_bar_for_the_first_and_one_for_all_others() -> None:
    usage = Usage(DAYS, tuple((f"p{place}", 20 - place) for place in range(15)), ())
    view = usage_view(usage, {f"p{place}": f"Person {place}" for place in range(15)}, 7)
    assert len(view.people) == 13 and view.people[-1] == ("3 others", 8 + 7 + 6)


def test_a_chart_is_told_in_words_without_what_is_not_there() -> None:
    assert in_words("Videos by day", (("27 Nov", 0), ("28 Nov", 3))) == "Videos by day: 28 Nov 3"


def test_storage_adds_up_and_leaves_out_what_takes_nothing() -> None:
    sizes = {DiskKind.VIDEOS: 4_000_000, DiskKind.PREVIEWS: 0, DiskKind.DATABASE: 1_000_000}
    view = storage_view(sizes, (50_000_000_000, 100_000_000_000), TrashTotal(2, 1, 3_000_000))
    assert [label for label, _ in view.used] == ["Videos", "Database, with copies from before upgrades", "Total"]
    assert view.used[-1][1] == "5 MB" and "(50%)" in view.free and view.warning == ""
    assert view.trash == "2 deleted jobs, 3 MB of videos."


def test_storage_warns_before_the_disk_is_full_and_says_nothing_of_an_empty_trash() -> None:
    view = storage_view({}, (9_000_000_000, 100_000_000_000), TrashTotal())
    assert "almost full" in view.warning and view.trash == ""


def leaving(size_bytes: int) -> Leaving:
    return Leaving(Kind.PICTURE, "x", Why.DROPPED, size_bytes)


def test_what_can_be_freed_grows_while_it_is_found() -> None:
    figures = list(freed([leaving(1000), leaving(500)], done=False))
    assert figures[0] == Freed(1, 1000) and figures[-1] == Freed(2, 1500)
    assert freed_words(figures[-1]) == "2 kB can be freed: 2 items no longer needed."
    assert freed_words(replace(figures[-1], done=True)) == "Freed 2 kB: 2 items no longer needed."
    assert freed_words(Freed(0, 0)) == "There is nothing to free."


def outcome(state: JobState, trouble: str = "", name: str = "Fog") -> Outcome:
    return Outcome("j", name, state, NOW - timedelta(minutes=3), "viduq1", False, NOW, None, trouble, "")


def seen(**fields: object) -> Seen:
    given = Seen(
        service=SERVICE,
        is_demo=False,
        account=AccountStatus(SERVICE, "accepted", 1234.0),
        health=Health(Condition.WELL, 4, 1),
        outcomes=(outcome(JobState.READY), outcome(JobState.RUNNING), outcome(JobState.FAILED, "ServiceFailed")),
        counts={JobState.QUEUED: 7, JobState.RUNNING: 2, JobState.SAVING: 1},
        max_running=5,
        signs=(SIGN,),
        claims=(Claim("j", "me", 1), Claim("k", "me", 1)),
        database=DatabaseFacts("sqlite", "3.46.1", "0020", 2_000_000),
        version="0.2.0",
    )
    return replace(given, **fields)  # type: ignore[arg-type]


def said(view: ServiceView) -> dict[str, str]:
    return dict([*view.service, *view.queue, *view.base])


def test_the_service_tells_key_balance_queue_tracker_database_and_version() -> None:
    facts = said(service_view(seen(), NOW))
    assert facts["Address"] == "octopusx.ai"
    assert (facts["API key"], facts["Balance"]) == ("Accepted", "1,234")
    assert facts["Last hour"] == "4 videos, 1 failed at the service"
    assert (facts["Waiting"], facts["In progress"]) == ("7", "3 (at most 5 at once)")
    assert facts["Tracker"] == "mill, process 77: started 2 hours ago, works on 2 jobs"
    assert (facts["Castboard"], facts["Database"], facts["Schema"]) == ("0.2.0", "SQLite 3.46.1", "0020")


def test_a_tracker_that_is_gone_and_none_at_all_are_said() -> None:
    gone = service_view(seen(signs=(replace(SIGN, seen_at=NOW - timedelta(hours=1)),), claims=()), NOW).queue
    trackers = [value for label, value in gone if label == "Tracker"]
    assert trackers[0] == "mill, process 77: gone, last seen 1 hour ago" and "Not running" in trackers[1]
    assert "Not running" in service_view(seen(signs=()), NOW).queue[-1][1]


def test_the_last_answers_leave_out_what_is_on_its_way_and_say_why_something_failed() -> None:
    view = service_view(seen(), NOW)
    assert [(one.name, one.is_well, one.when) for one in view.answers] == [
        ("Fog", True, "3 minutes ago"),
        ("Fog", False, "3 minutes ago"),
    ]
    assert view.answers[1].what.startswith("Failed: The video service")
    assert len(service_view(seen(outcomes=(outcome(JobState.READY, name="x" * 99),) * 30), NOW).answers) == 8


ACCOUNTS = {
    "not asked yet": (None, "Not asked yet", "Not known"),
    "rejected": (AccountStatus(SERVICE, "rejected"), "Not accepted", "Not known"),
    "silent": (AccountStatus(SERVICE, "silent"), "The service does not tell", "Not known"),
    "unlimited": (AccountStatus(SERVICE, "accepted", None, True), "Accepted", "Unlimited balance"),
}


@pytest.mark.parametrize("case", ACCOUNTS)
def test_the_account_is_told_as_far_as_it_is_known(case: str) -> None:
    account, key, balance = ACCOUNTS[case]
    facts = said(service_view(seen(account=account), NOW))
    assert (facts["API key"], facts["Balance"]) == (key, balance)


def test_the_demo_has_neither_key_nor_balance() -> None:
    facts = said(service_view(seen(is_demo=True, account=None), NOW))
    assert facts["Address"] == "Demo, on this machine" and "API key" not in facts and "Balance" not in facts


def test_every_condition_has_words_and_the_pace_is_told_once_enough_is_known() -> None:
    assert len({condition_text(condition) for condition in Condition}) == len(Condition)
    assert pace_text(Health(Condition.QUIET)) == ""
    assert pace_text(Health(Condition.WELL, times_usual=1.1)) == "As quick as usual"
    assert pace_text(Health(Condition.SLOW, times_usual=2.54)) == "2.5 times as long as usual"
    assert hour_text(Health(Condition.WELL, 1, 2, 3, 4)) == "1 video, 2 failed at the service, 3 refused, 4 unsure"


def test_what_is_announced_is_shown_with_since_when_by_whom_and_until_when() -> None:
    shown = Announcement("Hello", AnnouncementKind.WARNING, NOW - timedelta(hours=1), "ann", NOW + timedelta(hours=1))
    view = announcement_view(shown, "Ann", NOW)
    assert (view.text, view.kind) == ("Hello", AnnouncementKind.WARNING)
    assert view.facts == "Announced 1 hour ago by Ann · until 28 Nov 2026, 13:00:00"
    assert announcement_view(replace(shown, until=None), "", NOW).facts.endswith("takes it down")
    assert announcement_view(shown, "Ann", NOW + timedelta(hours=1)).text == ""
    assert announcement_view(None, "", NOW).text == ""


def test_every_length_has_a_word() -> None:
    assert _LASTS.keys() == LASTS.keys()
