"""What the tracker leaves alone while it can do nothing: the write lock, which everyone else needs."""

from __future__ import annotations

import threading
from datetime import datetime

from sqlalchemy import event

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.job import JobState
from tests.faults.table import Row, Table
from tests.services.tracker_kit import generate, until

WATCHED_S = 4.0


def test_the_write_lock_is_hardly_taken_while_all_places_are_taken_and_a_queue_waits(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, table: Table
) -> None:
    upstream.hold()
    for number in range(studio.settings.max_running + 4):
        generate(studio, draft, now, f"click-{number}")
    studio.tracker.start()
    until(lambda: studio.store.lists.counts()[JobState.RUNNING] == studio.settings.max_running)
    # Their next look is far away: what is written now is for nothing.
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET next_at = '2099-01-01 00:00:00.000000' WHERE state = 'running'")
    writes: list[str] = []
    engine = studio.store._engine
    assert engine is not None

    @event.listens_for(engine, "begin")
    def began(connection: object) -> None:
        if connection.get_execution_options().get("castboard_writes"):  # type: ignore[attr-defined]
            writes.append(threading.current_thread().name)

    for _ in range(20):
        studio.tracker.nudge()
        threading.Event().wait(WATCHED_S / 20)
    assert studio.store.lists.counts()[JobState.QUEUED] == 4
    assert len(writes) <= WATCHED_S, f"{len(writes)} in {WATCHED_S} s: {writes}"
    outcome = f"{len(writes)} write transactions in {WATCHED_S:g} s; the queue waits"
    table.add(Row("Process", "a queue waits while all places are taken", 20, outcome, len(upstream.received)))
