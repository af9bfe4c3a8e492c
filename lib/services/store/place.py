"""The file of a SQLite database as it lies on disk, looked at before SQLite touches it.

SQLite asks little of a file. Beside the log (`-wal`) that a killed process left it takes any file for the database and
writes the log over it; beside an empty one it deletes the log. A process that has the database open goes on writing
into the old file after another one took its place, and all of that is gone with the process.

Looking has a trap of its own: POSIX takes away all locks of a process on a file when it closes any descriptor of it,
also those of SQLite (https://www.sqlite.org/howtocorrupt.html, 2.2); another process then deletes the log under its
feet. So a file that is in use is looked at through one descriptor, which is closed with the last use.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from sqlalchemy.engine import URL

_HEAD = b"SQLite format 3\0"
"""How every SQLite file begins. https://www.sqlite.org/fileformat.html"""


def place_of(url: URL) -> Path | None:
    """Where the database lies; None for one that is no file of its own."""
    path = url.database or ""
    if url.get_backend_name() != "sqlite" or not path or path.startswith(("file:", ":memory:")):
        return None
    return Path(path)


@dataclass
class _Held:
    """A file in use, and by how many."""

    file: FileIO
    users: int


_looking = threading.Lock()
_held: dict[tuple[int, int], _Held] = {}
"""By device and number. Locks belong to a process, so this does too."""


def strange_beginning(path: Path) -> str:
    """Why this cannot be a database, "" if it can, also for a file that is not there yet. Raises OSError."""
    if not path.is_file():
        return ""
    head = _head(path)
    if head:
        return "" if head == _HEAD else "it does not begin like one"
    log = path.with_name(f"{path.name}-wal")
    return "it is empty, and its log is not" if log.is_file() and log.stat().st_size else ""


def _head(path: Path) -> bytes:
    with _looking:
        if held := _held.get(_identity(path.stat())):
            held.file.seek(0)
            return held.file.read(len(_HEAD))
        with path.open("rb") as file:
            return file.read(len(_HEAD))


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


class OpenFile:
    """The very file that was opened. `close()` it once no connection to it is left."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self.path = path
        self._well: tuple[int, int] | None = None
        """Size and time of the last change with which it was found to be well."""
        with _looking:
            self._identity = _identity(path.stat())
            if held := _held.get(self._identity):
                held.users += 1
                return
            file = FileIO(path)
            self._identity = _identity(os.fstat(file.fileno()))
            _held[self._identity] = _Held(file, 1)

    def replaced(self) -> str:
        """Why it may not be used any more, "" as long as it lies there as it was. Raises FileNotFoundError, OSError."""
        found = self.path.stat()
        if _identity(found) != self._identity:
            return "another file took its place while Castboard ran: start Castboard again"
        # Every use of the database asks this: what nobody has written to since is not read again.
        written = (found.st_size, found.st_mtime_ns)
        if written == self._well:
            return ""
        why = strange_beginning(self.path)
        self._well = None if why else written
        return why

    def close(self) -> None:
        """Let go of the file; the last of this process that held it closes it."""
        with _looking:
            held = _held[self._identity]
            held.users -= 1
            if not held.users:
                held.file.close()
                del _held[self._identity]
