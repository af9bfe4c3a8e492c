"""Breaks the code at places drawn by a seed, runs the tests that concern each, and says which nobody noticed.

    python -m tests.mutants --seed 7 --count 100 [--only lib/services/store] [--draw-only]

Each mutant stands in a copy of the checkout, never in the checkout itself. A test that fails in the unbroken copy, too,
kills nobody. Texts are not changed: what they say is compared where it matters.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Change, changes
from tests.mutants.concerned import steps

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ("lib/domain", "lib/services/tracking", "lib/services/store", "lib/ui")
SPARED = ("migrations/", "streamlit_internals/")
"""What happened to old data, and what only a browser sees."""
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+\.py(?:::.*?)?)(?: - .*)?$", re.MULTILINE)


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
    all_of_them = [
        Mutant(name, change)
        for name in names
        if name.startswith(only) and not any(spared in name for spared in SPARED)
        for change in changes((ROOT / name).read_bytes())
    ]
    return random.Random(seed).sample(all_of_them, min(count, len(all_of_them)))


def first_failure(copy: Path, tests: list[str], limit_s: float) -> str:
    """The first test that fails; empty if all pass. One that is still running after `limit_s` has failed, too."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen(
            [*command, "--hypothesis-profile=brief", "--basetemp", f"{scratch}/tests", *tests],
            cwd=copy,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            said = process.communicate(timeout=limit_s)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"no end within {limit_s:.0f} s"
    failed = FAILED.search(said)
    return "" if process.returncode == 0 else failed[1] if failed else f"pytest ended with {process.returncode}"


def killer(copy: Path, mutant: Mutant, limit_s: float, sound: set[str]) -> str:
    """The test that notices; empty if none does. `sound` remembers which tests pass on the unbroken code."""
    path = copy / mutant.file
    before = path.read_bytes()
    path.write_bytes(mutant.change.applied(before))
    try:
        for tests in steps(copy / "tests", mutant.file):
            while failed := first_failure(copy, tests, limit_s):
                path.write_bytes(before)
                if failed in sound or ".py" not in failed or not first_failure(copy, [failed], limit_s):
                    sound.add(failed)
                    return failed
                print(f"  fails without a change: {failed}")
                tests = [test for test in tests if test != failed.partition("::")[0]]
                if not tests:
                    break
                path.write_bytes(mutant.change.applied(before))
    finally:
        path.write_bytes(before)
    return ""


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
    parser.add_argument("--draw-only", action="store_true", help="show what would be broken")
    given = parser.parse_args()
    mutants, survivors, sound = drawn(given.seed, given.count, given.only), list[Mutant](), set[str]()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) if given.draw_only else copied(Path(folder))
        for at, mutant in enumerate(mutants, 1):
            began = time.monotonic()
            by = "" if given.draw_only else killer(copy, mutant, given.limit, sound)
            fate = "drawn" if given.draw_only else f"killed by {by}" if by else "SURVIVED"
            print(f"{at:3} {mutant.title()}: {fate}, {time.monotonic() - began:.0f} s", flush=True)
            if not by:
                survivors.append(mutant)
                print(mutant.diff(), flush=True)
    print(f"\n{len(mutants) - len(survivors)} of {len(mutants)} killed.")


if __name__ == "__main__":
    main()
