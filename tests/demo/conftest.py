"""What the tests of the demo service share: a service that asks for a key, requests as they go over the wire."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from lib.demo.service import DemoService

KEY = "a-key-for-tests"
SUBMIT = "/vidu/ent/v2/reference2video"
EXAMPLE = (
    '{"model":"viduq3-pro","subjects":[{"id":"subject_1","images":["https://example.com/subject.png"],'
    '"voice_id":"voice_001"}],\n"prompt":"让@subject_1 向前走并微笑","audio":true,"is_rec":false,"bgm":false,'
    '"duration":5,"seed":0,"resolution":"720p"}'
)
"""The example of contract 1.3, byte by byte."""


def data_uri(colour: Any = "red", size: tuple[int, int] = (320, 240), kind: str = "png") -> str:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode()}"


def order(**changes: Any) -> dict[str, Any]:
    """A request of one second at 360p, with other values or, for `...`, without a field."""
    whole = {
        "model": "vidu2.0",
        "subjects": [{"id": "Mia", "images": [data_uri()]}],
        "prompt": "@Mia walks",
        "duration": 1,
        "resolution": "360p",
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not ...}


class Client:
    """Talks to the service as the app does, with the real requests library."""

    def __init__(self, service: DemoService, key: str | None = KEY) -> None:
        self.service, self.session = service, requests.Session()
        if key is not None:
            self.session.headers["Authorization"] = f"Bearer {key}"

    def submit(self, body: Any = None, *, timeout: float = 10) -> requests.Response:
        address = self.service.base_url + SUBMIT
        if isinstance(body, str | bytes):
            raw = body.encode() if isinstance(body, str) else body
            headers = {"Content-Type": "application/json"}
            return self.session.post(address, data=raw, headers=headers, timeout=timeout, allow_redirects=False)
        return self.session.post(address, json=body or order(), timeout=timeout, allow_redirects=False)

    def get(self, path: str) -> requests.Response:
        address = path if path.startswith("http") else self.service.base_url + path
        return self.session.get(address, timeout=10, allow_redirects=False)

    def primary(self, task_id: str) -> dict[str, Any]:
        return self.get(f"/vidu/ent/v2/task/{task_id}/creations").json()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., DemoService]]:
    """Starts services on the same folder; all are closed in the end."""
    started: list[DemoService] = []

    def begin(**options: Any) -> DemoService:
        service = DemoService(tmp_path / "demo", **{"api_key": KEY, "min_s": 0, "inbox": True, **options})
        started.append(service)
        service.start()
        return service

    yield begin
    for service in started:
        service.close()


@pytest.fixture
def service(start: Callable[..., DemoService]) -> DemoService:
    """A service that draws nothing: tasks wait for the test."""
    service = start()
    service.hold()
    return service


@pytest.fixture
def client(service: DemoService) -> Client:
    return Client(service)
