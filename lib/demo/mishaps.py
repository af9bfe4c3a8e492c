"""What can go wrong on the way, on purpose: faults that tests order (for people: lib/domain/demo_words.py).

A Mishap says how one exchange differs from the true one. Some of a table of faults:

    Mishap(status=400, body={...})                      any status with any body; str is sent as HTML, b"" is empty
    Mishap.error(400, "FieldInvalid", shape="reason")   the four contract bodies: reason, error, task, plain
    Mishap.html(502)   Mishap.moved(url, 307)           a proxy's page; a redirect
    Mishap(cut="before", made=True)                     the task is made, the line is cut before the answer
    Mishap(cut="upload")                                cut while the body is still on its way
    Mishap(cut="head") Mishap(cut="body", made=True)    cut within the header lines, within the body
    Mishap(silent=True)                                 the answer never comes, until close()
    Mishap(cut="body", silent=True, made=True)          half the body comes, and the rest never, until close()
    Mishap(made=True, trickle_s=0.01) / delay_s=3       the true answer, byte by byte / later
    Mishap(body={"odd": 1})                             200 with odd JSON, and no task
    Mishap.shaped(lambda true: {"data": true["task_id"]}) the true answer in another shape
    Mishap(made=True, announce=1000)                    1,000 bytes fewer than Content-Length says; -1000: more
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from lib.demo.answers import Answer, gateway_error, plain_error, proxy_page, reason_error, task_error, usual_error

On = Literal["submit", "query", "video", "account", "any"]
Cut = Literal["", "upload", "before", "head", "body"]
Shape = Literal["reason", "error", "task", "plain"]


@dataclass(frozen=True)
class Mishap:
    """How one exchange goes wrong. The fields work together: delay, then status and body, then how they are sent."""

    status: int | None = None
    """None: the true status if `made`, else 200."""
    body: bytes | str | dict[str, Any] | list[Any] | None = None
    """None: the true body if `made`, else empty."""
    headers: Mapping[str, str] = field(default_factory=dict)
    shape: Callable[[Any], Any] | None = None
    """Makes another JSON document of the true one."""
    made: bool = False
    """Whether the service does its work first: makes the task, reads the file."""
    cut: Cut = ""
    """Where the line is cut: while the body arrives, before any byte of the answer, in its head, in its body."""
    cut_at: float = 0.5
    """Share of the body that still leaves, for cut="body"."""
    reset: bool = False
    """True: cut by RST, as a crashed machine would; False: closed politely."""
    silent: bool = False
    delay_s: float = 0.0
    trickle_s: float = 0.0
    """Seconds between two bytes of the answer; 0: all at once."""
    announce: int | None = 0
    """Added to the Content-Length; None: no Content-Length at all, the body ends with the line."""

    @classmethod
    def of(cls, status: int, *, on: str = "submit") -> Mishap:
        """That HTTP status with the contract's fitting body."""
        return cls._from(usual_error(status, on=on))

    @classmethod
    def error(cls, status: int, code: str, message: str = "On purpose.", *, shape: Shape = "reason") -> Mishap:
        """A contract error body of one of the four shapes (contract 3); "plain" has no place for the code."""
        match shape:
            case "reason":
                return cls._from(reason_error(status, code, message))
            case "error":
                return cls._from(gateway_error(status, code, message))
            case "task":
                return cls._from(task_error(status, code, message))
            case "plain":
                return cls._from(plain_error(status, message))

    @classmethod
    def html(cls, status: int) -> Mishap:
        """A proxy's page instead of an answer."""
        return cls._from(proxy_page(status))

    @classmethod
    def moved(cls, location: str, status: int = 307) -> Mishap:
        """A redirect: 301, 302, 307 or 308."""
        return cls(status=status, body=b"", headers={"Location": location})

    @classmethod
    def shaped(cls, shape: Callable[[Any], Any]) -> Mishap:
        """The work is done, and its answer has another shape."""
        return cls(made=True, shape=shape)

    @classmethod
    def busy(cls, retry_after: str, status: int = 429) -> Mishap:
        """Too many requests; `retry_after` in seconds or as an HTTP date."""
        made = cls.of(status)
        return replace(made, headers={**made.headers, "Retry-After": retry_after})

    @classmethod
    def _from(cls, answer: Answer) -> Mishap:
        body = answer.body if isinstance(answer.body, bytes) else answer.body.read_bytes()
        return cls(status=answer.status, body=body, headers={"Content-Type": answer.content_type, **answer.headers})

    def bend(self, true: Answer | None) -> Answer:
        """The answer as it leaves: the true one (None if the work was not done) with what differs."""
        base = true or Answer(200, b"")
        body, content_type = self._body(base)
        headers = {**base.headers, **self.headers}
        content_type = headers.pop("Content-Type", content_type)
        return Answer(self.status or base.status, body, content_type, headers)

    def _body(self, base: Answer) -> tuple[bytes | Path, str]:
        if self.shape and isinstance(base.body, bytes):
            return json.dumps(self.shape(json.loads(base.body)), ensure_ascii=False).encode(), "application/json"
        if isinstance(self.body, dict | list):
            return json.dumps(self.body, ensure_ascii=False).encode(), "application/json"
        if isinstance(self.body, str):
            return self.body.encode(), "text/html"
        return (base.body if self.body is None else self.body), base.content_type
