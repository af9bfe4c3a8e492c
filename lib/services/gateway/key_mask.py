"""Keeps the API key out of what others say: answers of the service, errors, and every log line of this process."""

from __future__ import annotations

import logging
import re
from html import escape
from typing import Any

HIDDEN = "[key hidden]"
_SHORTEST = 6
"""A shorter "key" would black out ordinary words."""


class KeyMask:
    """Replaces a key by HIDDEN, also where JSON, HTML or a web address spells its characters in their own way."""

    def __init__(self, key: str) -> None:
        key = key.strip()  # As it is sent: a key that was read from a file ends with its line.
        self._key = re.compile("".join(map(_spellings, key))) if len(key) >= _SHORTEST else None

    def __bool__(self) -> bool:
        return self._key is not None

    def hide(self, text: str) -> str:
        return self._key.sub(HIDDEN, text) if self._key else text

    def clean(self, error: BaseException) -> None:
        """Hide it in what one error says and carries. What requests keeps with an error, the request, goes."""
        error.args = tuple(self._cleaned(one) for one in error.args)
        for name, value in vars(error).items():
            setattr(error, name, None if name in ("request", "response") else self._cleaned(value))

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, bytes):
            return self.hide(value.decode("latin-1")).encode("latin-1")
        return self.hide(value) if isinstance(value, str) else value


def _spellings(char: str) -> str:
    code, itself = ord(char), re.escape(char)
    by_number = rf"(?i:\\u{code:04x}|%{code:02x}|&\#0*{code};|&\#x0*{code:x};)"
    return rf"(?:{itself}|\\{itself}|{re.escape(escape(char))}|{by_number})"


def mask_in_logs(key: str) -> None:
    """From now on no log record carries `key`. Once a process; a second call adds to the first."""
    mask = KeyMask(key)
    if not mask:
        return
    make = logging.getLogRecordFactory()
    formatter = logging.Formatter()

    def masked(*args: Any, **kwargs: Any) -> logging.LogRecord:
        """A record as the factory before makes it, with the key hidden in words, traceback and stack."""
        record = make(*args, **kwargs)
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            # Arguments that do not fit: the caller of the log must not stumble over it.
            record.msg, record.args, message = str(record.msg), (), str(record.msg)
        if (hidden := mask.hide(message)) != message:
            record.msg, record.args = hidden, ()
        if record.exc_info:
            # Formatters print exc_text as it is once it is there.
            record.exc_text = mask.hide(formatter.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = mask.hide(record.stack_info)
        return record

    logging.setLogRecordFactory(masked)
