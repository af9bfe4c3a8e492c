"""What the services do for those who look after Castboard: the disk, the announcement, signs of trackers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.announcement import LONGEST, AnnouncementKind
from lib.domain.disk import DiskKind
from lib.domain.errors import NotPermitted
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.domain.role import Role
from lib.services.store import Store
from lib.services.store.team_tables import makes
from tests.conftest import SOMEONE
from tests.services.store_kit import NOW, SERVICE, a_job, added, in_state, later

OWNER, LEAD, MAKER = Actor("ann", Role.OWNER), Actor("bob", Role.LEAD), Actor("cid", Role.MAKER)
INFO, WARNING = AnnouncementKind.INFO, AnnouncementKind.WARNING


def test_the_disk_is_counted_by_kind_and_what_it_lacks_is_not_there(studio: Studio) -> None:
    video = studio.library.video("0" * 32)
    video.parent.mkdir(parents=True)
    video.write_bytes(b"x" * 1234)
    *_, sizes = studio.storage.used()
    assert sizes[DiskKind.VIDEOS] == 1234 and sizes[DiskKind.DATABASE] > 0 and DiskKind.POSTERS not in sizes
    free, whole = studio.storage.free()
    assert 0 < free <= whole


def test_what_a_sweep_would_free_is_told_first_and_then_freed(studio: Studio, put_deleted: Callable[[], str]) -> None:
    job_id = put_deleted()
    now = NOW + timedelta(days=31)
    (foreseen,) = studio.storage.foresee(LEAD, now)
    assert foreseen.id == job_id and studio.library.video(job_id).exists()
    (gone,) = studio.storage.sweep(OWNER, now)
    assert gone.id == job_id and not studio.library.video(job_id).exists()
    assert list(studio.storage.foresee(LEAD, now)) == []


@pytest.fixture
def put_deleted(studio: Studio) -> Callable[[], str]:
    """A video that was deleted at NOW; its id."""

    def put() -> str:
        (job,) = added(studio.store, in_state(JobState.READY, id="0" * 32))
        file = studio.library.video(job.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"film" * 100)
        studio.store.jobs.delete([job.id], NOW)
        return job.id

    return put


def test_only_an_owner_frees_and_a_maker_does_not_even_look(studio: Studio) -> None:
    with pytest.raises(NotPermitted):
        studio.storage.sweep(LEAD, NOW)
    with pytest.raises(NotPermitted):
        studio.storage.foresee(MAKER, NOW)


def test_what_is_announced_is_there_until_its_time_is_over_or_it_is_taken_away(studio: Studio) -> None:
    desk = studio.announcements
    assert desk.current() is None
    made = desk.announce(OWNER, "  Back at *six*  ", WARNING, timedelta(hours=1), NOW)
    assert made and desk.current() == made
    assert (made.text, made.kind, made.made_by, made.until) == ("Back at *six*", WARNING, "ann", later(hours=1))
    assert not made.is_over(later(minutes=59)) and made.is_over(later(hours=1))
    desk.take_away(OWNER)
    assert desk.current() is None


def test_an_announcement_is_bounded_and_an_empty_one_is_none(studio: Studio) -> None:
    assert studio.announcements.announce(OWNER, " \n ", INFO, None, NOW) is None
    assert studio.announcements.announce(OWNER, "👩‍🎤" * (LONGEST + 1), INFO, None, NOW) is None
    made = studio.announcements.announce(OWNER, "👩‍🎤" * LONGEST, INFO, None, NOW)
    assert made and made.text == "👩‍🎤" * LONGEST and not made.is_over(later(days=999))


def test_a_note_that_cannot_be_read_announces_nothing(studio: Studio) -> None:
    studio.store.notes.set("announcement", '{"text": 7}')
    assert studio.announcements.current() is None


def test_only_an_owner_announces(studio: Studio) -> None:
    with pytest.raises(NotPermitted):
        studio.announcements.announce(LEAD, "x", INFO, None, NOW)
    with pytest.raises(NotPermitted):
        studio.announcements.take_away(LEAD)


def test_a_tracker_tells_where_it_runs_and_takes_its_sign_back_when_it_ends(studio: Studio) -> None:
    studio.tracker.start()
    until_there(lambda: studio.store.trackers.all())
    (sign,) = studio.store.trackers.all()
    assert sign.owner == studio.tracker.owner and sign.host and sign.process > 0
    studio.tracker.close()
    assert studio.store.trackers.all() == []


def until_there(found: Callable[[], object]) -> None:
    from tests.browser.running import until

    until(found, 10, "the tracker's first beat")


def test_a_sign_is_believed_for_a_while_and_forgotten_after_a_day(store: Store) -> None:
    revision = store.revision()
    store.trackers.leave("old", "mill", 7, NOW, NOW)
    store.trackers.leave("old", "mill", 7, NOW, later(seconds=30))
    assert store.revision() == revision, "no page is drawn again for it"
    (sign,) = store.trackers.all()
    assert (sign.host, sign.process, sign.seen_at) == ("mill", 7, later(seconds=30))
    assert sign.is_alive(later(seconds=90)) and not sign.is_alive(later(seconds=131))
    store.notes.set("tracker:odd", "no json", NOW)
    assert [one.owner for one in store.trackers.all()] == ["old"]
    store.trackers.leave("new", "mill", 8, later(days=2), later(days=2))
    assert [one.owner for one in store.trackers.all()] == ["new"]


def test_the_database_tells_what_it_is(store: Store) -> None:
    facts = store.about.facts()
    assert facts.kind in ("sqlite", "postgresql") and facts.version[:1].isdigit() and facts.schema.isdigit()
    assert facts.size_bytes and facts.size_bytes > 10_000


def test_what_came_of_jobs_lately_is_told_of_one_service_the_last_first(store: Store) -> None:
    ready = in_state(JobState.READY, state_since=later(minutes=5))
    moving = in_state(JobState.RUNNING, state_since=later(hours=-9))
    added(store, ready, moving, in_state(JobState.READY, state_since=later(hours=-2)), a_job(service="demo"))
    found = store.outcomes.lately(SERVICE, NOW)
    assert [one.job_id for one in found] == [ready.id, moving.id]
    assert len(store.lists.lines(JobQuery())) == 4


def test_demo_videos_and_real_ones_are_told_apart(store: Store) -> None:
    with store._write() as connection:
        for number, (service, hours) in enumerate((("demo", 0), (SERVICE, 0), (SERVICE, -50))):
            row = {"person_id": "ann", "service": service, "model": "viduq1", "created_at": later(hours=hours)}
            connection.execute(makes.insert(), {"click": f"made {number}", "take": 1, **row})
    assert [store.made.since(NOW, demo=demo).people for demo in (True, False)] == [{"ann": 1}, {"ann": 1}]
    made = store.made.since(later(days=-7), demo=False)
    assert (made.people, made.models) == ({"ann": 2}, {"viduq1": 2})
    quarter = NOW.replace(microsecond=0)
    assert sorted(made.quarters) == [(quarter - timedelta(hours=50), 1), (quarter, 1)]


def test_whoever_did_it_is_kept_with_it(studio: Studio) -> None:
    made = studio.announcements.announce(SOMEONE, "x", INFO, None, NOW)
    assert made and made.made_by == SOMEONE.person_id
