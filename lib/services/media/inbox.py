"""Files that a browser sent and no board has taken yet."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lib.domain.errors import DiskTrouble

_TOKEN = re.compile(r"[0-9a-f]{32}")
_FULL_BYTES = 2_000_000_000
"""What may wait altogether: more comes only from somebody who fills the disk."""


class Inbox:
    """One folder. What nobody takes is a part that was never finished, which the sweep removes after a while."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken in for now. Raises DiskTrouble."""
        with _disk():
            return sum(path.stat().st_size for path in self._folder.glob("*.part")) > _FULL_BYTES

    def begin(self, person_id: str) -> tuple[str, BinaryIO]:
        """A new file of this person: what it is taken by, and where its bytes go. Raises DiskTrouble."""
        token = secrets.token_hex(16)
        with _disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            return token, self._path(token, person_id).open("xb")

    def take(self, token: str, person_id: str) -> bytes | None:
        """Take a file out, once, and only for the person who sent it; None if there is none. Raises DiskTrouble."""
        if not _TOKEN.fullmatch(token):
            return None
        path = self._path(token, person_id)
        with _disk():
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return None
            path.unlink(missing_ok=True)
            return data

    def drop(self, token: str, person_id: str) -> None:
        """Delete a file that did not arrive whole. Raises DiskTrouble."""
        with _disk():
            self._path(token, person_id).unlink(missing_ok=True)

    def _path(self, token: str, person_id: str) -> Path:
        whose = hashlib.sha256(person_id.encode()).hexdigest()[:16]
        return self._folder / f"{token}-{whose}.part"


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
