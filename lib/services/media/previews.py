"""Copies in H.264 of videos that not every browser plays, made in the background: one at a time, with low priority.

Each is made by a child process (lib.services.media.preview) that ends with the server: decoding and encoding in
the server would slow every page. What there is to do stands in the store, so that a restart goes on with it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

from lib import children
from lib.domain.errors import StudioError
from lib.services.media.library import Library
from lib.services.store import Store
from lib.services.store.preview_notes import PreviewNote

log = logging.getLogger(__name__)

_NAP_S = 2.0
"""Between two looks at the store."""
_LOOKED_AT_ONCE = 25
"""Videos of an earlier version that are looked at together: each takes some 10 ms."""
_LONGEST_S = 1800.0
"""A child that takes longer is ended, and its preview counts as failed."""
_END_S = 5.0


class PreviewMaker:
    """`step()` does one thing that is to do; `start()` runs the loop around it, in a thread of its own."""

    def __init__(self, store: Store, library: Library, longest_s: float = _LONGEST_S) -> None:
        self._store, self._library, self._longest_s = store, library, longest_s
        self._absent: set[str] = set()
        """Jobs whose files are not here: another machine may have them."""
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the loop. Idempotent; once closed, it stays closed."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="previews", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the child and the loop. A preview on its way is made again at the next start. Idempotent."""
        with self._lock:
            self._stop.set()
            if self._child:
                self._child.kill()
        if self._thread:
            self._thread.join(_END_S)

    def step(self) -> bool:
        """Look at some videos of an earlier version, or make one preview; False if there is nothing to do.

        Raises StoreUnavailable.
        """
        wanted = self._store.previews.videos("wanted", 1, but=self._absent)
        if wanted:
            self._make(wanted[0])
            return True
        unknown = self._store.previews.videos(None, _LOOKED_AT_ONCE, but=self._absent)
        self._store.previews.note([note for job_id in unknown if (note := self._look_at(job_id))])
        return bool(unknown)

    def want(self, job_id: str) -> None:
        """Make the preview of a job (again), also of one whose file was not here. Raises StoreUnavailable."""
        self._absent.discard(job_id)
        self._store.previews.note([PreviewNote(job_id, "wanted")])

    def recheck(self) -> None:
        """Want every preview again that was made and whose file is gone. Raises StoreUnavailable."""
        made = self._store.previews.videos("made", sys.maxsize)
        self._store.previews.note(
            [PreviewNote(job_id, "wanted") for job_id in made if not self._library.preview(job_id).is_file()]
        )

    def _run(self) -> None:
        rechecked = False
        while not self._stop.is_set():
            try:
                if not rechecked:
                    self.recheck()
                    rechecked = True
                if self.step():
                    continue
            except (StudioError, OSError):
                # OSError: no process to be had, or the disk. It may pass, and the next round goes on.
                log.exception("Previews cannot be made at the moment")
            self._stop.wait(_NAP_S)

    def _look_at(self, job_id: str) -> PreviewNote | None:
        if not self._library.video(job_id).is_file():
            self._absent.add(job_id)
            return None
        try:
            codec, preview = self._library.look_at(job_id)
        except StudioError as error:
            log.warning("The video of job %s cannot be looked at: %s", job_id, error)
            return PreviewNote(job_id, "failed")
        return PreviewNote(job_id, preview, codec)

    def _make(self, job_id: str) -> None:
        source, target = self._library.video(job_id), self._library.preview(job_id)
        if not source.is_file():
            self._absent.add(job_id)
            return
        part = target.with_suffix(f".{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            made = self._ran(source, part)
            if made:
                part.replace(target)
            if not source.is_file():
                target.unlink(missing_ok=True)  # It was deleted for good meanwhile.
        finally:
            part.unlink(missing_ok=True)
        if not self._stop.is_set():
            self._store.previews.note([PreviewNote(job_id, "made" if made else "failed")])

    def _ran(self, source: Path, part: Path) -> bool:
        """Whether the child has made the preview."""
        child = self._spawn(source, part)
        if child is None:
            return False
        end = threading.Timer(self._longest_s, child.kill)
        end.start()
        with child:
            # Read while it runs: a child that says more than a pipe holds would wait for us, and we for it.
            last = deque(child.stdout or (), maxlen=1)
        end.cancel()
        with self._lock:
            self._child = None
        if child.returncode and not self._stop.is_set():
            text = last[0].strip() if last else ""
            log.warning("No preview of %s (exit code %s): %s", source.name, child.returncode, text[-300:])
        return child.returncode == 0 and part.is_file()

    def _spawn(self, source: Path, part: Path) -> subprocess.Popen[str] | None:
        """Start the child; None when closing."""
        with self._lock:
            if self._stop.is_set():
                return None
            where = str(source.absolute()), str(part.absolute())
            self._child = children.start("lib.services.media.preview", *where)
            return self._child
