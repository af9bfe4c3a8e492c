"""The last lines of this process's log, without anything that people wrote: for whoever helps from afar."""

from __future__ import annotations

import logging
import traceback
from collections import deque
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType

_KEPT = 500
_OURS = "lib"
_FRAMES = 6


class LogTail(logging.Handler):
    """Keeps of each warning and error when, where and of which kind it was.

    Of our own lines also the sentence as the code has it, before values are put into it: these may be anybody's words.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: deque[str] = deque(maxlen=_KEPT)

    def listen(self) -> None:
        """From now on, until it is closed; what is logged is printed as before."""
        root = logging.getLogger()
        if not root.handlers and logging.lastResort:
            root.addHandler(logging.lastResort)  # Python prints by it only while nobody listens.
        root.addHandler(self)

    def close(self) -> None:
        """Listen no more. What was kept stays."""
        logging.getLogger().removeHandler(self)
        super().close()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of it; the oldest goes when there are too many."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        ours = record.name.partition(".")[0] == _OURS
        parts = [at, record.levelname, record.name, str(record.msg) if ours and record.args else ""]
        error = record.exc_info[1] if record.exc_info else None
        if error:
            parts += [type(error).__name__, _places(error.__traceback__)]
        elif ours and not record.args:
            parts.append(f"line {record.lineno}")
        self._lines.append(" ".join(part for part in parts if part))

    def lines(self) -> list[str]:
        """The oldest first."""
        return list(self._lines)


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
