"""What the tests of the client share: a small order, the demo service on hold, and a port that does anything."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lib.demo.service import DemoService
from lib.domain.request import Subject, VideoRequest
from lib.services.gateway.client import Client, Timeouts

KEY = "not-a-real-key"
FACE = "https://example.com/face.png"
QUICK = Timeouts(connect_s=2, read_s=0.4, submit_read_s=0.4, download_read_s=0.4)


def order(*images: str, **fields: Any) -> VideoRequest:
    subjects = (Subject(id="mia", images=images or (FACE,)),)
    return VideoRequest(model="viduq2-pro", subjects=subjects, **{"prompt": "@mia walks", **fields})


def no_picture(sha256: str) -> bytes:
    raise AssertionError(f"nobody asked for {sha256}")


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    service = DemoService(tmp_path, api_key=KEY, min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


@pytest.fixture
def client(upstream: DemoService) -> Iterator[Client]:
    client = Client(upstream.base_url, KEY, timeouts=QUICK)
    yield client
    client.close()


@contextmanager
def a_port(handle: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that does nothing but `handle` each line: for what no HTTP server would do."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                if not over.is_set():
                    handle(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        socket.create_connection(listening.getsockname()).close()  # It waits still if nobody came.
        thread.join(5)
