"""A server that others reach starts only where people have to sign in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from lib.server.start_check import is_loopback
from tests.browser.running import AppServer, free_port, until
from tests.conftest import ROOT

PATIENCE_S = 90


def start(tmp_path: Path, address: str, sign_in: str = "") -> tuple[subprocess.Popen[str], int]:
    environment = AppServer(tmp_path / "data", {"CASTBOARD_SIGN_IN": sign_in}).environment
    port = free_port()
    options = [f"--server.port={port}", "--server.headless=true", *([f"--server.address={address}"] if address else [])]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **pipes), port  # type: ignore[call-overload]


@pytest.mark.parametrize("sign_in", ["", "nonsense"])
def test_without_sign_in_it_does_not_listen_to_others(tmp_path: Path, sign_in: str) -> None:
    process, _ = start(tmp_path, "0.0.0.0", sign_in)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode not in (0, None)
    assert "does not start" in said and "CASTBOARD_SIGN_IN" in said and "Traceback" not in said


def test_the_same_of_a_server_that_is_started_without_streamlits_command(tmp_path: Path) -> None:
    environment = AppServer(tmp_path / "data").environment
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--host", "0.0.0.0", "--port", str(free_port())]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode != 0 and "does not start" in done.stdout + done.stderr


def test_with_sign_in_it_does(tmp_path: Path) -> None:
    process, port = start(tmp_path, "0.0.0.0", "invite")
    try:
        until(lambda: _answers(port), PATIENCE_S, "it answers")
        shut = requests.get(f"http://127.0.0.1:{port}/media/x", timeout=10)
        assert shut.status_code == 401
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.2", False),
        ("studio.example.com", False),
        ("", False),
    ],
)
def test_what_counts_as_this_machine(address: str, own: bool) -> None:
    assert is_loopback(address) is own
