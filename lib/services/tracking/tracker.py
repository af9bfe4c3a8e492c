"""The tracker: sends what waits, follows what runs, fetches what is done, whether or not any page is open.

`step(now)` does everything that is due and returns when it is done; `start()` runs the loop around it, each action in
a thread of its own. Claims say which process works on a job; rules: design.md section 4.
"""

from __future__ import annotations

import logging
import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

from lib.domain.errors import StoreUnavailable, StudioError
from lib.domain.job import Job, JobState
from lib.domain.lists import Claim
from lib.domain.running import SIGN_EVERY
from lib.services.gateway.balance import Account
from lib.services.store import Store
from lib.services.tracking.clock import ClockWatch
from lib.services.tracking.work import Clock, Work

log = logging.getLogger(__name__)

NAP_S = 0.5
"""Between two looks at the store; `nudge()` ends it early."""
_BEAT_S = 1.5
MISSED_S = 2.5
"""A counter that stood still for longer has missed a beat. Only words hang on it, which the next beat takes back."""
_IN_VAIN_S = 1.0
"""After a claim that came back empty none is tried for so long: each takes the write lock."""
_READS_MAY_TAKE_S = 1.0
STILL_S = 45.0
"""A claim whose counter stood still this long, watched on our own monotonic clock, belongs to a dead process."""
_SWEEP_EVERY_S = 2.0
"""Between two small steps of the sweep."""
_SLOTS = {JobState.SENDING: 3, JobState.RUNNING: 4, JobState.SAVING: 3}
"""Actions of each kind in flight at once. A stalled download must not keep tasks from being looked at."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Watch:
    """Tells which claims of others have stood still for STILL_S, by our own monotonic clock."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, int], float] = {}

    def dead(self, claims: list[Claim], monotonic_s: float) -> list[Claim]:
        """The claims to take over; remembers the others. `monotonic_s` is time.monotonic()."""
        keys = {(claim.job_id, claim.owner, claim.beat): claim for claim in claims}
        self._seen = {key: self._seen.get(key, monotonic_s) for key in keys}
        return [keys[key] for key, since in self._seen.items() if monotonic_s - since >= STILL_S]

    def still(self, monotonic_s: float) -> frozenset[str]:
        """The jobs whose claims were seen to miss a beat: their process is most likely gone."""
        return frozenset(key[0] for key, since in self._seen.items() if monotonic_s - since >= MISSED_S)


