"""Files that are on their way to an import: they come in parts and wait on the disk, never in memory."""

from __future__ import annotations

import secrets
from pathlib import Path

from lib.domain.cast_file_fault import CastFileFault, refused
from lib.domain.errors import DiskTrouble
from lib.services.cast_zip import MOST_BYTES

FOLDER = "imports"
PART_BYTES = 8_000_000
"""What a browser sends at once: proxies take that much, and a cut line costs no more."""


class CastUploads:
    """One file per token. A file that nobody picks up is swept like one that was never finished."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    @staticmethod
    def new_token() -> str:
        return secrets.token_hex(16)

    def path(self, token: str) -> Path:
        """Where it lies. `token` comes from a link that we signed, or from a session of ours."""
        return self._folder / f"{token}.zip.part"

    def size(self, token: str) -> int:
        """Bytes received so far."""
        try:
            return self.path(token).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, token: str, at: int, data: bytes) -> int:
        """Add the part that begins at `at`; returns the bytes received so far, which is where the next part begins.

        A part that came before, or too early, changes nothing; one at 0 begins anew. Raises CastFileRefused for a file
        that is too large, and DiskTrouble.
        """
        if at + len(data) > MOST_BYTES:
            self.drop(token)
            raise refused(CastFileFault.TOO_LARGE, most_bytes=MOST_BYTES)
        if at not in (0, self.size(token)):
            return self.size(token)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self.path(token).open("wb" if at == 0 else "ab") as file:
                file.write(data)
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
        return at + len(data)

    def drop(self, token: str) -> None:
        """Take it off the disk. Raises DiskTrouble."""
        try:
            self.path(token).unlink(missing_ok=True)
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
