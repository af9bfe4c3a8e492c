"""What each code of the service means: the error it stands for, and words of its own. Source of the codes: contract 3.

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
    """The error that a code stands for; `message` and `hint` where the error's own words would be too general."""

    error: type[StudioError]
    message: str = ""
    hint: str = ""

    @property
    def words(self) -> tuple[str, str]:
        """What happened, and what to do next: two sentences or more for people."""
        return self.message or self.error.message, self.hint or self.error.hint


CODES: dict[str, Meaning] = {
    "Unauthorized": Meaning(KeyRejected),
    "InvalidToken": Meaning(KeyRejected),
    "Forbidden": Meaning(NotAllowed),
    "CreditInsufficient": Meaning(NoCredit),
    "InsufficientUserQuota": Meaning(NoCredit),
    "AuditSubmitIllegal": Meaning(
        ContentRefused,
        "The video service checked the scene and the pictures, and does not make this content.",
        "Change what could go against its rules: first the words of the scene, then the pictures.",
    ),
    "TaskPromptPolicyViolation": Meaning(
        ContentRefused,
        "The words of the scene go against the rules of the video service.",
        "Say the scene in other words and send it again. The pictures can stay.",
    ),
    "CreationPolicyViolation": Meaning(
        ContentRefused,
        "The finished video went against the rules of the video service, which withholds it.",
        "Change the scene, or use other pictures, and send it again.",
    ),
    "ImageDownloadFailure": Meaning(
        PictureRefused,
        "The video service could not open a picture at its web address.",
        "Check that the address opens for everyone without a login, or upload the picture instead.",
    ),
    "ImageFormatInvalid": Meaning(
        PictureRefused,
        "The video service could not read the format of a picture.",
        "Replace the picture with a png, jpeg or webp.",
    ),
    "PageSizeOutOfRange": Meaning(
        PictureRefused,
        "The size of a picture is not one that the video service takes.",
        "Use a picture of at least 128 pixels a side, not more than four times as long as it is wide.",
    ),
    "ImageCheckFaceFailed": Meaning(
        PictureRefused,
        "The video service could not use the face in a picture.",
        "Use a picture with one face, clear, seen from the front and with nothing before it.",
    ),
    "ImageObjectsUndetected": Meaning(
        PictureRefused,
        "The video service could not make out the subject in a picture.",
        "Use a picture in which the subject is large, sharp and stands out from what is behind it.",
    ),
    "FieldLacking": Meaning(
        FieldRefused,
        "Something that the video service needs is missing in the request.",
        "Fill in what it names and send it again.",
    ),
    "FieldInvalid": Meaning(FieldRefused),
    "FieldUnwanted": Meaning(
        FieldRefused,
        "The request has a setting that the video service does not take with this model.",
        "Turn off the setting it names, or choose another model, and send it again.",
    ),
    "FieldItemCountOutOfRange": Meaning(
        FieldRefused,
        "The request has too many or too few of something.",
        "Use 1 to 7 subjects with 1 to 3 pictures each, 7 pictures in all, and send it again.",
    ),
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


_BY_CODE = {_plain(code): meaning for code, meaning in CODES.items()}
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
    r"not pass(ed)? .{0,20}\b(review|audit)\b|\bflagged (as|by|for)\b",
    "审核|违规|敏感|违禁|违法|涉黄|涉政|涉暴|色情|血腥|不良信息|不适宜|风控|内容安全|内容不合规|安全检测",
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


def class_of_code(code: str) -> type[StudioError] | None:
    """The error that `code` stands for, in any spelling (`task_not_exist`, `TaskNotExist`); None if unknown."""
    meaning = _BY_CODE.get(_plain(code))
    return meaning.error if meaning else None


def words_of(error: type[StudioError], code: str) -> tuple[str, str]:
    """What happened and what to do next, as people read it: in the code's own words where it means this error."""
    meaning = _BY_CODE.get(_plain(code))
    return meaning.words if meaning and meaning.error is error else (error.message, error.hint)


_GENERAL = (Refused, NotAllowed, FieldRefused, PictureRefused, ContentRefused, TaskFailed)
"""Errors whose own words tell what kind of thing was wrong, and not what."""


def is_general(error: type[StudioError], code: str) -> bool:
    """Whether our words for this error leave open what was wrong, so that those of the service have to be read."""
    return error in _GENERAL and words_of(error, code) == (error.message, error.hint)


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
