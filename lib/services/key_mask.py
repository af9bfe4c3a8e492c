"""Keeps the API key out of every log line of this process, tracebacks included."""

from __future__ import annotations

import logging
from typing import Any

HIDDEN = "[key hidden]"
SHORTEST = 6
"""A shorter "key" would black out ordinary words."""


def mask_in_logs(key: str) -> None:
    """From now on no log record carries `key`. Once a process; a second call adds to the first."""
    if len(key) < SHORTEST:
        return
    make = logging.getLogRecordFactory()
    formatter = logging.Formatter()

    def masked(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            # Arguments that do not fit: the caller of the log must not stumble over it.
            record.msg, record.args, message = str(record.msg), (), str(record.msg)
        if key in message:
            record.msg, record.args = message.replace(key, HIDDEN), ()
        if record.exc_info:
            # Formatters print exc_text as it is once it is there.
            record.exc_text = formatter.formatException(record.exc_info).replace(key, HIDDEN)
        return record

    logging.setLogRecordFactory(masked)