class Tracker:
    """One a process. Several processes may share a store: each job is worked on by one at a time."""

    def __init__(
        self,
        store: Store,
        make_work: Callable[[str], Work],
        service: str,
        max_running: int,
        account: Account | None = None,
        sweep: Callable[[datetime], object] | None = None,
    ) -> None:
        self.owner = uuid4().hex
        self.store, self.service, self.max_running, self.account = store, service, max_running, account
        self.sweep = sweep
        self.work = make_work(self.owner)
        self._watch = Watch()
        self._clock = ClockWatch()
        self._begun = False
        self._in_vain_at = -math.inf
        self._began_at = _utc_now()
        self._sign_at = -math.inf
        self.standing_still: frozenset[str] = frozenset()
        """Jobs of other processes whose counters have missed a beat: their cards say that they are found again."""
        self._wake = threading.Event()
        self._threads: list[threading.Thread] = []
        self._busy = dict.fromkeys(_SLOTS, 0)
        self._lock = threading.Lock()

    # One step, for tests and for anyone with a clock of their own

    def step(self, now: datetime) -> None:
        """Do all that is due at `now` (UTC), one after the other, and return."""
        clock: Clock = lambda: now  # noqa: E731
        self._begin(now)
        self._heed_the_clock(now)
        claims = self.store.claims
        while not self.work.stop.is_set() and (due := claims.claim_due(self.owner, self.service, now, limit=50)):
            for job in due:
                self.work.do(job, clock)
        while job_to_send := self.store.claims.claim_to_send(self.owner, self.service, now, self.max_running):
            self.work.do(job_to_send, clock)

    def _begin(self, now: datetime) -> None:
        """What the first round finds: rows that nobody can read, answers of a killed process, an earlier version."""
        if self._begun:
            return
        self.store.damaged.check_moving(now)
        self.work.take_in_answers(now)
        self.store.once_more.fetch(now)
        self._begun = True

    def take_over(self, now: datetime, monotonic_s: float) -> None:
        """Free the jobs of processes that died; one that was being sent becomes unsure."""
        for claim in self._watch.dead(self.store.claims.foreign(self.owner), monotonic_s):
            log.warning("Job %s: its process is gone, taking over", claim.job_id)
            self.store.claims.take_over(claim, now)

    def _heed_the_clock(self, now: datetime) -> None:
        if self._clock.went_back(now):
            log.warning("The machine's clock was set back; all that waits is looked at now")
            self.store.claims.wake(self.service, now)

    # The loop

    def start(self) -> None:
        """Start the loop and the heartbeat. Idempotent."""
        if self._threads:
            return
        loops = {"tracker": self._run, "tracker-beat": self._beat, "tracker-account": self._ask_account}
        loops["tracker-sweep"] = self._sweep
        for name, target in loops.items():
            thread = threading.Thread(target=target, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def nudge(self) -> None:
        """Something new is in the store: look now."""
        self._wake.set()

    def close(self, wait_s: float = 5.0) -> bool:
        """Stop. A submit in flight gets `wait_s` seconds to end, other actions one (they are done again). Idempotent.

        False: a submit is still on its way. Its claim is kept alive and its answer will be recorded, as long as
        this process and the store live.
        """
        self.work.stop.set()
        self._wake.set()
        self._wait_for(_SLOTS, min(wait_s, _READS_MAY_TAKE_S))
        self._wait_for((JobState.SENDING,), wait_s - _READS_MAY_TAKE_S)
        for thread in self._threads:
            thread.join(timeout=1)
        try:
            self.store.claims.release_all(self.owner)
            if self._threads:
                self.store.trackers.take_back(self.owner)
        except StoreUnavailable:
            log.exception("Claims were not given back; they lapse by themselves")
        return not self._busy[JobState.SENDING]

    def _wait_for(self, states: Iterable[JobState], wait_s: float) -> None:
        deadline = time.monotonic() + wait_s
        while any(self._busy[state] for state in states) and time.monotonic() < deadline:
            time.sleep(0.02)

    def _run(self) -> None:
        while not self.work.stop.is_set():
            self._guarded(self._round)
            self._wake.wait(NAP_S)
            self._wake.clear()

    def _beat(self) -> None:
        self._guarded(self._beat_once)
        while not self.work.stop.wait(_BEAT_S):
            self._guarded(self._beat_once)
        while self._busy[JobState.SENDING]:
            self._guarded(lambda: self.store.claims.beat(self.owner))
            time.sleep(_BEAT_S)

    def _ask_account(self) -> None:
        # In a thread of its own: a slow answer here must not keep the heartbeat still, or our jobs would be taken over.
        account = self.account
        while account and not self.work.stop.is_set():
            self._guarded(lambda: account.refresh(_utc_now()))
            self.work.stop.wait(_BEAT_S)

    def _sweep(self) -> None:
        # In a thread of its own too: a slow disk must keep nobody waiting.
        while (sweep := self.sweep) and not self.work.stop.wait(_SWEEP_EVERY_S):
            self._guarded(lambda: sweep(_utc_now()))

    def _beat_once(self) -> None:
        self.store.claims.beat(self.owner)
        self._leave_a_sign()
        self.take_over(_utc_now(), time.monotonic())
        self.standing_still = self._watch.still(time.monotonic())
        self.work.take_in_answers(_utc_now())

    def _leave_a_sign(self) -> None:
        if time.monotonic() - self._sign_at >= SIGN_EVERY.total_seconds():
            self.store.trackers.leave(self.owner, socket.gethostname(), os.getpid(), self._began_at, _utc_now())
            self._sign_at = time.monotonic()

    def _round(self) -> None:
        now = _utc_now()
        # Whatever is in its way holds up nobody: it is tried again with the next round.
        self._guarded(lambda: self._begin(now))
        self._heed_the_clock(now)
        # A read first: claiming takes the write lock, which others need more than we do when nothing is due.
        due_at = self.store.claims.next_due(self.service, now, self.max_running if self._free(JobState.SENDING) else 0)
        if due_at is None or due_at > now or time.monotonic() - self._in_vain_at < _IN_VAIN_S:
            return
        claims = list(self._claims(now))
        # Nothing was claimed in vain while all hands are full: the next one that is free takes it up at once.
        if claims and not any(claims):
            self._in_vain_at = time.monotonic()

    def _claims(self, now: datetime) -> Iterator[int]:
        """Claim what our free hands can take and begin with it; how many jobs each claim brought."""
        for state in (JobState.SAVING, JobState.RUNNING):
            if free := self._free(state):
                due = self.store.claims.claim_due(self.owner, self.service, now, limit=free, states=(state,))
                for job in due:
                    self._spawn(job)
                yield len(due)
        while self._free(JobState.SENDING):
            job_to_send = self.store.claims.claim_to_send(self.owner, self.service, now, self.max_running)
            if job_to_send is None:
                yield 0
                return
            self._spawn(job_to_send)
            yield 1

    def _free(self, state: JobState) -> int:
        with self._lock:
            return _SLOTS[state] - self._busy[state]

    def _spawn(self, job: Job) -> None:
        with self._lock:
            self._busy[job.state] += 1
        # A daemon thread, not a pool: a stalled line must not keep the process from ending.
        threading.Thread(target=self._act, args=(job,), name=f"tracker-{job.state}", daemon=True).start()

    def _act(self, job: Job) -> None:
        try:
            if not self._guarded(lambda: self.work.do(job, _utc_now)):
                self._guarded(lambda: self.work.abandon(job, _utc_now()))
        finally:
            with self._lock:
                self._busy[job.state] -= 1
            self.nudge()

    def _guarded(self, action: Callable[[], object]) -> bool:
        """Whether an action went through; what went wrong is in the log."""
        try:
            action()
        except StudioError:
            log.exception("The tracker could not do its work and goes on")
            return False
        except Exception:
            # The loop carries every job of everyone: whatever goes wrong with one must not end it.
            log.exception("Unexpected trouble in the tracker; it goes on")
            return False
        return True
