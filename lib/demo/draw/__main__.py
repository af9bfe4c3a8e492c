"""Draws one task: `python -m lib.demo.draw TASK_FOLDER SEED`.

Says `progress 42.0` as it goes on and `failed CODE sentence` if it cannot; ends at once when its stdin closes.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from lib.demo.draw.film import make_film
from lib.demo.draw.order import read_order
from lib.demo.draw.stills import UnreadablePicture


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """The server holds the other end of stdin: when it is gone, nobody wants this film."""
    # The bare descriptor: a thread inside sys.stdin when the interpreter ends is a fatal error.
    while os.read(0, 1024):
        continue
    os._exit(3)


def main(folder: Path, seed: int) -> int:
    """0 when `video.mp4` lies complete in the folder."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        os.nice(10)
    try:
        make_film(
            read_order(folder / "request.json", seed), folder / "video.mp4", lambda at: _say(f"progress {at:.1f}")
        )
    except UnreadablePicture:
        _say("failed ImageFormatInvalid One of the pictures cannot be read.")
        return 2
    return 0


raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2])))
