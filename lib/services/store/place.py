"""The file of a SQLite database as it lies on disk, looked at before SQLite touches it.

SQLite asks little of a file. Beside the log (`-wal`) that a killed process left it takes any file for the database and
writes the log over it; beside an empty one it deletes the log. A process that has the database open goes on writing
into the old file after another one took its place, and all of that is gone with the process.
"""

from __future__ import annotations

from dataclasses import dataclass
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


def strange_beginning(path: Path) -> str:
    """Why this cannot be a database, "" if it can, also for a file that is not there yet. Raises OSError."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    if head:
        return "" if head == _HEAD else "it does not begin like one"
    log = path.with_name(f"{path.name}-wal")
    return "it is empty, and its log is not" if log.is_file() and log.stat().st_size else ""


@dataclass(frozen=True)
class OpenFile:
    """The very file that was opened."""

    path: Path
    device: int
    number: int

    @classmethod
    def at(cls, path: Path) -> OpenFile:
        """Raises OSError."""
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    def replaced(self) -> str:
        """Why it may not be used any more, "" as long as it lies there as it was. Raises FileNotFoundError, OSError."""
        if OpenFile.at(self.path) != self:
            return "another file took its place while Castboard ran: start Castboard again"
        return strange_beginning(self.path)
