"""What Castboard knows itself of what went wrong is kept as a code and figures, and becomes words when it is shown."""

from __future__ import annotations

import pytest

from lib.domain.causes import Cause, cause_of, facts_in, written
from lib.domain.errors import StudioError, VideoBroken
from lib.domain.fetching import FETCH_TRIES, after_fetch
from lib.domain.job import Trouble
from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.text.cause_sentences import detail_text, seen_text
from lib.text.language import language_of, speaking
from lib.text.picture_sentences import remark_text
from tests.domain.test_fetching_trouble import AWAY, NO_ROUTE
from tests.domain.test_job import NOW
from tests.domain.test_tracking_fetch import saving

SAID = {
    Cause.VIDEO_TOO_LARGE: ({"limit_bytes": 2_000_000_000}, "The file is larger than 2 GB, the most that Castboard"),
    Cause.BYTES_MISSING: ({"came_bytes": 1000, "announced_bytes": 2000}, "Only 1,000 of 2,000 bytes arrived."),
    Cause.LINE_CUT: ({"seen": "IncompleteRead"}, "The connection was lost: IncompleteRead"),
    Cause.TEXT_CAME: ({"said": "Welcome"}, "Received text instead of a video: Welcome"),
    Cause.ENDS_EARLY: ({"size_bytes": 4321}, "The file ends too early, after 4,321 bytes."),
    Cause.SHORTER_THAN_SAID: ({"said_s": 5.0, "found_s": 3.2}, "The file should be 5 s long but is only 3.2 s."),
    Cause.DATA_MISSING: ({"after_s": 3.2}, "Data is missing after 3.2 s."),
    Cause.UNPLAYABLE: ({"seen": "End of file"}, "The file cannot be played to its end: End of file"),
    Cause.NO_TASK_ID: ({"said": ""}, "No task id: an empty answer"),
    Cause.NO_STATUS: ({"said": "[]"}, "No status: []"),
    Cause.REQUEST_TOO_LARGE: (
        {"size_bytes": 21_000_000, "limit_bytes": 20_000_000},
        "The request has 21,000,000",
    ),
    Cause.NO_ORDER: ({"problems": ["unknown_field style", "no_name id", "of_a_newer x"]}, "“style” is not a setting"),
    Cause.GAVE_UP: (
        {"trouble": "NotReached", "code": "", "detail": "refused"},
        "The video service cannot be",
    ),
    Cause.PERMISSION_ENDED: (
        {"who": "Mia", "place": 1, "until": "2026-03-02", "keeper": "Ann", "yours": 0},
        "The permission for Mia ended on 2 Mar 2026.",
    ),
    Cause.LIMIT_REACHED: (
        {"whose": "team", "counts": "per_day", "limit": 20, "used": 19, "asked": 2, "next_at": ""},
        "The team: 19 of 20 videos in the last 24 hours.",
    ),
}


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_sentence(cause: Cause) -> None:
    facts, said = SAID.get(cause, ({}, ""))
    error = StudioError.because(cause, **facts)  # type: ignore[arg-type]
    assert cause_of(error.code) is cause and facts_in(error.detail) == facts
    text = detail_text(error.code, error.detail)
    assert text.startswith(said or text[0].upper()) and text != error.detail
    assert seen_text(error.code, error.detail) == text


@pytest.mark.parametrize("cause", sorted(SAID.keys() - {Cause.TEXT_CAME}))
def test_facts_that_are_damaged_are_shown_as_they_are(cause: Cause) -> None:
    for detail in ('{"other": 1}', "[1]", "Data is missing.", ""):
        assert detail in detail_text(cause, detail)


def test_what_the_service_said_and_what_an_earlier_version_has_kept_stays_as_it_is() -> None:
    for code in ("", "AccessDenied", "castboard.of_a_newer_version"):
        assert detail_text(code, "Data is missing after 3.2 s.") == "Data is missing after 3.2 s."
    assert seen_text("AccessDenied", "The link has run out.") == "AccessDenied The link has run out."
    assert seen_text("", "HTTP 502") == "HTTP 502"


def test_a_picture_that_could_not_be_used_says_why() -> None:
    kept = Trouble.of(unusable(PictureRemark(RemarkKind.GONE)))
    assert seen_text(kept.code, kept.detail) == remark_text(PictureRemark(RemarkKind.GONE))


def test_a_cause_is_said_in_the_language_of_whoever_looks() -> None:
    kept = Trouble.of(VideoBroken.because(Cause.DATA_MISSING, after_s=3.2))
    assert kept.detail == written({"after_s": 3.2})
    with speaking(language_of("zh_Hans")):
        assert "3.2" in detail_text(kept.code, kept.detail)


def test_a_fetch_that_is_given_up_says_what_the_last_trouble_was() -> None:
    job = saving(tries=FETCH_TRIES - 1, trouble=Trouble.of(AWAY), video_url="https://x.org/y.mp4")
    told = after_fetch(job, NO_ROUTE, NOW).job.trouble
    assert told and told.kind == "VideoLost"
    assert detail_text(told.code, told.detail) == "The video service cannot be reached. refused"
