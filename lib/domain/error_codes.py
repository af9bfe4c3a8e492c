"""Which error a code or a sentence of the service means. Source: contract 3; codes marked + are seen in its family."""

from __future__ import annotations

import re

from lib.domain.errors import (
    ContentRefused,
    FieldRefused,
    KeyRejected,
    ModelUnavailable,
    NoCredit,
    NotAllowed,
    PictureRefused,
    ServiceFailed,
    StudioError,
    TaskUnknown,
    TooLarge,
    TooMany,
)

_TABLE: dict[type[StudioError], tuple[str, ...]] = {
    KeyRejected: ("Unauthorized", "InvalidToken", "InvalidApiKey"),  # the last one +
    NotAllowed: ("Forbidden", "PermissionDenied", "AccessDenied"),  # the last two +
    NoCredit: ("CreditInsufficient", "InsufficientUserQuota", "InsufficientQuota", "InsufficientBalance"),  # + from 3rd
    ContentRefused: (
        "AuditSubmitIllegal",
        "TaskPromptPolicyViolation",
        "CreationPolicyViolation",
        "SensitiveWordsDetected",  # +
        "ContentPolicyViolation",  # +
    ),
    PictureRefused: (
        "ImageDownloadFailure",
        "ImageFormatInvalid",
        "PageSizeOutOfRange",
        "ImageCheckFaceFailed",
        "ImageObjectsUndetected",
    ),
    FieldRefused: ("FieldLacking", "FieldInvalid", "FieldUnwanted", "FieldItemCountOutOfRange"),
    TooMany: ("TooManyRequests", "QuotaExceeded", "SystemThrottling", "RateLimitExceeded"),  # the last one +
    ModelUnavailable: (
        "ModelUnavailable",
        "ModelNotFound",
    ),  # the last one +: nobody has it
    TaskUnknown: ("TaskNotFound", "TaskNotExist"),
    TooLarge: ("RequestEntityTooLarge", "RequestBodyTooLarge"),  # +
    ServiceFailed: ("InternalServiceFailure",),
}


def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())


_BY_CODE = {_plain(code): cls for cls, codes in _TABLE.items() for code in codes}
_PREFIXES: dict[str, type[StudioError]] = {"image": PictureRefused, "field": FieldRefused}
"""How an unlisted code is most likely meant."""

# A gateway puts the vendor's own code into its message. Only with an inner capital: "Forbidden" is also plain English.
_IN_MESSAGE = re.compile(
    r"\b(?:" + "|".join(c for codes in _TABLE.values() for c in codes if re.search("[a-z][A-Z]", c)) + r")\b"
)
_WORDS: tuple[tuple[type[StudioError], re.Pattern[str]], ...] = (
    (TaskUnknown, re.compile(r"\btask\b.*(not|n't) (found|exist)|no such task|任务不存在", re.IGNORECASE)),
    (
        NoCredit,
        re.compile(
            r"insufficient (user )?(quota|balance|credit)|not enough (quota|credit)|余额不足|额度不足|额度已用尽",
            re.IGNORECASE,
        ),
    ),
    (ContentRefused, re.compile(r"polic(y|ies)\b|violat|sensitive (word|content)|审核|违规|敏感", re.IGNORECASE)),
    (KeyRejected, re.compile(r"(invalid|incorrect|missing) (api )?(key|token)|无效的令牌", re.IGNORECASE)),
)


def class_of_code(code: str) -> type[StudioError] | None:
    """The error that `code` stands for, in any spelling (`task_not_exist`, `TaskNotExist`); None if unknown."""
    return _BY_CODE.get(_plain(code))


def code_in(message: str) -> str:
    """A code of the contract that stands inside a sentence, else ""."""
    found = _IN_MESSAGE.search(message)
    return found[0] if found else ""


def class_guessed(code: str, message: str) -> type[StudioError] | None:
    """What an unlisted code or a bare sentence most likely means. Good for wording, not for deciding what was made."""
    plain = _plain(code)
    by_prefix = (cls for prefix, cls in _PREFIXES.items() if plain.startswith(prefix))
    by_words = (cls for cls, pattern in _WORDS if pattern.search(message))
    return next(by_prefix, None) or next(by_words, None)
