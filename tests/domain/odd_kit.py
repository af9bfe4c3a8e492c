"""What the fuzz tests are fed: the contract's own shapes with something bent in them, and things of no shape at all."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st

EVERY: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.too_slow],
}
"""How each fuzz runs: the same examples every time, however busy the machine."""

UNEASY = [
    "",
    " ",
    "\ud800",
    "\x00\x1b[1m",
    "\u202egpj.exe",
    "\u2028\u200d",
    "e\u0301\u0301",
    "ǅ ﬁ ß İ",
    "走り 让 مرحبا नमस्ते",
    "🦊👩‍👩‍👧",
    "<script>alert(1)</script>",
    "9" * 400,
    "x" * 3000,
    "-0",
    "NaN",
    "Infinity",
    "1e999",
    "null",
    "true",
    "../..",
    "%2e%2e%2f",
    "'; DROP TABLE jobs; --",
]
"""Texts that something or other chokes on."""
WORDS = [
    *["created", "submitted", "queued", "queueing", "pending", "not_start", "processing", "in_progress", "running"],
    *["completed", "success", "succeeded", "SUCCESS", "failed", "failure", "error", "cancelled", "canceled", "expired"],
    *["In-Progress", "dreaming", "task_not_exist", "TaskNotFound", "CreditInsufficient", "insufficient_user_quota"],
    *["FieldInvalid", "AuditSubmitIllegal", "InternalServiceFailure", "TooManyRequests", "200", "0", "404"],
]
LINKS = [
    "https://x/y.mp4",
    "http://x",
    "HTTPS://X/Y?z=1",
    "ftp://x/y",
    "//x/y",
    "javascript:alert(1)",
    "https://" + "x" * 9000,
]
TIMES = [0, -1, 1774494511, 1774494511000, 1e300, "2026-03-26T03:08:31Z", "0001-01-01T00:00:00+14:00", "yesterday"]
NUMBERS = [
    0,
    1,
    -1,
    0.5,
    50,
    100,
    101,
    -5.5,
    1e308,
    -1e308,
    10**30,
    10**400,
    float("inf"),
    float("nan"),
    "50%",
    " 7 % ",
]
LEAVES = [None, True, False, [], {}, [[]], [None], {"": None}, *UNEASY, *WORDS, *LINKS, *TIMES, *NUMBERS]

SHAPES: list[Any] = [
    {"task_id": "48038932-0ff5", "status": "processing", "created_at": 1774494511},
    {"id": "t", "state": "created", "created_at": "2026-03-26T03:08:31Z"},
    {"id": "t", "status": "completed", "video_url": "https://x/x.mp4", "status_update_time": 1774494622},
    {"id": "t", "status": "in_progress", "progress": 40, "created_at": 1, "completed_at": None, "video_url": None},
    {"id": "t", "status": "failed", "error": {"message": "no", "code": "CreationPolicyViolation"}},
    {"id": "t", "status": "failed"},
    {"id": "t", "state": "expired", "err_code": ""},
    {
        "state": "success",
        "err_code": "",
        "credits": 4,
        "payload": "",
        "creations": [{"id": "c", "url": "https://x/a.mp4", "cover_url": "https://x/a.jpg", "watermarked_url": ""}],
    },
    {
        "code": "success",
        "message": "",
        "data": {
            "task_id": "t",
            "status": "SUCCESS",
            "progress": "100%",
            "fail_reason": "",
            "result_url": "https://x/y",
        },
    },
    {"state": "success", "creations": [{"url": "", "watermarked_url": "https://x/w", "cover_url": "https://x/a"}]},
    {"status": "done", "results": ["https://x/y"], "output": {"videos": [{"url": "/files/y.mp4"}]}},
    {"status": "ready", "video_urls": ["//x/y"], "last_frame_url": "https://x/a"},
    {"data": "TASK-ID"},
    {"error": {"message": '{"code": "CreditInsufficient"}', "code": "upstream_error"}},
    {"code": "task_not_exist", "message": "task not found", "data": None},
    {"error": {"message": "quota", "type": "new_api_error", "param": "", "code": "insufficient_user_quota"}},
    {"code": 400, "reason": "CreditInsufficient", "message": "no", "metadata": {"trace_id": "trace-1234"}},
    {"code": 400, "reason": "ImageFormatInvalid", "message": "subjects[0].images[1]", "metadata": {}},
    {"success": False, "message": "request id: abcdef123456"},
    {"code": True, "data": {"name": "n", "total_available": 5, "unlimited_quota": False, "expires_at": 0}},
]
"""Contract 1.3, 2, 3 and 4."""
FIELDS = sorted({name for shape in SHAPES for name in json.dumps(shape).split('"')[1::2] if name.isidentifier()})

DEEDS = st.sampled_from(["value", "value", "drop", "wrap", "list", "name", "more"])
BEND = st.tuples(st.integers(0, 40), DEEDS, st.sampled_from(LEAVES))


def bent(document: Any, bends: list[tuple[int, str, Any]]) -> Any:
    """A copy of a JSON document with deeds done to some of its places, counted through in order."""
    document = deepcopy(document)
    for number, deed, leaf in bends:
        value = deepcopy(leaf)
        places = list(_places(document))
        if not places:
            return value
        holder, key = places[number % len(places)]
        _do(holder, key, deed, value)
    return document


def _places(document: Any) -> Any:
    """(holder, key) of everything inside, outermost first."""
    inside = (
        document.items() if isinstance(document, dict) else enumerate(document if isinstance(document, list) else [])
    )
    for key, value in list(inside):
        yield document, key
        yield from _places(value)


def _do(holder: Any, key: Any, deed: str, value: Any) -> None:
    if deed == "value":
        holder[key] = value
    elif deed == "drop":
        del holder[key]
    elif deed == "wrap":
        holder[key] = {"data": holder[key]}
    elif deed == "list":
        holder[key] = [value, holder[key]]
    elif isinstance(holder, dict):
        holder[str(value)[:50] if deed == "name" else FIELDS[len(str(value)) % len(FIELDS)]] = value
    else:
        holder.append(value)


def in_bytes(document: Any, spelling: str) -> bytes:
    """JSON as others may write it."""
    said = json.dumps(document, ensure_ascii=spelling == "escaped")
    if spelling == "utf-16":
        return said.encode("utf-16", "surrogatepass")
    data = said.encode("utf-8", "surrogatepass")
    return data[: len(data) * 2 // 3] if spelling == "cut" else data


SPELLINGS = st.sampled_from(["escaped", "plain", "plain", "plain", "utf-16", "cut"])
NO_JSON = [
    b"",
    b"   ",
    b"null",
    b"[]",
    b'"completed"',
    b"5",
    b"<html><title>502 Bad Gateway</title><body>nginx</body></html>",
    b"<title>&#" + b"1" * 5000 + b";</title>",
    b"<title>&#x" + b"f" * 9000 + b";</title>",
    b"<title>&#55296;&#0;&nosuch;</title>",
    b"<" * 4000,
    b"<title" * 800,
    b'{"data":' * 2000,
    b"[" * 900 + b"]" * 900,
    b'{"status": "completed", "credits": ' + b"9" * 6000 + b"}",
    b'{"task_id": "a", "task_id": {"b": 1}}',
    b'{"task_id": "' + b"a" * 20_000 + b'"}',
    b"data: {}\n\n",
    "状态".encode("gb18030"),
    bytes(range(256)),
]
LOOSE = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=6,
)
NEARLY = st.builds(bent, st.sampled_from(SHAPES), st.lists(BEND, max_size=1))
BENT = st.builds(bent, st.sampled_from(SHAPES), st.lists(BEND, min_size=1, max_size=3))
BODIES = st.one_of(
    st.builds(in_bytes, NEARLY, SPELLINGS),
    st.builds(in_bytes, BENT, SPELLINGS),
    st.builds(in_bytes, LOOSE, SPELLINGS),
    st.sampled_from(NO_JSON) | st.binary(max_size=60),
)
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "retry-after", "X-Request-Id", "Date", "Trace-Id"]),
    st.sampled_from(
        [
            "",
            "0",
            "120",
            "9" * 400,
            "1.5",
            "-1",
            "\u0661",
            "Thu, 26 Mar 2026 03:08:31 GMT",
            "Fri, 31 Dec 9999 23:59:59 -2359",
        ]
    )
    | st.text(max_size=20),
    max_size=2,
)
STATUSES = (
    st.sampled_from([200, 201, 204, 299])
    | st.just(200)
    | st.sampled_from(
        [
            100,
            301,
            302,
            307,
            400,
            401,
            402,
            403,
            404,
            405,
            408,
            409,
            413,
            418,
            422,
            429,
            499,
            500,
            502,
            503,
            504,
            599,
            600,
            999,
        ]
    )
)


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, and the seconds until it came."""

    status: int
    headers: dict[str, str]
    body: bytes
    after_s: float

    @property
    def fine(self) -> bool:
        return 200 <= self.status < 300


ANSWERS = st.builds(
    Answer, STATUSES, HEADERS, BODIES, st.sampled_from([0.0, 0.1, 5.0, 60.0, 4000.0, 90_000.0, 200_000.0, -3600.0])
)
