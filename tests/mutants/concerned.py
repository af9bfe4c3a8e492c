"""Which tests concern a file, in steps: the nearest first, so that most mutants die soon."""

from __future__ import annotations

from pathlib import Path

SCREENS = {
    "cast": ("pages/test_member*.py", "ui/test_member*.py"),
    "create": ("pages/test_create*.py", "pages/test_lost*.py"),
    "jobs": ("pages/test_job*.py", "ui/test_jobs*.py"),
    "gallery": ("pages/test_gallery*.py", "pages/test_playback.py", "ui/test_gallery*.py"),
    "trash": ("pages/test_deleted.py",),
    "admin": ("pages/test_admin*.py", "ui/test_admin*.py"),
}
ROOMS = {
    "lib/domain/": (("domain",), ("services", "pages", "ui")),
    "lib/services/store/": (("services/test_store*.py", "services/test_sweep*.py"), ("services", "pages", "admin")),
    "lib/services/tracking/": (
        ("services/test_tracker*.py", "services/test_work*.py", "services/test_clock.py"),
        ("services", "faults/test_fetching*.py", "faults/test_following*.py", "faults/test_submitting*.py"),
        ("faults/test_odd*.py", "pages"),
    ),
    "lib/ui/": (("ui", "pages"), ("test_*.py",)),
}
NOT_FOR_THIS = ("test_house.py", "test_start.py", "test_server_live.py", "test_contract_schema.py")
"""Of the files at the top of tests/: they know no part of the code, or start servers."""


def steps(tests: Path, name: str) -> list[list[str]]:
    """Lists of test files for the source file `name`, each without those of the lists before it."""
    room = next(room for room in ROOMS if name.startswith(room))
    wanted = [_importing(tests, name, room)]
    if screen := SCREENS.get(name.split("/")[2]):
        wanted.append(_files(tests, screen))
    wanted += [_files(tests, patterns) for patterns in ROOMS[room]]
    before, found = set[str](), list[list[str]]()
    for files in wanted:
        if left := [file for file in files if file not in before]:
            before.update(left)
            found.append(left)
    return found


def _importing(tests: Path, name: str, room: str) -> list[str]:
    """The tests of the room that import the file itself."""
    module = name.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
    package, _, last = module.rpartition(".")
    places = [pattern for step in ROOMS[room] for pattern in step]
    spelled = (f"from {module} import", f"import {module}\n", f"from {package} import {last}")
    return [file for file in _files(tests, places) if any(one in (tests.parent / file).read_text() for one in spelled)]


def _files(tests: Path, patterns: tuple[str, ...] | list[str]) -> list[str]:
    found = [
        path
        for pattern in patterns
        for path in sorted(tests.glob(pattern if pattern.endswith(".py") else f"{pattern}/test_*.py"))
        if path.name not in NOT_FOR_THIS
    ]
    return list(dict.fromkeys(path.relative_to(tests.parent).as_posix() for path in found))
