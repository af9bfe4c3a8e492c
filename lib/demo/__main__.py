"""The demo service alone: `python -m lib.demo --port 8899 --data DIR --key KEY`, until Ctrl-C."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from pathlib import Path

from lib.demo.service import DemoService


def main() -> int:
    """Start, say the address in one line, and serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m lib.demo", description="The demo video service on loopback.")
    parser.add_argument("--port", type=int, default=8899, help="0 takes a free one (default: 8899)")
    parser.add_argument("--data", type=Path, default=Path(".castboard/demo"), help="where tasks and videos lie")
    parser.add_argument("--key", default=None, help="accept only this API key (default: any, or none)")
    parser.add_argument("--min-s", type=float, default=5.0, help="no task is done earlier, in seconds (default: 5)")
    parser.add_argument("--inbox", action="store_true", help="keep the last bodies in DIR/received, to look at them")
    parser.add_argument("--verbose", action="store_true", help="log every exchange (never bodies or keys)")
    options = parser.parse_args()
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.INFO)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    service = DemoService(
        options.data, port=options.port, api_key=options.key, min_s=options.min_s, inbox=options.inbox
    )
    service.start()
    sys.stdout.write(f"Demo service: {service.base_url}\n")
    sys.stdout.flush()
    # Short waits, because Windows delivers Ctrl-C only between them.
    while not ended.wait(0.2):
        continue
    service.close()
    return 0


raise SystemExit(main())
