"""The innermost complaint of an error body is the one that is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.complaints import complaint_in, heard_in
from lib.domain.error_replies import read_error
from lib.domain.replies import read_task

VENDOR: dict[str, Any] = {"code": 400, "reason": "CreditInsufficient", "message": "Not enough credits."}
OUTER = "upstream_error"
AROUND: dict[str, Any] = {
    "as it is": VENDOR,
    "an error object": {"error": {"message": "Upstream said no.", "type": OUTER, "code": OUTER, "error": VENDOR}},
    "JSON as message": {"code": OUTER, "message": json.dumps(VENDOR)},
    "JSON as message of an error": {"error": {"code": OUTER, "type": "new_api_error", "message": json.dumps(VENDOR)}},
    "JSON at the end of a message": {"error": {"code": OUTER, "message": f"status 400: {json.dumps(VENDOR)} (id 7)"}},
    "JSON in JSON": {"code": OUTER, "message": json.dumps({"code": OUTER, "message": json.dumps(VENDOR)})},
    "an error as text": {"error": json.dumps(VENDOR)},
    "details": {"error": {"code": OUTER, "message": "no", "details": [VENDOR]}},
    "raw": {"error": {"code": 502, "message": "Provider error", "metadata": {"raw": json.dumps(VENDOR)}}},
    "a list": [{"error": VENDOR}],
    "wrapped": {"code": "fail_to_fetch_task", "message": "no", "data": {"error": VENDOR}},
    "their fault around it": {"code": 500, "reason": "InternalServiceFailure", "message": json.dumps(VENDOR)},
    "the whole body a string": json.dumps(VENDOR),
    **{
        f"under {name}": {"error": {"code": OUTER, "message": "no", name: held}}
        for name in ("innerError", "inner", "upstream_response", "provider_error", "original_error", "responseBody")
        for held in (VENDOR, json.dumps(VENDOR))
    },
    "under result beside it": {"code": OUTER, "message": "no", "result": VENDOR},
    "capital letters": {"Error": {"Code": OUTER, "Message": json.dumps(VENDOR)}},
    "errcode and errmsg": {"errcode": "CreditInsufficient", "errmsg": "Not enough credits."},
    "its type": {"error": {"code": OUTER, "errorType": "CreditInsufficient", "message": "Not enough credits."}},
    "quoted twice": {"error": {"code": OUTER, "message": json.dumps(json.dumps(VENDOR))}},
    "quoted within a sentence": {"error": {"code": OUTER, "message": f"body: {json.dumps(json.dumps(VENDOR))}"}},
    "as Python prints it": {"error": {"code": OUTER, "message": f"Error code: 400 - {VENDOR}"}},
    "behind other braces": {"error": {"code": OUTER, "message": f"{{a}} {{b}} {{c}} {{d}} {json.dumps(VENDOR)}"}},
    "a reason phrase beside it": {"error": "Bad Request", "statusCode": 400, **VENDOR},
}


def error_of(document: Any, status: int = 400) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_error(status, {}, body, now=datetime(2026, 3, 26, tzinfo=UTC), submitting=True)


@pytest.mark.parametrize("status", [400, 500])
@pytest.mark.parametrize("name", AROUND)
def test_an_inner_code_counts_more_than_what_is_around_it(name: str, status: int) -> None:
    error = error_of(AROUND[name], status)

    assert (error.kind, error.code, error.detail) == ("NoCredit", "CreditInsufficient", "Not enough credits.")


@pytest.mark.parametrize("inner", ["vendor_7", "insufficient_user_quota", "E-1001"])
def test_an_inner_code_nobody_lists_still_counts_more(inner: str) -> None:
    said = complaint_in({"error": {"code": OUTER, "message": json.dumps({"code": inner, "message": "no"})}})

    assert said and (said.code, said.message) == (inner, "no")


@pytest.mark.parametrize(
    ("document", "code", "message"),
    [
        ({"code": OUTER, "message": "The vendor is away"}, OUTER, "The vendor is away"),
        ({"error": {"code": "", "message": "{not json"}}, "", "{not json"),
        ({"error": {"message": '{"a": 1}'}}, "", '{"a": 1}'),
        ({"error": "no", "code": 500}, "500", "no"),
        ({"code": "CreditInsufficient", "message": json.dumps({"code": "vendor_7"})}, "CreditInsufficient", None),
    ],
)
def test_without_an_inner_one_the_outer_stands(document: Any, code: str, message: str | None) -> None:
    said = complaint_in(document)

    assert said and said.code == code and message in (None, said.message)


def test_what_people_wrote_is_no_complaint() -> None:
    ordered = json.dumps({"error": {"code": "CreditInsufficient"}, "code": "CreditInsufficient"})

    assert complaint_in({"id": "t", "payload": ordered, "prompt": ordered, "meta_data": ordered}) is None


def test_a_validators_sentence_under_a_fields_name_is_told_with_it() -> None:
    said = heard_in({"errors": {"duration": ["must be at most 10"]}})
    assert (said.message, said.param) == ("duration: must be at most 10", "duration")


def test_json_in_a_sentence_that_is_no_json_is_read() -> None:
    assert error_of(b"upstream said: " + json.dumps(VENDOR).encode()).code == "CreditInsufficient"
    assert error_of(b"<html><script>x = " + json.dumps(VENDOR).encode() + b"</script></html>").code == ""


@pytest.mark.parametrize("field", ["fail_reason", "error", "err_msg", "message"])
def test_a_failed_task_tells_the_inner_reason(field: str) -> None:
    said = {"reason": "CreationPolicyViolation", "message": "The video was kept back."}
    reply = read_task(json.dumps({"status": "FAILURE", field: json.dumps(said)}).encode(), {})

    assert (reply.reason, reply.reason_code) == ("The video was kept back.", "CreationPolicyViolation")


LAYERS = st.lists(st.sampled_from(["error", "message", "details", "cause", "text", "said"]), max_size=5)


@settings(max_examples=150, deadline=None)
@given(layers=LAYERS)
def test_no_layer_hides_the_vendors_code(layers: list[str]) -> None:
    document: Any = VENDOR
    for layer in layers:
        if layer == "text":
            document = {"code": OUTER, "message": json.dumps(document)}
        elif layer == "said":
            document = {"type": "error", "error": {"type": OUTER, "message": f"502 {json.dumps(document)}"}}
        else:
            document = {"error": {"code": OUTER, "type": OUTER, layer: document}}

    assert error_of(document, 502).code == "CreditInsufficient"
