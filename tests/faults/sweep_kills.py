"""Sweeps that are killed: `python -m tests.faults.sweep_kills FOLDER SEED ROUNDS ORDER`, which prints what came of it.

Each round is a process of its own, forked after the slow imports, and killed by its own timer anywhere, or just before
a file is moved or removed. Then the data folder is looked through by another one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from lib.domain.draft import Draft
from lib.domain.job import Job
from lib.domain.trash import Leaving, expired_before
from lib.services.media.sweep.swept_rows import DeletedJobs
from tests.services.store_kit import NOW
from tests.services.sweep_kit import MONTHS, Place, a_board, files_of

DELETED, KEPT, PICTURES = 60, 20, 12


RECORDS = ("pictures/facts", "pictures/fits", "pictures/sent", "pictures/thumbs")
"""Can be made again, and go a week later."""


class RowsFirst(DeletedJobs):
    """The negative control: rows go before files, as one might think of it first."""

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        ids = self.store.trash.mark_gone([one.id for one in page], expired_before(now), now)
        self.store.trash.forget(ids)
        return [one for one in page if self._removed(one.id)]


def fill(place: Place) -> dict[str, list[str]]:
    """Many jobs to go and some that stay, which share pictures; drafts, a part, a zip; what must stay, by name."""
    pictures = [place.picture(number) for number in range(PICTURES)]
    kept = [place.ready(pictures[number % 4]) for number in range(KEPT)]
    gone = [place.ready(pictures[number % PICTURES]) for number in range(DELETED)]
    place.store.drafts.save("hers", "ann", a_board(pictures[4]), NOW)
    for board in (a_board(pictures[5]), Draft(scene="without her")):
        place.store.drafts.save("edited", "ann", board, NOW)
    place.store.notes.set("zip:old", "[]", NOW)
    place.write(place.folder / "library" / "videos" / "x.1.part")
    place.store.jobs.delete([job.id for job in gone], NOW)
    place.store.trash.delete_for_good([job.id for job in gone[::2]], NOW)
    names = {name for fitted in pictures[:5] for name in files_of(fitted)}
    return {"jobs": [job.id for job in kept], "files": sorted(names | _files(place, kept))}


def _files(place: Place, jobs: Sequence[Job]) -> set[str]:
    paths = (path for job in jobs for path in (place.library.video(job.id), place.library.poster(job.id)))
    return {path.relative_to(place.folder).as_posix() for path in paths}


def sweep_and_die(folder: Path, chance: random.Random, order: str) -> None:
    """In a process of its own; returns if the sweep was done before its end came."""
    place = Place.at(folder)
    if order == "rows first":
        place.sweeper._phases = (RowsFirst(place.store, place.library), *place.sweeper._phases[1:])
    # The control dies at a file each time: what a timer meets depends on the machine.
    if order != "rows first" and chance.random() < 0.5:
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, 0.1))
    else:
        sys.addaudithook(at_the_file(chance.randrange(1, 60)))
    for _ in place.sweeper.run(MONTHS):
        continue
    os._exit(0)


def at_the_file(number: int) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that kills this process at so many-th file that is moved or removed."""
    left = [number]

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in ("os.remove", "os.rename"):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def wrong(place: Place, must: dict[str, list[str]]) -> list[str]:
    """What a kill may not leave."""
    found = [f"needed and gone: {name}" for name in must["files"] if not (place.folder / name).is_file()]
    found += [f"a job lost: {job_id}" for job_id in must["jobs"] if place.store.jobs.get(job_id) is None]
    for line in place.store.trash.page(1_000):
        whole = place.store.jobs.get(line.id) and place.library.video(line.id).is_file()
        found += [] if whole else [f"in the trash and half gone: {line.id}"]
    names = {path.stem for path in place.library.folder.glob("videos/*.mp4")}
    known = place.store.needs.known_jobs(list(names))
    return found + [f"a video without a row: {job_id}" for job_id in names - known]


def main(folder: Path, seed: int, rounds: int, order: str) -> None:
    """Print as JSON how many rounds were killed, how many folders were swept to the end, and all that was wrong."""
    killed, trouble = 0, []
    place = Place.at(folder / "0")
    must, filled = fill(place), 0
    place.close()
    for number in range(rounds):
        child = os.fork()
        if not child:
            sweep_and_die(folder / str(filled), random.Random(seed + number), order)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        place = Place.at(folder / str(filled))
        trouble += wrong(place, must)
        over = not os.WIFSIGNALED(status)
        if over or number == rounds - 1:
            place.sweep()
            trouble += wrong(place, must) + _left(place, must)
            filled += 1
        place.close()
        if over and number < rounds - 1:
            place = Place.at(folder / str(filled))
            must = fill(place)
            place.close()
    sys.stdout.write(json.dumps({"killed": killed, "folders": filled, "wrong": trouble}))


def _left(place: Place, must: dict[str, list[str]]) -> list[str]:
    """What the last sweep should have taken."""
    rest = place.names() - set(must["files"])
    loose = [name for name in rest if not name.startswith(RECORDS)]
    return [f"still there: {name}" for name in loose] + [f"still a row: {job.id}" for job in place.store.trash.page(9)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
