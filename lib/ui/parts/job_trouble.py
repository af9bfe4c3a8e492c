"""What went wrong with a job, in the words of its card."""

from __future__ import annotations

import json

from lib.domain.failure import Place, place_of
from lib.domain.job import Job, JobState, Trouble
from lib.domain.request import stored_parts
from lib.text.cause_sentences import seen_text
from lib.text.error_sentences import error_message
from lib.text.formats import in_a_row
from lib.text.job_sentences import cost_sentence, job_sentence, what_to_do
from lib.text.language import _
from lib.text.refusal_sentences import place_text
from lib.ui import media_links as media
from lib.ui.frame.error_cards import ErrorText, details_of_error
from lib.ui.state import studio, utc_now
from lib.ui.words import ago, exact, in_json


def error_text_of(job: Job) -> ErrorText | None:
    """What the card of this job says; None where nothing went wrong, or it is tried again by itself and says so."""
    if job.state is JobState.ENDED:
        message = job_sentence(job, studio().settings.service, utc_now())
        return ErrorText(
            message, _("Make it again if you still need it."), "service", cost_sentence(job), seen=_seen(job)
        )
    trouble = job.trouble
    if trouble is None or job.state is JobState.QUEUED:
        return None
    place = _place(job, trouble)
    hint = what_to_do(job, utc_now())
    if job.state is JobState.UNSURE and job.sent_at:
        sent = _("It was sent {ago}, {time}.", ago=ago(job.sent_at), time=exact(job.sent_at))
        hint = in_a_row(sent, hint)
    about, picture = (place_text(place), _picture(job, place)) if place else ("", "")
    message, cost = error_message(trouble), cost_sentence(job)
    return ErrorText(message, hint, trouble.error.side, cost, about, picture, trouble.quote, _seen(job))


def _place(job: Job, trouble: Trouble) -> Place | None:
    kept = studio().store.drafts.get(job.click) if trouble.field else None
    names = [subject.name for subject in kept.draft.cast] if kept else []
    return place_of(trouble.field, job.request, names)


def _picture(job: Job, place: Place) -> str:
    if place.subject is None or place.picture is None:
        return ""
    parts = stored_parts(job.request.subjects[place.subject].images[place.picture])
    return media.thumb(parts[0], 96) if parts else ""


def _seen(job: Job) -> tuple[str, ...]:
    trouble = job.trouble
    detail = seen_text(trouble.code, trouble.detail) if trouble else ""
    request_id = (trouble.request_id if trouble else None) or job.trace_id
    return details_of_error(detail, request_id, readable(job.answer))


def readable(answer: str) -> str:
    """An answer of the service, JSON in lines."""
    try:
        return in_json(json.dumps(json.loads(answer), ensure_ascii=False, indent=2))
    except ValueError:
        return answer
