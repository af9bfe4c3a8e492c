"""One order, sent by a process of its own, and what that cost: `python -m tests.bench.sending app|bare FOLDER ADDRESS`.

FOLDER holds the order as a job keeps it, and the pictures it names. `app` is the way from a kept order to the service's
answer; `bare` is the shortest way to the same body: read the files, write JSON, post it.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from lib.domain.request import CONTENT_TYPES, from_json, stored_parts
from lib.services.gateway.client import Client
from lib.services.media.pictures import Pictures

ORDER, SMALL = "order.json", "small.json"
"""The small one, without pictures of ours, is sent first: libraries do some things once, in the app long ago."""
ROUTE = "/vidu/ent/v2/reference2video"
_STATUS, _FORGET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Cost:
    """Processor time in seconds; bytes of memory at the peak above what was held before, None where nobody tells."""

    processor_s: float
    peak_bytes: int | None


def by_the_app(folder: Path, address: str) -> Callable[[str], object]:
    client, pictures = Client(address, None), Pictures(folder / "pictures")
    return lambda order: client.submit(from_json(order), pictures.to_send)


def bare(folder: Path, address: str) -> Callable[[str], object]:
    def send(order: str) -> None:
        body = json.loads(order)
        for subject in body["subjects"]:
            subject["images"] = [_uri(folder, image) for image in subject["images"]]
        said = json.dumps(body).encode()
        answer = requests.post(
            address + ROUTE, data=said, headers={"Content-Type": "application/json"}, timeout=(10, 60)
        )
        answer.raise_for_status()

    return send


def _uri(folder: Path, image: str) -> str:
    parts = stored_parts(image)
    if parts is None:
        return image
    data = (folder / "pictures" / "files" / parts[0]).read_bytes()
    return f"data:{CONTENT_TYPES[parts[1]]};base64,{base64.b64encode(data).decode()}"


WAYS = {"app": by_the_app, "bare": bare}


def cost_of(send: Callable[[str], object], folder: Path) -> Cost:
    """Send the small order, then the whole one; the cost of the second."""
    send((folder / SMALL).read_text("utf-8"))
    order = (folder / ORDER).read_text("utf-8")
    held, began = begin_peak(), time.process_time()
    send(order)
    spent = time.process_time() - began
    peak = status_bytes("VmHWM")
    return Cost(spent, None if held is None or peak is None else peak - held)


def begin_peak() -> int | None:
    """What is held now, in bytes; the peak is counted from here. What `resource` tells begins with the parent's."""
    if not _STATUS.exists():
        return None
    _FORGET_PEAK.write_text("5", "ascii")
    return status_bytes("VmRSS")


def status_bytes(name: str) -> int | None:
    """A figure of this process in bytes, None where the system keeps none."""
    if not _STATUS.exists():
        return None
    lines = _STATUS.read_text("ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(way: str, folder: Path, address: str) -> None:
    """Print the cost as JSON."""
    # A proxy would look for the service on its own machine.
    os.environ["NO_PROXY"] = "127.0.0.1"
    print(json.dumps(asdict(cost_of(WAYS[way](folder, address), folder))))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
