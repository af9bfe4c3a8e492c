"""Breaks the code at places drawn by a seed, runs the tests that concern each, and says which nobody noticed.

    python -m tests.mutants --seed 7 --count 100 [--only lib/services/store] [--share 1/2] [--draw-only]

Each mutant stands in a copy of the checkout, never in the checkout itself. A test that fails in the unbroken copy, too,
kills nobody. Texts are not changed: what they say is compared where it matters.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import random
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Change, changes, is_python
from tests.mutants.concerned import steps
from tests.mutants.forked import first_failure, load

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ("lib/domain", "lib/services/tracking", "lib/services/store", "lib/ui")
DEPTH = 5
SPARED = ("migrations/", "streamlit_internals/", "gallery/films/")
"""What happened to old data, what only a browser sees, and the lines of drawings, which only an eye can judge."""


@dataclass(frozen=True)
class Mutant:
    """A change of one file."""

    file: str
    change: Change

    def diff(self) -> str:
        before = (ROOT / self.file).read_bytes()
        lines = (text.decode().splitlines() for text in (before, self.change.applied(before)))
        shown = difflib.unified_diff(*lines, self.file, self.file, lineterm="", n=1)
        return "\n".join(list(shown)[2:])

    def title(self) -> str:
        line = (ROOT / self.file).read_bytes()[: self.change.start].count(b"\n") + 1
        return f"{self.file}:{line} {self.change.kind}"


def drawn(seed: int, count: int, only: str) -> list[Mutant]:
    """The same for the same seed and code; none twice. A small file is as likely to be hit as its share of places."""
    files = [path for folder in BROKEN for path in sorted((ROOT / folder).rglob("*.py"))]
    names = [path.relative_to(ROOT).as_posix() for path in files]
    wanted = [name for name in names if name.startswith(only) and not any(spared in name for spared in SPARED)]
    found = [Mutant(name, change) for name in wanted for change in changes((ROOT / name).read_bytes())]
    random.Random(seed).shuffle(found)
    readable = (one for one in found if is_python(one.change.applied((ROOT / one.file).read_bytes())))
    return list(itertools.islice(readable, count))


class Trial:
    """A copy of the checkout in which mutants are tried."""

    def __init__(self, folder: Path, limit_s: float) -> None:
        self._copy, self._scratch, self._limit_s = copied(folder / "checkout"), folder / "scratch", limit_s
        self._sound: set[str] = set()

    def killer(self, mutant: Mutant, depth: int) -> str:
        """The test of that step that notices; empty if none does."""
        found = steps(self._copy / "tests", mutant.file)
        path = self._copy / mutant.file
        before = path.read_bytes()
        for tests in found[depth : depth + 1]:
            path.write_bytes(mutant.change.applied(before))
            try:
                failed = self._first_failure(tests)
            finally:
                path.write_bytes(before)
            if failed and self._passes_otherwise(failed):
                return failed
        return ""

    def _passes_otherwise(self, failed: str) -> bool:
        if failed not in self._sound and ".py" in failed and self._first_failure([failed]):
            print(f"fails without a change, too: {failed}", flush=True)
            return False
        self._sound.add(failed)
        return True

    def _first_failure(self, tests: list[str]) -> str:
        return first_failure(self._copy, tests, self._scratch, self._limit_s)


def copied(into: Path) -> Path:
    """The checkout as it stands, with what is not committed yet and without what git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)
    return into


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds that a step of tests may take")
    parser.add_argument("--depth", type=int, default=DEPTH, help="steps of tests, from the nearest to the farthest")
    parser.add_argument("--draw-only", action="store_true", help="show what would be broken")
    parser.add_argument("--share", default="1/1", help="2/3: of those drawn, the second, the fifth and so on")
    given = parser.parse_args()
    part, shares = map(int, given.share.split("/"))
    mutants = drawn(given.seed, given.count, given.only)
    if given.draw_only:
        print("\n".join(f"{mutant.title()}\n{mutant.diff()}" for mutant in mutants))
        return
    load()
    alive = {number: mutant for number, mutant in enumerate(mutants, 1) if number % shares == part % shares}
    tried = len(alive)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trial = Trial(Path(folder).resolve(), given.limit)
        for depth in range(given.depth):
            for number, mutant in sorted(alive.items(), key=lambda one: one[1].file):
                began = time.monotonic()
                if by := trial.killer(mutant, depth):
                    del alive[number]
                fate = f"killed by {by}" if by else "alive"
                print(f"{number:3} {mutant.title()}: {fate}, {time.monotonic() - began:.0f} s", flush=True)
    for number, mutant in alive.items():
        print(f"\nSURVIVED {number:3} {mutant.title()}\n{mutant.diff()}")
    print(f"\n{tried - len(alive)} of {tried} killed.")


if __name__ == "__main__":
    main()
