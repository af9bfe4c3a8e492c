"""Which tests concern a file, in steps: the nearest first, so that most mutants die soon."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

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
NOT_FOR_THIS = (
    "test_house.py",
    "test_start.py",
    "test_start_check.py",
    "test_server_live.py",
    "test_contract_schema.py",
)
"""Of the files at the top of tests/: they know no part of the code, or start servers."""
NEAREST = 8
"""So many files of the room come before all others of it."""
_SHORTEST = 6
"""Letters of a text that is worth looking for in tests."""


def steps(tests: Path, name: str) -> list[list[str]]:
    """Lists of test files for the source file `name`, each without those of the lists before it, the nearest first."""
    room = next(room for room in ROOMS if name.startswith(room))
    near = _nearness(tests, name)
    whole = sorted(_files(tests, [pattern for step in ROOMS[room] for pattern in step]), key=near)
    wanted = [sorted(_importing(tests, name, room), key=near), whole[:NEAREST]]
    wanted += [sorted(_files(tests, patterns), key=near) for patterns in ROOMS[room]]
    before, found = set[str](), list[list[str]]()
    for files in wanted:
        if left := [file for file in files if file not in before]:
            before.update(left)
            found.append(left)
    return found


def _nearness(tests: Path, name: str) -> Callable[[str], int]:
    """A key that puts first what speaks of the same: the keys of controls, sentences, and words of its own name."""
    tree = ast.parse((tests.parent / name).read_text())
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    known, own = [text for text in texts if len(text) >= _SHORTEST], _words(name.removeprefix("lib/"))

    def near(file: str) -> int:
        said = (tests.parent / file).read_text()
        return -len(own & _words(file)) - sum(text in said for text in known)

    return near


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in re.split(r"[/_.]", name)} - {"py", "test", "page", "ui"}


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
