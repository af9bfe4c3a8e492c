"""Imports of a cast that are killed: `python -m tests.faults.import_kills FOLDER SEED ROUNDS`, which prints what came.

Each round imports one file into an empty data folder, in a process of its own that is forked after the slow imports
and killed anywhere, by its own timer or just before a file is moved. Then the folder is looked through by another one,
which runs the import again, or, each second time, leaves it to the sweep.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_plan import Comparison, changes
from tests.faults.sweep_kills import at_the_file
from tests.services.cast_kit import another_house, cast_of, kept_member, zipped
from tests.services.store_kit import NOW
from tests.services.sweep_kit import Place

MEMBERS, BOB = 12, Actor("bob")
WAYS = ("time", "file", "write", "member", "member")
"""Killed anywhere; before a file is moved or removed; anywhere while members are written; between two of them."""
_LONGEST_S, _LONGEST_WRITE_S = 0.16, 0.02
"""Seconds of the processor by which most imports are done, and the writing of their members."""


def make_file(folder: Path) -> Path:
    """Members with two pictures each, one of them everybody's; the last one has none that is its own."""
    with another_house(folder / "theirs") as theirs:
        shared = _picture(0)
        for number in range(1, MEMBERS + 1):
            own = (_picture(number),) if number < MEMBERS else ()
            kept_member(theirs, number, shared, *own)
        return zipped(theirs, folder / "cast.zip")


def _picture(number: int) -> bytes:
    """Turned, so that its sending copy is another file."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (320, 240), (number * 20, 80, 90)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def import_and_die(folder: Path, file: Path, way: str, chance: random.Random) -> None:
    """In a process of its own; returns never. `way`: one of WAYS."""
    with another_house(folder) as ours:
        token, last = ours.cast_uploads.new_token(), chance.randrange(1, MEMBERS)
        ours.cast_uploads.append(token, 0, file.read_bytes())
        if way == "time":
            # Of the processor: how long a machine takes for it depends on what else it does.
            signal.setitimer(signal.ITIMER_PROF, chance.uniform(0.01, _LONGEST_S))
        if way == "file":
            sys.addaudithook(at_the_file(chance.randrange(1, 3 * MEMBERS)))
        plan = ours.cast_import.plan(BOB, ours.cast_uploads.path(token))
        if way == "write":
            signal.setitimer(signal.ITIMER_PROF, chance.uniform(0.001, _LONGEST_WRITE_S))
        for number, _ in enumerate(ours.cast_import.apply(BOB, changes(plan, {}), NOW), start=1):
            if way == "member" and number == last:
                os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)


def half_there(ours: Studio) -> list[str]:
    """Whoever is in the cast is there with every picture, as the file has it."""
    found = []
    for one in cast_of(ours):
        pictures = [picture.fitted for look in one.member.looks for picture in look.pictures]
        if one.unreadable or len(pictures) != (2 if one.member.name != f"Member {MEMBERS}" else 1):
            found.append(f"half there: {one.member.name}")
        for fitted in filter(None, pictures):
            for part in (fitted.original, fitted.sending):
                whole = ours.pictures.files / part.sha256
                if not whole.is_file() or whole.stat().st_size != part.size_bytes:
                    found.append(f"without its picture: {one.member.name}")
    return found


def completed(ours: Studio, file: Path) -> list[str]:
    """What is wrong after the import was run again."""
    plan = ours.cast_import.plan(BOB, file)
    list(ours.cast_import.apply(BOB, changes(plan, {}), NOW))
    wanted = sorted(f"Member {number}" for number in range(1, MEMBERS + 1))
    names = sorted(one.member.name for one in cast_of(ours))
    found = [] if names == wanted else [f"after the second import: {names}"]
    again = {one.comparison for one in ours.cast_import.plan(BOB, file).members}
    return found + half_there(ours) + ([] if again == {Comparison.SAME} else [f"not the same: {again}"])


def swept(folder: Path) -> list[str]:
    """What the sweep leaves months later beside what the cast needs, and what it took too much."""
    place = Place.at(folder)
    place.settle_time()
    place.sweep()
    needed = {
        f"pictures/files/{part.sha256}"
        for one in place.store.members.all(archived=True)
        for look in one.member.looks
        for picture in look.pictures
        for fitted in picture.kept
        for part in (fitted.original, fitted.sending)
    }
    there = {name for name in place.names() if name.startswith(("pictures/files/", "imports/")) or ".part" in name}
    place.close()
    return [f"still there: {name}" for name in there - needed] + [f"taken: {name}" for name in needed - there]


def apart(run: Callable[[], list[str]]) -> list[str]:
    """What it gives in a process of its own: one that has opened a house has threads, and is no parent to fork from."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, json.dumps(run()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        found: list[str] = json.load(told)
    os.waitpid(child, 0)
    return found


def looked_through(folder: Path, file: Path, *, again: bool) -> list[str]:
    """What a kill may not leave. Begins with how many members are in the cast."""
    with another_house(folder) as ours:
        found = [str(len(cast_of(ours))), *half_there(ours)]
        return found + (completed(ours, file) if again else [])


def main(folder: Path, seed: int, rounds: int) -> None:
    """Print as JSON how many imports were killed, how many were cut between two members, and all that was wrong."""
    file, killed, cut, wrong = Path(*apart(lambda: [str(make_file(folder))])), 0, 0, []
    for number in range(rounds):
        ours = folder / str(number)
        child = os.fork()
        if not child:
            import_and_die(ours, file, WAYS[number % len(WAYS)], random.Random(seed + number))
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        members, *found = apart(partial(looked_through, ours, file, again=bool(number % 2)))
        cut += 0 < int(members) < MEMBERS
        wrong += found + apart(partial(swept, ours))
    sys.stdout.write(json.dumps({"killed": killed, "cut": cut, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
