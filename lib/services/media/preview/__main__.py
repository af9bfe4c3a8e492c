"""Makes one preview: `python -m lib.services.media.preview SOURCE TARGET`. Says in a line why it cannot.

Ends at once when its stdin closes: the server holds the other end.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from lib.domain.errors import StudioError
from lib.services.media.preview.h264 import make_preview


def _end_with_parent() -> None:
    # The bare descriptor: a thread inside sys.stdin when the interpreter ends is a fatal error.
    while os.read(0, 1024):
        continue
    os._exit(3)


def main(source: Path, target: Path) -> int:
    """0 when the preview lies complete at `target`."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        os.nice(10)
    try:
        make_preview(source, target)
    except StudioError as error:
        sys.stdout.write(f"{error}\n")
        return 2
    return 0


raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
