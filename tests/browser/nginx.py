"""A real nginx before the app, as people put one there: below a prefix, without WebSockets, with a limit for bodies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.browser.running import free_port, healthy, until

NO_NGINX = "No nginx was found. On Debian: apt-get install nginx-light."
START_S = 10.0
PREFIX = "/studio"
LIMIT_BYTES = 20_000
WEBSOCKETS = """proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";"""
BEGINNING = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
"""
"""Of the file for an nginx of a test, which leaves nothing outside its folder; its http block is open."""
CONFIG = (
    BEGINNING
    + """
  proxy_set_header Host $http_host;
  server {{
    listen 127.0.0.1:{prefixed};
    location {prefix}/ {{
      proxy_pass {app}{passed_on};
      {websockets}
    }}
  }}
  server {{
    listen 127.0.0.1:{without_websockets};
    location / {{ proxy_pass {app}; }}
  }}
  server {{
    listen 127.0.0.1:{limited};
    client_max_body_size {limit};
    location / {{
      proxy_pass {app};
      {websockets}
    }}
  }}
}}
"""
)


def nginx() -> str:
    """Where it is. Without one these tests are skipped; in CI that is a failure."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_NGINX)
        pytest.skip(NO_NGINX)
    return found


class Nginx:
    """`prefixed`, `without_websockets` and `limited` are the addresses of the same app.

    `strip`: the app never hears of the prefix; else it has the prefix as its base path.
    """

    def __init__(self, folder: Path, app: str, *, strip: bool = True) -> None:
        ports = {name: free_port() for name in ("prefixed", "without_websockets", "limited")}
        self.prefixed = f"http://127.0.0.1:{ports['prefixed']}{PREFIX}"
        self.without_websockets = f"http://127.0.0.1:{ports['without_websockets']}"
        self.limited = f"http://127.0.0.1:{ports['limited']}"
        folder.mkdir(parents=True, exist_ok=True)
        passed_on = "/" if strip else ""
        config = CONFIG.format(
            folder=folder,
            app=app,
            prefix=PREFIX,
            passed_on=passed_on,
            limit=LIMIT_BYTES,
            websockets=WEBSOCKETS,
            **ports,
        )
        self._settings = folder / "nginx.conf"
        self._settings.write_text(config, "utf-8")
        self._command = [nginx(), "-p", str(folder), "-c", str(self._settings), "-e", "stderr"]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)
        until(lambda: healthy(self.prefixed), START_S, f"{self.prefixed} answers")

    def let_websockets_pass(self) -> None:
        """Whoever runs it has done what the page says."""
        self.stop()
        bare, mended = "{ proxy_pass ", f"{{ {WEBSOCKETS} proxy_pass "
        self._settings.write_text(self._settings.read_text("utf-8").replace(bare, mended), "utf-8")
        self.start()

    def freeze(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Every connection through it is cut."""
        self._process.kill()
        self._process.wait(START_S)
