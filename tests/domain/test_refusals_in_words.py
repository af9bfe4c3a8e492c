"""Refusals without a code of the contract: what a sentence or a web page means, and when it is shown as it came."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from lib.domain.errors import (
    Blocked,
    ContentRefused,
    FieldRefused,
    ModelUnavailable,
    NotAllowed,
    ProxyRefused,
    Redirected,
    Refused,
    RouteMissing,
    StudioError,
    SubmissionUncertain,
    TaskFailed,
    TooLarge,
    TooMany,
)
from lib.domain.job import Trouble
from lib.domain.replies import read_error, task_error

NOW = datetime(2026, 3, 26, 3, 0, 0, tzinfo=UTC)
PAGES = [
    b"<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head></html>",
    b"\n  <html><title>Just a moment...</title></html>",
    b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    b"error code: 1020",
    b"Error 1015\n",
    b"\xef\xbb\xbf<!doctype html><title>Blocked</title>",
    b'{"title": "Error 1020: Access denied", "status": 403, "error_code": 1020, "cloudflare_error": true}',
]
MODERATION = [
    "Your prompt was rejected by our content moderation system",
    "Input did not pass the safety review",
    "The request violates our usage policies",
    "This request has been flagged as potentially violating our terms",
    "Image contains prohibited content",
    "NSFW content detected",
    "inappropriate input",
    "blocked by the content filter",
    "triggered risk control",
    "sensitive information in the text",
    "提示词未通过审核",
    "输入内容涉黄",
    "内容安全检测未通过",
    "包含违禁词",
    "Content Exists Risk",
    "Text risk not pass",
    "The text content is not compliant",
    "The request was blocked for safety reasons",
    "Possible copyright infringement",
    "The image shows a public figure",
    "生成内容未通过安全审查",
    "您的输入包含不合规内容",
    "内容存在风险",
    "内容违反平台规定",
]
MODERATION_CODES = ["content_filter", "InputTextSensitiveContentDetected", "DataInspectionFailed", "moderation_blocked"]
NO_MODERATION = [
    "the rate limit policy of this key is 5 per minute",
    "unique constraint violation",
    "illegal character in the address",
    "resolution must be one of 540p, 720p",
    "please use a moderate length",
    "unsafe redirect",
    "参数错误",
    "the text content is too long",
    "content-type not allowed",
    "a risk of timeouts",
    "图片尺寸不合规",
]


def error_of(status: int, body: object) -> StudioError:
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return read_error(status, {}, raw, now=NOW, submitting=True)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, Redirected),
        (400, Blocked),
        (401, Blocked),
        (402, Blocked),
        (403, Blocked),
        (404, RouteMissing),
        (406, Blocked),
        (407, ProxyRefused),
        (408, SubmissionUncertain),
        (413, TooLarge),
        (422, Blocked),
        (429, TooMany),
        (451, Blocked),
        (503, SubmissionUncertain),
    ],
)
def test_a_web_page_says_nothing_of_key_model_or_request(status: int, kind: type[StudioError], page: bytes) -> None:
    assert type(error_of(status, page)) is kind


@pytest.mark.parametrize("sentence", MODERATION)
@pytest.mark.parametrize("status", [400, 403, 422])
def test_moderation_said_in_words_is_a_content_refusal(status: int, sentence: str) -> None:
    assert (
        type(error_of(status, {"error": {"message": sentence, "type": "new_api_error", "code": ""}})) is ContentRefused
    )
    assert type(error_of(status, {"success": False, "message": sentence})) is ContentRefused
    assert type(task_error("", sentence)) is ContentRefused


@pytest.mark.parametrize("code", MODERATION_CODES)
def test_moderation_said_in_an_unlisted_code_is_a_content_refusal(code: str) -> None:
    assert type(error_of(400, {"error": {"message": "no", "code": code}})) is ContentRefused
    assert type(task_error(code, "")) is ContentRefused


@pytest.mark.parametrize("sentence", NO_MODERATION)
def test_other_refusals_are_not_called_moderation(sentence: str) -> None:
    assert type(error_of(400, {"message": sentence, "code": 400})) is Refused
    assert type(task_error("", sentence)) is TaskFailed


@pytest.mark.parametrize(
    ("error", "quote"),
    [
        (error_of(400, {"code": 400, "reason": "", "message": "The moon is full"}), "The moon is full"),
        (error_of(422, {"success": False, "message": "duration: at most 10"}), "duration: at most 10"),
        (error_of(403, {"error": {"message": "no access to viduq1"}}), "no access to viduq1"),
        (error_of(400, {"message": "画面无法生成"}), "画面无法生成"),
        (task_error("", "the render farm ran out of paint"), "the render farm ran out of paint"),
        (task_error("RenderCrash", ""), ""),
        (error_of(400, b""), ""),
        (error_of(418, b"teapot"), ""),
        (error_of(403, PAGES[0]), ""),
        (error_of(400, {"reason": "CreditInsufficient", "message": "quota -3"}), ""),
        (error_of(400, {"reason": "TaskPromptPolicyViolation", "message": "no"}), ""),
    ],
)
def test_the_services_own_sentence_is_shown_where_ours_leaves_open_what_was_wrong(
    error: StudioError, quote: str
) -> None:
    assert Trouble.of(error).quote == quote


DURATION: list[object] = [
    {"duration": ["required"]},
    {"statusCode": 422, "message": ["duration must not be greater than 10"], "error": "Unprocessable Entity"},
    {"errors": ["Duration must be at most 10"]},
    {"errors": {"duration": "must be at most 10"}},
    {"errors": {"Duration": ["must be at most 10"]}},
    {"errors": {"$.duration": ["could not be converted"]}},
    {"errors": {"duration": {"message": "Cast failed", "path": "duration"}}},
    {"messages": {"json": {"duration": ["Not a valid integer."]}}},
    {"errors": [{"instancePath": "/duration", "message": "must be <= 10"}]},
    {"errors": [{"source": {"pointer": "/data/attributes/duration"}, "detail": "bad"}]},
    {"error": {"issues": [{"path": ["duration"], "message": "Too big"}], "name": "ZodError"}},
    {"invalid-params": [{"name": "duration", "reason": "must be at most 10"}]},
    {"error": {"details": [{"fieldViolations": [{"field": "duration", "description": "too long"}]}]}},
    {"error": {"code": "BadArgument", "target": "duration", "message": "bad"}},
    {"error": {"message": "invalid", "fields": {"duration": "too long"}}},
    {"errors": [{"propertyName": "Duration", "errorMessage": "bad"}]},
    {"error": {"message": "json: cannot unmarshal string into Go struct field Request.duration of type int"}},
    {"message": "参数duration不合法"},
    {"error": {"code": "upstream_error", "message": json.dumps({"detail": [{"loc": ["body", "duration"]}]})}},
]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"detail": [{"loc": ["body", "duration"], "msg": "at most 10", "type": "less_than_equal"}]}, "duration"),
        ({"detail": [{"loc": ["body", "subjects", 0, "images", 1], "msg": "not a url"}]}, "subjects.0.images.1"),
        ({"errors": [{"source": "", "pointer": "/data/attributes/resolution", "detail": "unknown"}]}, "resolution"),
        ({"errors": {"duration": ["must be at most 10"]}}, "duration"),
        ({"message": "The given data was invalid.", "errors": {"meta_data": ["must be JSON"]}}, "meta_data"),
        ({"errors": [{"field": "resolution", "message": "unknown"}]}, "resolution"),
        ({"error": {"message": "bad", "param": "subjects[1].images[0]"}}, "subjects.1.images.0"),
        ({"error": {"message": "Validation failed", "details": [{"field": "seed", "issue": "too large"}]}}, "seed"),
        ({"violations": [{"field": "wm_url", "description": "no url"}]}, "wm_url"),
        ({"code": 400, "reason": "FieldInvalid", "message": "bad", "metadata": {"field": "bgm"}}, "bgm"),
        ({"success": False, "message": "Key: 'R.OffPeak' Error:Field validation for 'OffPeak' failed"}, "off_peak"),
        *[(said, "duration") for said in DURATION],
        ({"subjects": [{"images": ["This is no picture."]}]}, "subjects.0.images"),
        ({"errors": [{"instancePath": "/subjects/0/images/1", "message": "no url"}]}, "subjects.0.images.1"),
        ({"message": "bad", "subjects": [{"id": "a", "images": ["https://x/y"], "voice_id": "v_1"}]}, ""),
        ({"error": {"message": "bad request", "details": {"model": "viduq1", "prompt": "a cat"}}}, ""),
        ({"message": "bad request"}, ""),
    ],
)
def test_a_422_names_its_field_however_its_validator_says_it(body: object, field: str) -> None:
    error = error_of(422, body)
    assert type(error) is FieldRefused and error.field == field


def test_a_model_that_is_away_and_a_setting_say_their_own() -> None:
    away = error_of(503, {"error": {"message": "model_not_found", "code": "model_not_found"}})
    assert type(away) is ModelUnavailable and Trouble.of(away).quote == ""
    assert type(error_of(422, b"")) is FieldRefused and type(error_of(403, b"")) is NotAllowed
