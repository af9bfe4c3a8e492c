"""Work in a process of its own: what decodes or draws for long, or may crash, does so beside the server.

Never multiprocessing: its children would run streamlit_app.py again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_OUR_SETTINGS = ("OCTOPUSX_", "CASTBOARD_")


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Run `python -m module` at low priority, without our settings: the key is not for it.

    What it writes comes on its stdout, errors too. Its stdin is a pipe that ends with us: a child that reads it knows
    when to end.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={name: value for name, value in os.environ.items() if not name.startswith(_OUR_SETTINGS)},
        creationflags=flags,
        # Ctrl-C in a terminal is for the server, which then ends the child.
        start_new_session=True,
    )
