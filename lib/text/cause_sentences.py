"""What was seen when something went wrong, in words: a cause that Castboard knows itself, or the words of others."""

from __future__ import annotations

from collections.abc import Callable

from lib.domain.causes import Cause, Fact, cause_of, facts_in
from lib.domain.error_kinds import error_kind
from lib.domain.finding import FindingKind
from lib.domain.picture_remark import remark_of
from lib.domain.request_problems import kept_problem
from lib.text import formats
from lib.text.error_sentences import error_message
from lib.text.language import N_, _
from lib.text.limit_sentences import limit_fact_sentence
from lib.text.permission_sentences import permission_line
from lib.text.picture_sentences import remark_text
from lib.text.request_sentences import problem_sentence

Facts = dict[str, Fact]


def detail_text(code: str, detail: str) -> str:
    """What was seen. As it stands, where it is the service's, or a sentence that an earlier version has kept."""
    if remark := remark_of(code, detail):
        return remark_text(remark)
    cause = cause_of(code)
    if cause is None:
        return detail
    facts = facts_in(detail)
    try:
        return _WITH_FACTS[cause](facts) if cause in _WITH_FACTS else _(_SENTENCES[cause])
    except (KeyError, ValueError, TypeError):
        return detail  # Facts that are damaged.


def seen_text(code: str, detail: str) -> str:
    """The same after the service's own code."""
    text = detail_text(code, detail)
    is_ours = cause_of(code) is not None or text != detail
    return text if is_ours else " ".join(part for part in (code, detail) if part)


def _number(facts: Facts, name: str) -> float:
    value = facts[name]
    if not isinstance(value, int | float):
        raise TypeError(name)
    return value


def _size(facts: Facts, name: str) -> str:
    return formats.size(int(_number(facts, name)))


def _seconds(facts: Facts, name: str) -> str:
    return formats.seconds(_number(facts, name))


def _gave_up(facts: Facts) -> str:
    """The last trouble: what happened, and what was seen of it."""
    code, detail = str(facts["code"]), str(facts["detail"])
    parts = (error_message(error_kind(str(facts["trouble"])), code), detail_text(code, detail))
    return formats.in_a_row(*parts)


def _text_came(facts: Facts) -> str:
    text = str(facts.get("said", ""))
    return _("Received text instead of a video: {text}", text=text) if text else _("Received text instead of a video.")


def _no_order(facts: Facts) -> str:
    kept = facts["problems"]
    found = [kept_problem(str(one)) for one in kept] if isinstance(kept, list) else []
    return formats.in_a_row(*(problem_sentence(problem) for problem in found if problem))


def _answered(facts: Facts) -> str:
    return str(facts["said"]) or _("an empty answer")


_WITH_FACTS: dict[Cause, Callable[[Facts], str]] = {
    Cause.VIDEO_TOO_LARGE: lambda facts: _(
        "The file is larger than {limit}, the most that Castboard saves.", limit=_size(facts, "limit_bytes")
    ),
    Cause.BYTES_MISSING: lambda facts: _(
        "Only {came} of {announced} bytes arrived.",
        came=_number(facts, "came_bytes"),
        announced=_number(facts, "announced_bytes"),
    ),
    Cause.LINE_CUT: lambda facts: _("The connection was lost: {seen}", seen=str(facts["seen"])),
    Cause.TEXT_CAME: _text_came,
    Cause.ENDS_EARLY: lambda facts: _(
        "The file ends too early, after {bytes} bytes.", bytes=_number(facts, "size_bytes")
    ),
    Cause.SHORTER_THAN_SAID: lambda facts: _(
        "The file should be {stated} long but is only {found}.",
        stated=_seconds(facts, "said_s"),
        found=_seconds(facts, "found_s"),
    ),
    Cause.DATA_MISSING: lambda facts: _("Data is missing after {seconds}.", seconds=_seconds(facts, "after_s")),
    Cause.UNPLAYABLE: lambda facts: _("The file cannot be played to its end: {seen}", seen=str(facts["seen"])),
    Cause.NO_TASK_ID: lambda facts: _("No task id: {answer}", answer=_answered(facts)),
    Cause.NO_STATUS: lambda facts: _("No status: {answer}", answer=_answered(facts)),
    Cause.REQUEST_TOO_LARGE: lambda facts: _(
        "The request has {size} bytes of at most {limit}. It was not sent.",
        size=_number(facts, "size_bytes"),
        limit=_number(facts, "limit_bytes"),
    ),
    Cause.NO_ORDER: _no_order,
    Cause.GAVE_UP: _gave_up,
    Cause.PERMISSION_ENDED: lambda facts: permission_line(FindingKind.PERMISSION_ENDED, facts),
    Cause.LIMIT_REACHED: lambda facts: limit_fact_sentence(
        str(facts["whose"]), str(facts["counts"]), int(_number(facts, "used")), int(_number(facts, "limit"))
    ),
}
_SENTENCES = {
    Cause.STOPPED: N_("The download was stopped."),
    Cause.EMPTY_FILE: N_("The file is empty."),
    Cause.INDEX_DAMAGED: N_("The index of the file is damaged."),
    Cause.NO_MOVING_PICTURE: N_("There is no video track in the file."),
    Cause.UNKNOWN_STORAGE: N_("The file does not say how its frames are stored."),
    Cause.NOTHING_DECODED: N_("None of the frames in the file could be decoded."),
    Cause.START_DAMAGED: N_("The first frames are damaged."),
    Cause.END_DAMAGED: N_("The last frames are damaged."),
    Cause.LEADS_ELSEWHERE: N_("The service answered with another address."),
    Cause.NO_WEB_ADDRESS: N_("The link is not a web address (http or https)."),
    Cause.NOT_A_TASK_ID: N_("This is not a task id."),
    Cause.INTERRUPTED: N_("Castboard stopped while this was being sent. It may have arrived."),
    Cause.STUMBLED: N_("An unexpected error occurred in Castboard. The details are in its log."),
}
