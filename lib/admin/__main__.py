"""`python -m lib.admin COMMAND`, with the settings of the environment and of `.streamlit/secrets.toml`."""

from __future__ import annotations

import os
import sys

from lib.admin.command import run

raise SystemExit(run(sys.argv[1:], os.environ, sys.stdout, sys.stderr))
