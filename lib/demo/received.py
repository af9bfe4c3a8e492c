"""What arrived, for tests that ask for it: the last exchanges, and the last bodies on disk for other processes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RING = 200
KEPT_BODIES = 50
_KEPT_BYTES = 200_000_000
"""Bodies on disk together: a demo left running must not fill it."""
_IN_MEMORY_BYTES = 64_000
"""Larger bodies are read from disk again, so that the ring never holds gigabytes."""


@dataclass(frozen=True)
class Received:
    """One request as it came. `path` with its query; header names in title case; `at` in UTC."""

    method: str
    path: str
    headers: dict[str, str]
    at: datetime
    short: bytes = b""
    stored: Path | None = None

    @property
    def body(self) -> bytes:
        """The whole body; empty for a large one that is no longer among the bodies kept on disk."""
        if self.stored is None:
            return self.short
        try:
            return self.stored.read_bytes()
        except FileNotFoundError:
            return b""


class Inbox:
    """Thread-safe. Bodies of POSTs lie in `folder` as 000001.json and so on, as they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ring: deque[Received] = deque(maxlen=RING)
        self._lock = threading.Lock()

    def add(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> None:
        """Record one request, newest last."""
        at = datetime.now(UTC)
        with self._lock:
            stored = self._keep(body) if method == "POST" and body else None
            if len(body) <= _IN_MEMORY_BYTES:
                stored = None
            self._ring.append(Received(method, path, dict(headers), at, b"" if stored else body, stored))

    def all(self) -> list[Received]:
        """A snapshot, newest last."""
        with self._lock:
            return list(self._ring)

    def _keep(self, body: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(self._folder.glob("*.json"))
        file = self._folder / f"{int(kept[-1].stem) + 1 if kept else 1:06d}.json"
        part = file.with_suffix(".part")
        part.write_bytes(body)
        part.replace(file)
        self._prune([*kept, file])
        return file

    def _prune(self, kept: list[Path]) -> None:
        """Oldest first, down to both limits; the newest always stays."""
        sizes = [file.stat().st_size for file in kept]
        while len(kept) > KEPT_BODIES or (len(kept) > 1 and sum(sizes) > _KEPT_BYTES):
            kept.pop(0).unlink(missing_ok=True)
            sizes.pop(0)
