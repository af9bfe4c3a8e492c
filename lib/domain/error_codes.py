"""What each code of the service means: the error it stands for. Source of the codes: contract 3.

The one table of it all. Codes under "seen in its family" are no part of the contract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.domain.errors import (
    ContentRefused,
    FieldRefused,
    KeyRejected,
    ModelUnavailable,
    NoCredit,
    NotAllowed,
    PictureRefused,
    Refused,
    ServiceFailed,
    StudioError,
    TaskFailed,
    TaskUnknown,
    TooLarge,
    TooMany,
)


@dataclass(frozen=True)
class Meaning:
    """The error that a code stands for; `specific`: it says what was wrong, where the error only says of what kind."""

    error: type[StudioError]
    specific: bool = False


CODES: dict[str, Meaning] = {
    "Unauthorized": Meaning(KeyRejected),
    "InvalidToken": Meaning(KeyRejected),
    "Forbidden": Meaning(NotAllowed),
    "CreditInsufficient": Meaning(NoCredit),
    "InsufficientUserQuota": Meaning(NoCredit),
    "AuditSubmitIllegal": Meaning(ContentRefused, specific=True),
    "TaskPromptPolicyViolation": Meaning(ContentRefused, specific=True),
    "CreationPolicyViolation": Meaning(ContentRefused, specific=True),
    "ImageDownloadFailure": Meaning(PictureRefused, specific=True),
    "ImageFormatInvalid": Meaning(PictureRefused, specific=True),
    "PageSizeOutOfRange": Meaning(PictureRefused, specific=True),
    "ImageCheckFaceFailed": Meaning(PictureRefused, specific=True),
    "ImageObjectsUndetected": Meaning(PictureRefused, specific=True),
    "FieldLacking": Meaning(FieldRefused, specific=True),
    "FieldInvalid": Meaning(FieldRefused),
    "FieldUnwanted": Meaning(FieldRefused, specific=True),
    "FieldItemCountOutOfRange": Meaning(FieldRefused, specific=True),
    "TooManyRequests": Meaning(TooMany),
    "QuotaExceeded": Meaning(TooMany),
    "SystemThrottling": Meaning(TooMany),
    "ModelUnavailable": Meaning(ModelUnavailable),
    "TaskNotFound": Meaning(TaskUnknown),
    "TaskNotExist": Meaning(TaskUnknown),
    "InternalServiceFailure": Meaning(ServiceFailed),
    # Seen in its family.
    "InvalidApiKey": Meaning(KeyRejected),
    "PermissionDenied": Meaning(NotAllowed),
    "AccessDenied": Meaning(NotAllowed),
    "InsufficientQuota": Meaning(NoCredit),
    "InsufficientBalance": Meaning(NoCredit),
    "SensitiveWordsDetected": Meaning(ContentRefused),
    "ContentPolicyViolation": Meaning(ContentRefused),
    "RateLimitExceeded": Meaning(TooMany),
    "ModelNotFound": Meaning(ModelUnavailable),  # nobody has it
    "RequestEntityTooLarge": Meaning(TooLarge),
    "RequestBodyTooLarge": Meaning(TooLarge),
}


def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())


_LISTED = {_plain(code): code for code in CODES}
"""The codes by their letters, in whatever spelling they come."""
_PREFIXES: dict[str, type[StudioError]] = {"image": PictureRefused, "field": FieldRefused}
"""How an unlisted code is most likely meant."""

# A gateway puts the vendor's own code into its message. Only with an inner capital: "Forbidden" is also plain English.
_IN_MESSAGE = re.compile(r"\b(?:" + "|".join(code for code in CODES if re.search("[a-z][A-Z]", code)) + r")\b")
# Whole expressions: "policy", "violation" and "illegal" alone may speak of rates, constraints and characters as well.
_MODERATION = (
    r"(content|usage|safety|community|prompt) (polic(y|ies)|guidelines?|standards|rules)",
    r"violat\w* .{0,60}\b(polic(y|ies)|rules|terms|guidelines?|standards)\b",
    r"\b(polic(y|ies)|terms|guidelines?|standards) (was |were |is |are )?violat",
    r"\bmoderat(ion|ed|or)\b|inappropriate|\bnsfw\b|\bunsafe (content|image|prompt|text)|\brisk control",
    r"(content|safety|sensitiv\w*) (filter|check|system|review|audit)|sensitive (word|content|information)",
    r"(prohibited|forbidden|illegal|harmful|explicit|adult|sexual|violent|offensive) (content|material|image|word)",
    r"not pass(ed)? .{0,20}\b(review|audit)\b|\bflagged (as|by|for)\b|\bdata inspection\b",
    r"\b(blocked|rejected|refused|filtered) (for|by|due to|because of) "
    r"(?!.{0,30}(rate|limit|quota)).{0,30}\b(safety|polic(y|ies))",
    r"\b(content|text|image|prompt|input|video)( \w+){0,2} (risk\b|not compliant|non-?compliant)|\brisk not pass",
    r"\bcopyright|\bcelebrit(y|ies)\b|\bpublic figures?\b|\bhate(ful)? (speech|content)|\bharassment|\bnudity|\bporn",
    r"\b(content|image|prompt|text|input) (is|was) unsafe",
    "审核|审查|违规|敏感|违禁|违法|涉黄|涉政|涉暴|涉恐|色情|低俗|血腥|不良信息|不适宜|风控|安全检测|版权",
    "内容安全|(?:内容|文本|图片|图像|提示词|视频)中?(?:可能|存在|包含|含有|有){0,2}(?:不合规|不安全|风险)|不(?:合规|安全)的?内容",
    "违反.{0,10}(?:规定|政策|规范|准则|法律|法规|条例)",
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
    (ContentRefused, re.compile("|".join(_MODERATION), re.IGNORECASE)),
    (KeyRejected, re.compile(r"(invalid|incorrect|missing) (api )?(key|token)|无效的令牌", re.IGNORECASE)),
)


def _spaced(code: str) -> str:
    """`InputTextSensitiveContentDetected` as people would write it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_.-]+", " ", code)


def class_of_code(code: str) -> type[StudioError] | None:
    """The error that `code` stands for, in any spelling (`task_not_exist`, `TaskNotExist`); None if unknown."""
    listed = _LISTED.get(_plain(code))
    return CODES[listed].error if listed else None


def specific_code(error: type[StudioError], code: str) -> str:
    """The code as it stands in `CODES`, if it says more than this error does; else ""."""
    listed = _LISTED.get(_plain(code), "")
    return listed if listed and CODES[listed].error is error and CODES[listed].specific else ""


_GENERAL = (Refused, NotAllowed, FieldRefused, PictureRefused, ContentRefused, TaskFailed)
"""Errors that tell what kind of thing was wrong, and not what."""


def is_general(error: type[StudioError], code: str) -> bool:
    """Whether this leaves open what was wrong, so that what the service said has to be read."""
    return error in _GENERAL and not specific_code(error, code)


def code_in(message: str) -> str:
    """A code of the contract that stands inside a sentence, else ""."""
    found = _IN_MESSAGE.search(message)
    return found[0] if found else ""


def class_guessed(code: str, message: str) -> type[StudioError] | None:
    """What an unlisted code or a bare sentence most likely means. Good for wording, not for deciding what was made."""
    plain, message = _plain(code), f"{_spaced(code)}. {message if ' ' in message else _spaced(message)}"
    by_prefix = (cls for prefix, cls in _PREFIXES.items() if plain.startswith(prefix))
    by_words = (cls for cls, pattern in _WORDS if pattern.search(message))
    return next(by_prefix, None) or next(by_words, None)
